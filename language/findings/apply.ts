/** Edits by id, as rules propose them, turned into edits of texts. */
import { type AstNode, AstUtils, type CstNode, isCompositeCstNode } from 'langium';
import type { Edit } from '../../analyzer/rules/rule.js';
import type { Origins } from './origins.js';
import type { Span, TextEdit } from './positioned.js';

/**
 * The text edits of one fix, by file and offset, none overlapping another. `undefined` when an id has no text here, when
 * two edits meet, or when there is nothing to do: such a fix is not offered.
 */
export function textEdits(
  edits: readonly Edit[],
  origins: Origins,
  textOf: (uri: string) => string | undefined,
): readonly TextEdit[] | undefined {
  const made: TextEdit[] = [];
  const added = new Map<string, string[]>();
  for (const edit of edits) {
    if (edit.kind === 'set') {
      const replaced = replaceClause(edit.into, edit.clause, origins);
      if (replaced === undefined) added.set(edit.into, [...(added.get(edit.into) ?? []), edit.clause]);
      else made.push(replaced);
      continue;
    }
    const one = simpleEdit(edit, origins, textOf);
    if (one === undefined) return undefined;
    made.push(one);
  }
  for (const [into, clauses] of added) {
    const one = addClauses(into, clauses, origins, textOf);
    if (one === undefined) return undefined;
    made.push(one);
  }
  made.sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.offset - b.offset));
  return made.length === 0 || made.some((edit, i) => meets(made[i - 1], edit)) ? undefined : made;
}

/** The text of one file after edits of that file, which must not overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.offset - a.offset)) {
    result = result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length);
  }
  return result;
}

function meets(before: TextEdit | undefined, edit: TextEdit): boolean {
  return before !== undefined && before.uri === edit.uri && before.offset + before.length > edit.offset;
}

function simpleEdit(
  edit: Exclude<Edit, { kind: 'set' }>,
  origins: Origins,
  textOf: (uri: string) => string | undefined,
): TextEdit | undefined {
  const id = edit.kind === 'declare' ? edit.after : edit.at;
  const origin = origins.get(id);
  const anchor = origins.anchor(id);
  const text = origin === undefined ? undefined : textOf(origin.uri);
  if (origin === undefined || anchor === undefined || text === undefined) return undefined;
  const { uri, offset, length } = origin;
  if (edit.kind === 'replace') return { uri, offset, length, text: edit.text };
  if (edit.kind === 'declare') return declareAfter(uri, text, offset, offset + length, edit.text);
  if (edit.kind === 'append') {
    const end = origin.block === undefined ? offset + length : beforeBlock(text, origin.block.offset);
    const next = isStep(anchor.node) ? laterPart(anchor.node, edit.text) : undefined;
    return next === undefined
      ? { uri, offset: end, length: 0, text: ` ${edit.text}` }
      : { uri, offset: next, length: 0, text: `${edit.text} ` };
  }
  const whole = anchor.until === undefined ? lonely(anchor.node) : { offset, end: offset + length };
  const cut = withSurroundings(text, whole.offset, whole.end);
  return { uri, offset: cut.from, length: cut.to - cut.from, text: '' };
}

/** A declaration on a line of its own below another, with a blank line between if that one has several lines. */
function declareAfter(uri: string, text: string, start: number, end: number, declaration: string): TextEdit {
  const offset = endOfLine(text, end);
  const indent = indentAt(text, start);
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text.slice(start, end).includes('\n') ? ending : '';
  const lines = declaration.split(/\r?\n/u).map((line) => `${ending}${indent}${line}`);
  return { uri, offset, length: 0, text: gap + lines.join('') };
}

/** The end of the line when only a comment follows, else the offset itself. */
function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const rest = text.slice(offset, newline < 0 ? text.length : newline).replace(/\r$/u, '');
  return /^[ \t]*(?:\/\/.*)?$/u.test(rest) ? offset + rest.length : offset;
}

