/** Every place where a declared name is written: what definition, references, highlight and rename read. */
import type { CstNode } from 'langium';
import { type Declared, nameNode } from './declared.js';

export interface Occurrence {
  readonly declared: Declared;
  readonly uri: string;
  readonly node: CstNode;
  readonly role: 'declaration' | 'import' | 'reference';
}

export interface Occurrences {
  /** The name under an offset (its end included). */
  at(uri: string, offset: number): Occurrence | undefined;
  /** The names of a file, in no order. */
  in(uri: string): readonly Occurrence[];
  /** All places of a name, its declaration first, then by file and offset. */
  of(declared: Declared): readonly Occurrence[];
}

/** Gathers and indexes occurrences on first use; the same place recorded twice counts once. */
export function occurrencesOf(gather: () => readonly Occurrence[]): Occurrences {
  let byFile: Map<string, Occurrence[]> | undefined;
  let byDeclared: Map<Declared, Occurrence[]> | undefined;
  const index = (): { files: Map<string, Occurrence[]>; declared: Map<Declared, Occurrence[]> } => {
    if (byFile === undefined || byDeclared === undefined) {
      const all = unique(gather());
      byFile = group(all, (one) => one.uri);
      byDeclared = group(all, (one) => one.declared);
    }
    return { files: byFile, declared: byDeclared };
  };
  return {
    at(uri, offset) {
      return index()
        .files.get(uri)
        ?.find(({ node }) => node.offset <= offset && offset <= node.end);
    },
    in: (uri) => index().files.get(uri) ?? [],
    of(declared) {
      return [...(index().declared.get(declared) ?? [])].sort(
        (a, b) => rank(a) - rank(b) || (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.node.offset - b.node.offset),
      );
    },
  };
}

/** The declaration itself as an occurrence; nothing when its name was not written. */
export function declarationOf(declared: Declared): Occurrence | undefined {
  const node = nameNode(declared);
  return node === undefined ? undefined : { declared, uri: declared.uri, node, role: 'declaration' };
}

function rank(one: Occurrence): number {
  return one.role === 'declaration' ? 0 : 1;
}

function unique(all: readonly Occurrence[]): Occurrence[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = `${one.uri}\u0000${one.node.offset}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function group<K>(all: readonly Occurrence[], key: (one: Occurrence) => K): Map<K, Occurrence[]> {
  const map = new Map<K, Occurrence[]>();
  for (const one of all) {
    const list = map.get(key(one));
    if (list === undefined) map.set(key(one), [one]);
    else list.push(one);
  }
  return map;
}
