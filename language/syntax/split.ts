/**
 * A text cut into spans of one or more whole declarations, each parsed by itself, so that a mistake in one harms no
 * other. Cuts depend on nothing but the tokens; in a text without mistakes they follow from braces alone, and layout
 * is consulted only where something is wrong.
 */
import type { Token } from './token.js';

/** Tokens that belong together: from one declaration's first to its last, or several without blocks. */
export interface Span {
  readonly tokens: readonly Token[];
  /** How its braces are: `open` lacks `}`; `stray` has `}` too many. */
  readonly braces: 'matched' | 'open' | 'stray';
}

/** Cuts a text's tokens into spans. Every token is in exactly one span; their order is kept. */
export function split(tokens: readonly Token[]): readonly Span[] {
  const partner = matchBraces(tokens);
  const stretches: Stretch[] = [];
  let start = 0;
  while (start < tokens.length) {
    const { end, braces } = spanFrom(tokens, start, partner);
    if (braces === 'stray') start = joinBefore(stretches, tokens, start, tokens[end - 1]);
    stretches.push({ start, end, braces });
    start = end;
  }
  return stretches.map((stretch) => ({ tokens: tokens.slice(stretch.start, stretch.end), braces: stretch.braces }));
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly braces: Span['braces'];
}

/** How many spans back the declaration is looked for that a `}` too many may belong to. */
const maximumJoined = 50;

/**
 * A `}` too many may have its cause anywhere in the declaration it ends: a `}` put in before, a `{` left out. Takes the
 * spans back to the head of that declaration off the list and gives the start of the joined one.
 */
function joinBefore(stretches: Stretch[], tokens: readonly Token[], start: number, brace: Token | undefined): number {
  const margin = brace?.startColumn ?? 1;
  if (looksLikeHead(tokens, start) && isFirstOnLine(tokens, start)) return start;
  for (let i = stretches.length - 1; i >= Math.max(0, stretches.length - maximumJoined); i--) {
    const head = stretches[i]?.start ?? 0;
    if ((tokens[head]?.startColumn ?? 1) > margin || !isFirstOnLine(tokens, head) || !looksLikeHead(tokens, head))
      continue;
    stretches.length = i;
    return head;
  }
  const last = stretches.at(-1);
  if (last?.braces !== 'stray') return start;
  stretches.pop();
  return last.start;
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
  let braces: Span['braces'] = 'matched';
  for (let i = start; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.image === '}' && !isInHead(tokens, start, i)) return { end: i + 1, braces: 'stray' };
    if (token?.image === '}') braces = 'stray';
    if (token?.image !== '{') continue;
    const close = partner.get(i);
    if (close === undefined) return { end: endOfOpen(tokens, start, i), braces: 'open' };
    if (!isImport(tokens, start, i, close)) return { end: close + 1, braces };
    i = close;
  }
  return { end: tokens.length, braces };
}

/** Whether a `}` stands between the first word of a span and the `{` on the same line: `data } Account {`. */
function isInHead(tokens: readonly Token[], start: number, brace: number): boolean {
  const line = tokens[start]?.startLine;
  if (brace === start || tokens[brace]?.startLine !== line) return false;
  const next = tokens.slice(brace + 1, brace + 8).find((token) => token.image === '{' || token.image === '}');
  return next?.image === '{' && next.startLine === line;
}

/** Whether braces stand in the middle of an import; taking a component called `import` for one only joins two spans. */
function isImport(tokens: readonly Token[], start: number, opener: number, close: number): boolean {
  if (tokens[opener - 1]?.image !== 'import') return false;
  const isWhole = tokens[close + 1]?.image === 'from' && tokens[close + 2]?.tokenType.name === 'STRING';
  return isWhole || opener - 1 === start || isFirstOnLine(tokens, opener - 1);
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

function isWord(token: Token): boolean {
  return /^[\p{L}_]/u.test(token.image);
}