/** The order in which the parts of a step are written; options such as `timeout` come last. */
const partOrder: readonly string[] = ['from', 'to', 'else', 'at', 'by', 'rows', 'if', 'in', 'idempotent'];

/** Where the first part of a step begins that must stand behind the given one. */
function laterPart(node: CstNode, part: string): number | undefined {
  const rank = rankOf(part);
  return ownParts(node, node.astNode).find((child) => !child.hidden && rankOf(child.text) > rank && isPart(child, node))
    ?.offset;
}

/** The children of a syntax tree node, without the layers that rules without a node of their own leave. */
function ownParts(node: CstNode, ast: AstNode): readonly CstNode[] {
  if (!isCompositeCstNode(node)) return [];
  return node.content.flatMap((child) =>
    child.astNode === ast && isCompositeCstNode(child) ? ownParts(child, ast) : [child],
  );
}

function rankOf(part: string): number {
  const rank = partOrder.indexOf(/^\w+/u.exec(part.trim())?.[0] ?? '');
  return rank < 0 ? partOrder.length : rank;
}

/** A keyword of the step itself or a part with a node of its own; names and the first word are not. */
function isPart(child: CstNode, node: CstNode): boolean {
  if (child.offset === node.offset) return false;
  return child.astNode !== node.astNode || (child.grammarSource?.$type === 'Keyword' && partOrder.includes(child.text));
}

/** Where the head of a clause ends: before the blanks and the brace of its block. */
function beforeBlock(text: string, inside: number): number {
  let end = inside - 1;
  while (end > 0 && /\s/u.test(text.charAt(end - 1))) end--;
  return end;
}

/** The node, or the clause it stands in when it is all that clause has: `stores Account` without its only data. */
function lonely(node: CstNode): { readonly offset: number; readonly end: number } {
  const ast: AstNode = node.astNode;
  const isName = node.offset !== ast.$cstNode?.offset || node.end !== ast.$cstNode.end;
  const clause = isName ? ast : ast.$container;
  if (clause?.$cstNode === undefined) return node;
  const list = isName ? 'targets' : (ast.$containerProperty ?? '');
  const items: unknown = Object.entries(clause).find(([name]) => name === list)?.[1];
  const isClause = ['Holds', 'Requires', 'ReferencesClause', 'Selection'].includes(clause.$type);
  return isClause && Array.isArray(items) && items.length === 1 ? clause.$cstNode : node;
}

/** Takes a comma, the blanks before, or the whole line along. */
function withSurroundings(text: string, from: number, to: number): { readonly from: number; readonly to: number } {
  const after = /^[ \t]*,[ \t]*/u.exec(text.slice(to));
  const before = /,\s*$/u.exec(text.slice(0, from));
  if (before !== null) return { from: before.index, to };
  if (after !== null) return { from, to: to + after[0].length };
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const newline = text.indexOf('\n', to);
  const lineEnd = newline < 0 ? text.length : newline;
  const isAlone = text.slice(lineStart, from).trim() === '' && text.slice(to, lineEnd).trim() === '';
  if (isAlone)
    return newline < 0 ? { from: Math.max(0, lineStart - 1), to: lineEnd } : { from: lineStart, to: newline + 1 };
  let start = from;
  while (start > lineStart && /[ \t]/u.test(text.charAt(start - 1))) start--;
  return { from: start, to };
}

/** Clauses that take each other's place: a component is placed by one of the two. */
const samePlace: Readonly<Record<string, string>> = { across: 'in' };

/** Clauses of which a block may have several, so that a new one replaces none. */
const repeatable: ReadonlySet<string> = new Set(['index', 'invariant']);

/** Clauses whose block says more of the same whatever their head says. */
const withBlock: ReadonlySet<string> = new Set(['replicas', 'shards', 'wal']);

