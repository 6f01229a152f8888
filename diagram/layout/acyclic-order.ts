/** Breaking cycles before ELK sees them, so that the sides of ports agree with the direction of the layers. */

/**
 * An order of the elements in which few connections run backwards: the greedy heuristic of Eades, Lin and Smyth,
 * "A fast and effective heuristic for the feedback arc set problem" (1993), with ties broken by source order, so that
 * the same design always reads the same way.
 *
 * @param elements in source order
 * @param weights element → element → number of connections that way; connections to itself are not counted
 * @returns the rank of each element, 0 first
 */
export function acyclicOrder(
  elements: readonly string[],
  weights: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ReadonlyMap<string, number> {
  const out = new Map<string, number>(elements.map((id) => [id, 0]));
  const into = new Map<string, number>(elements.map((id) => [id, 0]));
  const sources = new Map<string, string[]>(elements.map((id) => [id, []]));
  for (const [from, targets] of weights)
    for (const [to, weight] of targets) {
      out.set(from, (out.get(from) ?? 0) + weight);
      into.set(to, (into.get(to) ?? 0) + weight);
      sources.get(to)?.push(from);
    }
  const left = new Set(elements);
  const front: string[] = [];
  const back: string[] = [];
  const remove = (id: string): void => {
    left.delete(id);
    for (const [to, weight] of weights.get(id) ?? []) into.set(to, (into.get(to) ?? 0) - weight);
    for (const from of sources.get(id) ?? []) out.set(from, (out.get(from) ?? 0) - (weights.get(from)?.get(id) ?? 0));
  };
  while (left.size > 0) {
    const next = pick(left, into, out);
    remove(next.id);
    if (next.end === 'back') back.push(next.id);
    else front.push(next.id);
  }
  return new Map([...front, ...back.reverse()].map((id, rank) => [id, rank]));
}

function pick(
  left: ReadonlySet<string>,
  into: ReadonlyMap<string, number>,
  out: ReadonlyMap<string, number>,
): { readonly id: string; readonly end: 'front' | 'back' } {
  let best = '';
  let bestSurplus = Number.NEGATIVE_INFINITY;
  let sink: string | undefined;
  for (const id of left) {
    if (into.get(id) === 0) return { id, end: 'front' };
    if (out.get(id) === 0) sink = id;
    const surplus = (out.get(id) ?? 0) - (into.get(id) ?? 0);
    if (surplus > bestSurplus) {
      best = id;
      bestSurplus = surplus;
    }
  }
  return sink === undefined ? { id: best, end: 'front' } : { id: sink, end: 'back' };
}
