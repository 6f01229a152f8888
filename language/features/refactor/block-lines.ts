/** A block on one line, or on several. */
import { type AstNode, CstUtils } from 'langium';
import type { TextEdit } from '../../findings/positioned.js';
import type { ActionFamily } from '../code-action/action.js';
import { bracesOf, isSound, itemOf, nodeAt, ownContent, relaid } from './source.js';

const kind = 'refactor.rewrite';

/** Nodes whose braces hold members that may stand on lines of their own. */
const withMembers = [
  'Block',
  'BreakerClause',
  'Component',
  'Data',
  'Delays',
  'Diagram',
  'Expect',
  'Flow',
  'Group',
  'Link',
  'Log',
  'Replicas',
  'Scenario',
  'Shards',
  'Template',
  'Workload',
] as const;

export const blockLines: ActionFamily = {
  kinds: [kind],
  *actions({ snapshot, from, to }) {
    const { file } = snapshot;
    const node = nodeAt(file, from, to, withMembers);
    const braces = node === undefined ? undefined : bracesOf(node);
    if (node === undefined || braces === undefined || !isSound(snapshot, file, node)) return;
    const isOneLine = !/[\r\n]/u.test(file.text.slice(braces.open.offset, braces.close.end));
    const raw = isOneLine ? onLines(node, file) : onOneLine(node, file);
    const edits = raw.length === 0 ? undefined : relaid(file, itemOf(node), raw);
    // A block that is too long for one line is laid out on several again.
    if (edits === undefined || growth(file, edits) > 0 !== isOneLine) return;
    yield { title: `Write this block on ${isOneLine ? 'several lines' : 'one line'}`, kind, change: { edits } };
  },
};

/** Lines more than before. */
function growth({ text }: File, edits: readonly TextEdit[]): number {
  const lines = (part: string): number => part.split('\n').length;
  return edits.reduce(
    (sum, edit) => sum + lines(edit.text) - lines(text.slice(edit.offset, edit.offset + edit.length)),
    0,
  );
}

type File = Parameters<typeof relaid>[0];

/** Line ends in the gaps between members. */
function onLines(node: AstNode, file: File): readonly TextEdit[] {
  const { open, close } = bracesOf(node) ?? {};
  if (open === undefined || close === undefined || node.$cstNode === undefined) return [];
  const inside = ownContent(node.$cstNode, node).filter(
    (child) => !child.hidden && child.offset >= open.end && child.end <= close.offset,
  );
  if (inside.length === 0) return [];
  return [open, ...inside].flatMap((child, i) => gap(file, child.end, inside[i]?.offset ?? close.offset, '\n'));
}

/** Blanks in all gaps that hold line ends; nothing when a comment stands in the way. */
function onOneLine(node: AstNode, file: File): readonly TextEdit[] {
  const { open, close } = bracesOf(node) ?? {};
  if (open === undefined || close === undefined || node.$cstNode === undefined) return [];
  if (file.parsed.comments.some((one) => one.offset > open.offset && one.offset < close.offset)) return [];
  const leaves = CstUtils.flattenCst(node.$cstNode)
    .filter((leaf) => !leaf.hidden && leaf.offset >= open.offset && leaf.end <= close.end)
    .toArray();
  return leaves.flatMap((leaf, i) => {
    const next = leaves[i + 1];
    return next === undefined ? [] : gap(file, leaf.end, next.offset, ' ', /[\r\n]/u);
  });
}

function gap({ uri, text }: File, from: number, to: number, by: string, only = /^/u): readonly TextEdit[] {
  const between = text.slice(from, to);
  if (between.trim() !== '' || !only.test(between)) return [];
  return [{ uri, offset: from, length: to - from, text: by }];
}