function slotOf(clause: string): string {
  const word = /^[\w]+/u.exec(clause.trim())?.[0] ?? '';
  return Object.hasOwn(samePlace, word) ? (samePlace[word] ?? word) : word;
}

function replaceClause(into: string, clause: string, origins: Origins): TextEdit | undefined {
  const anchor = origins.anchor(into);
  if (anchor === undefined) return undefined;
  const old = repeatable.has(slotOf(clause))
    ? undefined
    : clausesOf(anchor.node).find((one) => slotOf(one.text) === slotOf(clause));
  if (old === undefined) return undefined;
  // A new head leaves the old block in its place, unless it brings one of its own.
  const brace = withBlock.has(slotOf(clause)) && !clause.includes('{') ? old.text.indexOf('{') : -1;
  const length = brace < 0 ? old.length : old.text.slice(0, brace).trimEnd().length;
  return { uri: anchor.uri, offset: old.offset, length, text: clause };
}

/** The clauses directly inside a node: those of its block, or the options behind a step. */
function clausesOf(node: CstNode): readonly CstNode[] {
  const names = ['clauses', 'settings', 'options', 'lines', 'parts'];
  return AstUtils.streamContents(node.astNode)
    .filter((child) => names.includes(child.$containerProperty ?? ''))
    .map((child) => child.$cstNode)
    .toArray()
    .filter((child) => child !== undefined);
}

function addClauses(
  into: string,
  clauses: readonly string[],
  origins: Origins,
  textOf: (uri: string) => string | undefined,
): TextEdit | undefined {
  const origin = origins.get(into);
  const anchor = origins.anchor(into);
  const text = origin === undefined ? undefined : textOf(origin.uri);
  if (origin === undefined || anchor === undefined || text === undefined || anchor.until !== undefined)
    return undefined;
  const { uri } = origin;
  const end = origin.offset + origin.length;
  if (isStep(anchor.node)) {
    const offset = origin.block === undefined ? end : beforeBlock(text, origin.block.offset);
    return { uri, offset, length: 0, text: ` ${clauses.join(' ')}` };
  }
  if (origin.block === undefined) return { uri, offset: end, length: 0, text: ` { ${clauses.join('  ')} }` };
  const inside = text.slice(origin.block.offset, origin.block.offset + origin.block.length);
  const last = clausesOf(anchor.node)
    .filter((one) => one.offset >= (origin.block?.offset ?? 0))
    .at(-1);
  if (!inside.includes('\n')) return addOnLine(uri, origin.block, inside, last, clauses);
  return addLines(uri, text, origin.offset, origin.block, last, clauses);
}

function isStep(node: CstNode): boolean {
  return Object.hasOwn(node.astNode, 'options') && node.astNode.$type !== 'Elect';
}

function addOnLine(
  uri: string,
  block: Span,
  inside: string,
  last: CstNode | undefined,
  clauses: readonly string[],
): TextEdit {
  if (last === undefined) return { uri, offset: block.offset, length: inside.length, text: ` ${clauses.join('  ')} ` };
  return { uri, offset: last.end, length: 0, text: `  ${clauses.join('  ')}` };
}

function addLines(
  uri: string,
  text: string,
  start: number,
  block: Span,
  last: CstNode | undefined,
  clauses: readonly string[],
): TextEdit {
  const offset = endOfLine(text, last?.end ?? block.offset);
  const indent =
    last === undefined ? `${indentAt(text, start)}  ` : lineIndent(text, last.offset, `${indentAt(text, start)}  `);
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = clauses.flatMap((clause) => clause.split(/\r?\n/u).map((line) => `${ending}${indent}${line}`));
  return { uri, offset, length: 0, text: lines.join('') };
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(lineStart))?.[0] ?? '';
}

/** The blanks before a clause, when it begins its line. */
function lineIndent(text: string, offset: number, otherwise: string): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  return before.trim() === '' ? before : otherwise;
}
