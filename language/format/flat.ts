/** Atoms on one line, as far as they can stand on one. */
import type { Atom } from './atom.js';
import { isSpaced } from './spacing.js';

/** A member of a block, or a comment between members: atoms `from` to before `to`. */
export interface Entry {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly endLine: number;
}

/** What stands between two atoms of a block, in order. */
export function entriesOf(atoms: readonly Atom[], from: number, to: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (let i = from; i < to; ) {
    const last = atoms[i]?.memberEnd ?? i;
    entries.push({ from: i, to: last + 1, line: atoms[i]?.line ?? 0, endLine: atoms[last]?.endLine ?? 0 });
    i = last + 1;
  }
  return entries;
}

/** Columns from an atom to the next comma of the same list, or to the end. */
export function runLength(atoms: readonly Atom[], from: number, to: number): number {
  let length = 0;
  let depth = 0;
  for (let i = from; i < to; i++) {
    const atom = atoms[i];
    if (atom === undefined || atom.kind === 'line comment' || atom.close !== undefined) break;
    const before = atoms[i - 1];
    length += atom.text.length + (i > from && before !== undefined && isSpaced(before, atom) ? 1 : 0);
    if (atom.text === '(') depth++;
    if (atom.text === ')') depth--;
    if (atom.text === ',' && depth === 0) break;
  }
  return length;
}

/** Atoms on one line, or `undefined` if a comment forbids it or a block was written on several lines. */
export function flatEntry(atoms: readonly Atom[], from: number, to: number): string | undefined {
  let text = '';
  for (let i = from; i < to; i++) {
    const atom = atoms[i];
    if (
      atom === undefined ||
      atom.kind === 'line comment' ||
      (atom.kind === 'block comment' && atom.line !== atom.endLine)
    )
      return undefined;
    const before = atoms[i - 1];
    if (i > from && before !== undefined && isSpaced(before, atom)) text += ' ';
    if (atom.close === undefined) text += atom.text;
    else {
      const block = flatBlock(atoms, i, atom.close);
      if (block === undefined) return undefined;
      text += block;
      i = atom.close;
    }
  }
  return text;
}

function flatBlock(atoms: readonly Atom[], open: number, close: number): string | undefined {
  if (close === open + 1) return '{}';
  if (atoms[open]?.line !== atoms[close]?.line) return undefined;
  const members = entriesOf(atoms, open + 1, close).map((entry) => flatEntry(atoms, entry.from, entry.to));
  return members.includes(undefined) ? undefined : `{ ${members.join('  ')} }`;
}
