/** Names for notations whose identifiers are narrower than the ids of a design. */

/** A function from ids to names of letters, digits and `_`; different ids get different names, none of them reserved. */
export function namer(reserved: ReadonlySet<string>): (id: string) => string {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return (id) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const plain = id.replaceAll(/[^A-Za-z0-9_]/g, '_');
    const start = /^[A-Za-z]/.test(plain) && !reserved.has(plain.toLowerCase()) ? plain : `n_${plain}`;
    let name = start;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${start}_${count}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
    return name;
  };
}
