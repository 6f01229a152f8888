/** A text as the formatter sees it: tokens and comments in order, with the blocks and members of blocks they begin. */
import { type CstNode, CstUtils, isCompositeCstNode, isLeafCstNode } from 'langium';
import { lineMap } from '../findings/line-map.js';
import type { ParsedFile } from '../syntax/parse.js';
import { standardQuantity } from './standard-quantity.js';

/** One token or comment. Indices point into the list of atoms. */
export interface Atom {
  readonly kind: 'token' | 'line comment' | 'block comment';
  readonly text: string;
  /** Lines of its first and last character, from 0. */
  readonly line: number;
  readonly endLine: number;
  /** Sort of syntax node it is part of; empty for comments. */
  readonly part: string;
  /** For the `{` of a block: index of its `}`. */
  readonly close?: number;
  /** For the first token of a clause, step, line or declaration: index of its last token. */
  readonly memberEnd?: number;
}

/** Where blocks and members begin and end, as offsets. */
interface Structure {
  readonly blocks: Map<number, number>;
  /** Offset of a member's first character → offset behind its last. */
  readonly members: Map<number, number>;
}

/** The atoms of a text without syntax mistakes. */
export function atomsOf({ text, model, comments }: ParsedFile): readonly Atom[] {
  const root = model.$cstNode;
  if (root === undefined) return [];
  const structure: Structure = { blocks: new Map(), members: new Map() };
  findStructure(root, structure, true);
  const leaves = CstUtils.flattenCst(root)
    .filter((leaf) => !leaf.hidden)
    .map((leaf) => ({ offset: leaf.offset, text: leaf.text, part: leaf.astNode.$type }));
  const notes = comments.map((comment) => ({ offset: comment.offset, text: comment.text.trimEnd(), part: '' }));
  const raw = [...leaves, ...notes].sort((a, b) => a.offset - b.offset);
  const index = new Map(raw.map(({ offset }, i) => [offset, i]));
  const ends = new Map(raw.map((atom, i) => [atom.offset + atom.text.length, i]));
  const lines = lineMap(text);
  return raw.map(({ offset, text: written, part }): Atom => {
    const close = index.get(structure.blocks.get(offset) ?? -1);
    const memberEnd = ends.get(structure.members.get(offset) ?? -1);
    return {
      kind: part !== '' ? 'token' : written.startsWith('//') ? 'line comment' : 'block comment',
      text: part !== '' && /^[\d+-]/u.test(written) ? standardQuantity(written) : written,
      line: lines.at(offset).line,
      endLine: lines.at(offset + written.length).line,
      part,
      ...(close === undefined ? {} : { close }),
      ...(memberEnd === undefined || part === '' ? {} : { memberEnd }),
    };
  });
}

/** Collects the braces that lay out as blocks; those of an import do not. */
function findStructure(node: CstNode, structure: Structure, isRoot: boolean): void {
  if (!isCompositeCstNode(node)) return;
  const content = node.content.filter((child) => !child.hidden);
  const open = isRoot ? -1 : content.findIndex((child) => isLeafCstNode(child) && child.text === '{');
  const close = isRoot ? content.length : content.findLastIndex((child) => isLeafCstNode(child) && child.text === '}');
  const isBlock = isRoot || (open >= 0 && close > open && node.astNode.$type !== 'Import');
  if (isBlock) {
    const [opener, closer] = [content[open], content[close]];
    if (opener !== undefined && closer !== undefined) structure.blocks.set(opener.offset, closer.offset);
    for (const member of membersOf(content.slice(open + 1, close))) structure.members.set(member.offset, member.end);
  }
  for (const child of content) findStructure(child, structure, false);
}

/** Nodes between braces, each a member; where words stand between them (`zones a, b`) all is one member. */
function membersOf(inside: readonly CstNode[]): readonly { readonly offset: number; readonly end: number }[] {
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return [];
  return inside.some(isLeafCstNode) ? [{ offset: first.offset, end: last.end }] : inside;
}
