/** What refactorings share: finding a piece of the text, and laying a declaration out anew after a change. */
import { type AstNode, AstUtils, type CstNode, isCompositeCstNode, isLeafCstNode } from 'langium';
import { applyTextEdits } from '../../findings/apply.js';
import type { TextEdit } from '../../findings/positioned.js';
import { format } from '../../format/format.js';
import { lineEdits } from '../../format/line-edits.js';
import type * as ast from '../../generated/ast.js';
import { propertyNode } from '../../link/property.js';
import { parse } from '../../syntax/parse.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Snapshot } from '../snapshot.js';

/** A stretch of a text. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The narrowest node of one of the types whose text covers a selection. */
export function nodeAt<T extends AstNode['$type']>(
  file: SourceFile,
  from: number,
  to: number,
  types: readonly T[],
): (AstNode & { readonly $type: T }) | undefined {
  let best: AstNode | undefined;
  for (const node of AstUtils.streamAst(file.parsed.model)) {
    const cst = node.$cstNode;
    if (cst === undefined || cst.offset > from || cst.end < to) continue;
    if ((types as readonly string[]).includes(node.$type) && cst.length <= (best?.$cstNode?.length ?? Infinity))
      best = node;
  }
  return best as (AstNode & { readonly $type: T }) | undefined;
}

/** The braces of a node's own block. */
export function bracesOf(node: AstNode): { readonly open: CstNode; readonly close: CstNode } | undefined {
  const content = node.$cstNode === undefined ? [] : ownContent(node.$cstNode, node);
  const open = content.find((child) => isLeafCstNode(child) && child.text === '{');
  const close = content.findLast((child) => isLeafCstNode(child) && child.text === '}');
  return open === undefined || close === undefined || close.offset < open.end ? undefined : { open, close };
}

/** Children of a syntax node, without the layers of rules that have no node of their own. */
export function ownContent(node: CstNode, owner: AstNode): readonly CstNode[] {
  if (!isCompositeCstNode(node)) return [];
  return node.content.flatMap((child) =>
    child.astNode === owner && isCompositeCstNode(child) ? ownContent(child, owner) : [child],
  );
}

/** Where a declaration says what it is: up to its block. */
export function isInHead(node: AstNode, from: number, to: number): boolean {
  const cst = node.$cstNode;
  const end = bracesOf(node)?.open.end ?? cst?.end ?? 0;
  return cst !== undefined && cst.offset <= from && to <= end;
}

/** Whether the text of a node can be read without doubt: no mistake of syntax and no missing value in it. */
export function isSound({ report }: Snapshot, file: SourceFile, node: AstNode): boolean {
  const cst = node.$cstNode;
  if (cst === undefined) return false;
  const meets = (offset: number, length: number) => offset <= cst.end && offset + length >= cst.offset;
  return (
    !file.parsed.errors.some((one) => meets(one.offset, one.length)) &&
    !report.findings.some(
      (one) => one.rule === 'syntax' && one.uri === file.uri && meets(one.range.offset, one.range.length),
    )
  );
}

/** The item of the file that a node stands in. */
export function itemOf(node: AstNode): AstNode {
  let item = node;
  while (item.$container !== undefined && item.$container.$type !== 'Model') item = item.$container;
  return item;
}

/** A node with the comment lines right above it and the comment behind it. `floor`: where nothing above is its own. */
export function withComments({ text, parsed }: SourceFile, node: CstNode, floor = 0): Stretch {
  let from = node.offset;
  for (;;) {
    const start = text.lastIndexOf('\n', from - 1) + 1;
    if (start <= floor || text.slice(start, from).trim() !== '') break;
    const above = text.lastIndexOf('\n', start - 2) + 1;
    const note = parsed.comments.find((one) => one.offset >= above && one.offset < start && one.text.startsWith('//'));
    if (note === undefined || note.offset < floor || text.slice(above, note.offset).trim() !== '') break;
    from = note.offset;
  }
  const behind = /^[ \t]*\/\/[^\r\n]*/u.exec(text.slice(node.end))?.[0] ?? '';
  return { from, to: node.end + behind.trimEnd().length };
}

/** Takes a stretch out, with its lines when it fills them and one of the blank lines around it. */
export function without({ uri, text }: SourceFile, { from, to }: Stretch): TextEdit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const newline = text.indexOf('\n', to);
  const end = newline < 0 ? text.length : newline + 1;
  const isAlone = text.slice(start, from).trim() === '' && text.slice(to, end).trim() === '';
  if (!isAlone) return { uri, offset: from, length: to - from, text: '' };
  const isBlankAbove = start === 0 || /(?:^|\n)[ \t]*\r?\n$/u.test(text.slice(0, start));
  const blank = isBlankAbove ? (/^[ \t]*\r?\n/u.exec(text.slice(end))?.[0] ?? '') : '';
  return { uri, offset: start, length: end + blank.length - start, text: '' };
}

/** The line end a text uses. */
export function lineEndOf({ text }: SourceFile): string {
  return /\r\n|\r|\n/u.exec(text)?.[0] ?? '\n';
}

/** A new declaration in standard layout; `undefined` when it is none. */
export function laidOut(file: SourceFile, text: string): string | undefined {
  if (parse(text).errors.length > 0) return undefined;
  return format(text)
    .trimEnd()
    .replaceAll(/\r\n|\r|\n/gu, lineEndOf(file));
}

/**
 * Edits inside one item, after which the item is laid out anew; as small as lines allow. `undefined` when the item could
 * not be read any more.
 */
export function relaid(file: SourceFile, item: AstNode, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const cst = item.$cstNode;
  if (cst === undefined) return undefined;
  const before = file.text.slice(cst.offset, cst.end);
  const changed = applyTextEdits(
    before,
    edits.map((edit) => ({ ...edit, offset: edit.offset - cst.offset })),
  );
  const after = laidOut(file, changed);
  if (after === undefined || after === before) return undefined;
  return lineEdits(before, after).map((edit) => ({ uri: file.uri, ...edit, offset: edit.offset + cst.offset }));
}

/** A name nothing of a file stands for yet: the wanted one, or with a number behind it. */
export function freshName({ report }: Snapshot, file: SourceFile, wanted: string): string {
  const taken = (name: string): boolean =>
    file.declarations.byName.has(name) ||
    [...report.workspace.files.values()].some((one) => one.declarations.byName.has(name));
  if (!taken(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken(`${wanted}_${n}`)) return `${wanted}_${n}`;
}

/** What stands behind the colon of a component or template: a name, with its arguments. */
export function technologyStretch({ text }: SourceFile, node: ast.Component | ast.Template): Stretch | undefined {
  const name = propertyNode(node.$cstNode, 'technology');
  if (name === undefined) return undefined;
  const last = node.arguments.at(-1)?.$cstNode;
  if (last === undefined) return { from: name.offset, to: name.end };
  const close = /^\s*\)/u.exec(text.slice(last.end))?.[0];
  return close === undefined ? undefined : { from: name.offset, to: last.end + close.length };
}
