/** Components into groups and out of them. A group is a box of the picture: nothing else changes. */

import type { TextEdit } from '../../findings/positioned.js';
import type * as ast from '../../generated/ast.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Action, ActionFamily, Request } from '../code-action/action.js';
import type { Snapshot } from '../snapshot.js';
import {
  bracesOf,
  freshName,
  isInHead,
  isSound,
  itemOf,
  lineEndOf,
  nodeAt,
  type Stretch,
  withComments,
  without,
} from './source.js';

/** Groups offered as targets. */
const most = 8;

export const group: ActionFamily = {
  kinds: ['refactor.rewrite', 'refactor.extract'],
  *actions(request) {
    const { snapshot, from, to } = request;
    const { file } = snapshot;
    const one = nodeAt(file, from, to, ['Component']) as ast.Component | undefined;
    if (one !== undefined && isInHead(one, from, to) && isSound(snapshot, file, one)) {
      yield* moves(snapshot, file, one);
      yield* wrap(snapshot, file, [one]);
    } else if (from < to) yield* wrap(snapshot, file, selected(request));
  },
};

/** Components and groups that a selection holds as a whole, when they stand side by side. */
function selected({ snapshot, from, to }: Request): readonly (ast.Component | ast.Group)[] {
  const { file } = snapshot;
  const outer = nodeAt(file, from, to, ['Group']) as ast.Group | undefined;
  const members = outer?.members ?? file.parsed.model.items;
  const inside = members.filter(({ $cstNode: cst }) => cst !== undefined && cst.offset < to && cst.end > from);
  const whole = inside.filter(({ $cstNode: cst }) => cst !== undefined && cst.offset >= from && cst.end <= to);
  const boxes = whole.flatMap((node) => (node.$type === 'Component' || node.$type === 'Group' ? [node] : []));
  return boxes.length === inside.length && boxes.every((node) => isSound(snapshot, file, node)) ? boxes : [];
}

function* wrap(snapshot: Snapshot, file: SourceFile, nodes: readonly (ast.Component | ast.Group)[]): Generator<Action> {
  const pieces = nodes.flatMap(({ $cstNode: cst }) => (cst === undefined ? [] : [withComments(file, cst)]));
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return;
  const { text, uri } = file;
  const indent = indentAt(text, first.from);
  if (indent === undefined) return;
  const end = lineEndOf(file);
  const name = freshName(snapshot, file, 'new_group');
  const inner = indentMore(text.slice(first.from, last.to), '  ');
  const whole = `group ${name} {${end}${indent}  ${inner}${end}${indent}}`;
  const edits = [{ uri, offset: first.from, length: last.to - first.from, text: whole }];
  const what = nodes.length === 1 ? `\`${nodes[0]?.name ?? ''}\`` : `${nodes.length} components`;
  yield { title: `Put ${what} into a new group`, kind: 'refactor.extract', change: { edits } };
}

function* moves(snapshot: Snapshot, file: SourceFile, node: ast.Component): Generator<Action> {
  const cst = node.$cstNode;
  if (cst === undefined) return;
  const piece = withComments(file, cst, ownFloor(node));
  if (indentAt(file.text, piece.from) === undefined) return;
  const home = node.$container.$type === 'Group' ? node.$container : undefined;
  const kind = 'refactor.rewrite';
  let offered = 0;
  for (const declared of file.declarations.byName.values()) {
    if (declared.kind !== 'group' || declared.node === home || offered === most) continue;
    const edits = into(file, piece, declared.node);
    if (edits === undefined || !isSound(snapshot, file, declared.node)) continue;
    offered++;
    yield { title: `Move \`${node.name}\` into group \`${declared.name}\``, kind, change: { edits } };
  }
  const item = itemOf(node).$cstNode;
  if (home === undefined || item === undefined) return;
  const title = `Move \`${node.name}\` out of group \`${home.name ?? ''}\``;
  const outer = home.$container.$type === 'Group' ? into(file, piece, home.$container) : outOf(file, piece, item.end);
  if (outer !== undefined) yield { title, kind, change: { edits: outer } };
}

function ownFloor(node: ast.Component): number {
  return node.$container.$type === 'Group' ? (bracesOf(node.$container)?.open.end ?? 0) : 0;
}

/** At the end of a group's block. */
function into(file: SourceFile, piece: Stretch, target: ast.Group): readonly TextEdit[] | undefined {
  const braces = bracesOf(target);
  const cst = target.$cstNode;
  if (braces === undefined || cst === undefined) return undefined;
  const { text, uri } = file;
  const end = lineEndOf(file);
  const indent = /^[ \t]*/u.exec(text.slice(text.lastIndexOf('\n', cst.offset - 1) + 1))?.[0] ?? '';
  const inside = text.slice(braces.open.end, braces.close.offset);
  const offset = braces.open.end + inside.trimEnd().length;
  const moved = reindented(text, piece, `${indent}  `);
  const insert = {
    uri,
    offset,
    length: braces.close.offset - offset,
    text: `${end}${indent}  ${moved}${end}${indent}`,
  };
  const removal = without(file, piece);
  // Out of an inner group that ends where the outer one does: the two places touch.
  const meets = removal.offset < insert.offset + insert.length && insert.offset < removal.offset + removal.length;
  return meets ? undefined : [removal, insert];
}

/** Behind the item that holds it. */
function outOf(file: SourceFile, piece: Stretch, after: number): readonly TextEdit[] | undefined {
  const end = lineEndOf(file);
  const behind = /^[ \t]*(?:\/\/[^\r\n]*)?(?=[\r\n]|$)/u.exec(file.text.slice(after))?.[0];
  if (behind === undefined) return undefined;
  const text = `${end}${end}${reindented(file.text, piece, '')}`;
  return [without(file, piece), { uri: file.uri, offset: after + behind.length, length: 0, text }];
}

/** The blanks before a piece; `undefined` when something else stands on its line. */
function indentAt(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return before.replace('\ufeff', '').trim() === '' ? before.replace('\ufeff', '') : undefined;
}

function indentMore(text: string, by: string): string {
  return text.replaceAll(/\n(?=[^\r\n])/gu, `\n${by}`);
}

/** A piece at another indentation; the first line is left to whoever writes it. */
function reindented(text: string, { from, to }: Stretch, indent: string): string {
  const old = indentAt(text, from) ?? '';
  const lines = text.slice(from, to).split('\n');
  return lines
    .map((line, i) => {
      if (i === 0 || line.trim() === '') return line;
      return indent + (line.startsWith(old) ? line.slice(old.length) : line.trimStart());
    })
    .join('\n');
}
