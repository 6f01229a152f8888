/**
 * A text cut into spans of one or more whole declarations, each parsed by itself, so that a mistake in one harms no
 * other. Cuts depend on nothing but the tokens; in a text without mistakes they follow from braces alone, and layout
 * is consulted only where something is wrong.
 */
import { endOf, type Token } from './token.js';
import type { SyntaxProblem } from './problem.js';

/** Tokens that belong together: from one declaration's first to its last, or several without blocks. */
export interface Span {
  readonly tokens: readonly Token[];
  /** How its braces are: `open` lacks a `}`; `stray` ends in a `}` too many. */
  readonly braces: 'matched' | 'open' | 'stray';
}

/** Cuts a text's tokens into spans. Every token is in exactly one span; their order is kept. */
export function split(tokens: readonly Token[]): readonly Span[] {
  const partner = matchBraces(tokens);
  const spans: Span[] = [];
  let start = 0;
  while (start < tokens.length) {
    const { end, braces } = spanFrom(tokens, start, partner);
    spans.push({ tokens: tokens.slice(start, end), braces });
    start = end;
  }
  return spans;
}

/** Cuts a span with mistakes again, before each line that looks like the head of a declaration. */
export function splitByLayout(span: Span): readonly Span[] {
  const { tokens } = span;
  const margin = tokens[0]?.startColumn ?? 1;
  const pieces: Token[][] = [];
  for (const [i, token] of tokens.entries()) {
    const isCut = i > 0 && (token.startColumn ?? 1) <= margin && isFirstOnLine(tokens, i) && looksLikeHead(tokens, i);
    if (i === 0 || isCut) pieces.push([]);
    pieces.at(-1)?.push(token);
  }
  if (pieces.length < 2) return [span];
  return pieces.flatMap((piece) => split(piece));
}

/** Index of the `}` of every `{` that has one. */
function matchBraces(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const partner = new Map<number, number>();
  const open: number[] = [];
  for (const [i, token] of tokens.entries()) {
    if (token.image === '{') open.push(i);
    if (token.image !== '}') continue;
    const opener = open.pop();
    if (opener !== undefined) partner.set(opener, i);
  }
  return partner;
}

function spanFrom(
  tokens: readonly Token[],
  start: number,
  partner: ReadonlyMap<number, number>,
): { readonly end: number; readonly braces: Span['braces'] } {
  for (let i = start; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.image === '}') return { end: i + 1, braces: 'stray' };
    if (token?.image !== '{') continue;
    const close = partner.get(i);
    if (close === undefined) return { end: endOfOpen(tokens, start, i), braces: 'open' };
    // The braces of an import stand in its middle.
    const isImport = tokens[i - 1]?.image === 'import' && tokens[close + 1]?.image === 'from' && isText(tokens[close + 2]);
    if (!isImport) return { end: close + 1, braces: 'matched' };
    i = close;
  }
  return { end: tokens.length, braces: 'matched' };
}

/** An unclosed block reaches to the next line that stands as far left as its declaration and looks like a head. */
function endOfOpen(tokens: readonly Token[], start: number, opener: number): number {
  const margin = tokens[start]?.startColumn ?? 1;
  for (let i = opener + 1; i < tokens.length; i++) {
    const column = tokens[i]?.startColumn ?? 1;
    if (column <= margin && isFirstOnLine(tokens, i) && looksLikeHead(tokens, i)) return i;
  }
  return tokens.length;
}

/** Whether no token stands before this one on its line. */
export function isFirstOnLine(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  return before === undefined || before.endLine !== tokens[i]?.startLine;
}

const named = /^(?:region|link|data|template|group|flow|workload)$/u;
const untitled = /^(?:expect|scenario|diagram|import|design)$/u;

/** Whether a declaration may begin here: a word of the language and a name, or any word, a name and what follows one. */
function looksLikeHead(tokens: readonly Token[], i: number): boolean {
  const [head, second, third] = [tokens[i], tokens[i + 1], tokens[i + 2]];
  if (head === undefined || second === undefined || !isWord(head) || head.startLine !== second.startLine) return false;
  if (/^(?::|from|into|--|->|,|\.|\(|<|>|<=|>=|==)$/u.test(tokens[i - 1]?.image ?? '')) return false;
  if (named.test(head.image)) return isWord(second);
  if (untitled.test(head.image)) return isWord(second) || second.image === '{' || second.image.startsWith('"');
  if (head.image === 'from' || head.image === 'into' || !isWord(second)) return false;
  return third === undefined || third.startLine !== second.startLine || /^(?:[{:]|from|".*)$/su.test(third.image);
}

function isText(token: Token | undefined): boolean {
  return token?.tokenType.name === 'STRING';
}

function isWord(token: Token): boolean {
  return /^[\p{L}_]/u.test(token.image);
}

/** The problem of a `}` that closes nothing. */
export function strayBrace(token: Token, before: Token | undefined): SyntaxProblem {
  const where = before?.image === '}' ? `; the block was closed on line ${before.startLine}` : '';
  return { kind: 'brace', message: `'}' closes nothing${where}`, offset: token.startOffset, length: endOf(token) - token.startOffset };
}
