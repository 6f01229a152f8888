import { type CstNode, isCompositeCstNode } from 'langium';
import type { Position, SelectionRangeParams } from 'vscode-languageserver';
import type { SelectionRange } from 'vscode-languageserver-types';
import type { SourceFile } from '../workspace/source-file.js';
import type { Feature } from './feature.js';
import { offsetAt, rangeOf } from './snapshot.js';

interface Stretch {
  readonly offset: number;
  readonly end: number;
}

/** What to select next, from the word at a position over its clause, block and declaration to the whole file. */
export function selectionRange(file: SourceFile, position: Position): SelectionRange {
  const offset = offsetAt(file, position);
  const all: Stretch[] = [{ offset: 0, end: file.text.length }];
  const root = file.parsed.model.$cstNode;
  if (root !== undefined) descend(root, offset, all);
  const comment = file.parsed.comments.find((one) => one.offset <= offset && offset <= one.offset + one.length);
  if (comment !== undefined) all.push({ offset: comment.offset, end: comment.offset + comment.length });
  let range: SelectionRange | undefined;
  let before: Stretch | undefined;
  for (const one of all) {
    const isSame = before !== undefined && one.offset === before.offset && one.end === before.end;
    const isInside = before === undefined || (one.offset >= before.offset && one.end <= before.end);
    if (isSame || !isInside) continue;
    const own = rangeOf(file, one.offset, one.end - one.offset);
    range = range === undefined ? { range: own } : { range: own, parent: range };
    before = one;
  }
  return range ?? { range: rangeOf(file, 0, file.text.length) };
}

/** Adds what encloses the offset, outer before inner: nodes, the inside of their braces, the inside of texts. */
function descend(root: CstNode, offset: number, all: Stretch[]): void {
  for (let node: CstNode | undefined = root; node !== undefined; ) {
    if (!isCompositeCstNode(node)) {
      const isText = node.text.startsWith('"') && node.offset < offset && offset < node.end;
      if (isText) all.push({ offset: node.offset + 1, end: Math.max(node.offset + 1, node.end - 1) });
      return;
    }
    const { content }: { readonly content: readonly CstNode[] } = node;
    const open = content.find((one) => one.text === '{' && !isCompositeCstNode(one));
    const close = content.findLast((one) => one.text === '}' && !isCompositeCstNode(one));
    if (open !== undefined && close !== undefined && open.end <= offset && offset <= close.offset) {
      all.push({ offset: open.offset, end: close.end }, { offset: open.end, end: close.offset });
    }
    const touching: readonly CstNode[] = content.filter((one) => one.offset <= offset && offset <= one.end);
    // Between two words the one that is a word counts, else the later one.
    const next: CstNode | undefined = touching.find((one) => /^[\p{L}_]/u.test(one.text)) ?? touching.at(-1);
    if (next !== undefined) all.push(next);
    node = next;
  }
}

export const selectionRangesFeature: Feature = {
  capabilities: { selectionRangeProvider: true },
  register(connection, context) {
    connection.onSelectionRanges(
      context.answer(({ file }, { positions }: SelectionRangeParams) =>
        positions.map((position) => selectionRange(file, position)),
      ),
    );
  },
};
