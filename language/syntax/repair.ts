/** Braces put right where layout shows what was meant, so that the parser reads the rest as intended. */
import { isFirstOnLine, type Span } from './split.js';
import type { SyntaxProblem } from './problem.js';
import { makeMissing, type Token } from './token.js';
import type { TokenTypes } from './token-types.js';

/** Tokens ready for the parser, and what had to be put right. */
export interface Repaired {
  readonly tokens: readonly Token[];
  readonly problems: readonly SyntaxProblem[];
}

/** Deeper blocks and brackets than this are not read. */
export const maximumDepth = 64;

interface OpenBlock {
  readonly token: Token;
  /** Column of the line it is opened on. */
  readonly indent: number;
  /** Column of the first line inside it. */
  inner?: number;
}

/** Balances the braces of a span; a `}` too many must have been taken off before. */
export function repair(span: Span, types: TokenTypes): Repaired {
  const closed = span.braces === 'open' ? closeBlocks(span.tokens, types) : { tokens: span.tokens, problems: [] };
  const shallow = cutDepth(closed.tokens);
  return { tokens: shallow.tokens, problems: [...closed.problems, ...shallow.problems] };
}

/** Inserts each missing `}` where a line returns to the indentation of the block's head, or at the end. */
function closeBlocks(tokens: readonly Token[], types: TokenTypes): Repaired {
  const result: Token[] = [];
  const problems: SyntaxProblem[] = [];
  const open: OpenBlock[] = [];
  let lacking = tokens.filter((token) => token.image === '{').length - tokens.filter((token) => token.image === '}').length;
  let indent = 1;
  const close = (): void => {
    const block = open.pop();
    const last = result.at(-1);
    if (block === undefined || last === undefined) return;
    lacking--;
    if (last.isInsertedInRecovery !== true) problems.push(missingBrace(block.token, last));
    result.push(missing('}', last, types));
  };
  for (const [i, token] of tokens.entries()) {
    if (isFirstOnLine(tokens, i)) {
      indent = token.startColumn ?? 1;
      while (lacking > 0 && endsBlock(open.at(-1), token, indent)) close();
      const top = open.at(-1);
      if (top !== undefined) top.inner ??= indent;
    }
    if (token.image === '{') open.push({ token, indent });
    if (token.image === '}') open.pop();
    result.push(token);
  }
  while (lacking > 0 && open.length > 0) close();
  return { tokens: result, problems };
}

function endsBlock(block: OpenBlock | undefined, token: Token, column: number): boolean {
  if (block === undefined || (block.inner !== undefined && block.inner <= block.indent)) return false;
  return token.image === '}' ? column < block.indent : column <= block.indent;
}

function missingBrace(opener: Token, last: Token): SyntaxProblem {
  const message = `'}' is missing: the block opened on line ${opener.startLine} is not closed`;
  return { kind: 'brace', message, offset: last.startOffset, length: last.image.length };
}

/** Leaves out what is nested too deeply to be read. */
function cutDepth(tokens: readonly Token[]): Repaired {
  const kept: Token[] = [];
  const problems: SyntaxProblem[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.image === '{' || token.image === '(') depth++;
    if (depth <= maximumDepth) kept.push(token);
    else if (problems.length === 0) {
      const message = `blocks and brackets are nested more than ${maximumDepth} deep; what is deeper is not read`;
      problems.push({ kind: 'limit', message, offset: token.startOffset, length: token.image.length });
    }
    if ((token.image === '}' || token.image === ')') && depth > 0) depth--;
  }
  return { tokens: kept, problems };
}

/**
 * Puts in the `{` that a span with one `}` too many lacks: behind its first line, or behind kind, name and title when
 * all is on one line. `undefined` when nothing of a head is there.
 */
export function openBlock(span: Span, types: TokenTypes): Repaired | undefined {
  const [head, name, title] = span.tokens;
  if (head === undefined || name === undefined || !/^[\p{L}_]/u.test(name.image)) return undefined;
  const nextLine = span.tokens.findIndex((token) => token.startLine !== head.startLine);
  const behindName = title?.image.startsWith('"') === true ? 3 : 2;
  const last = span.tokens.length - 1;
  const at = nextLine > 1 && nextLine < last ? nextLine : behindName;
  const before = span.tokens[at - 1];
  if (at >= last || before === undefined) return undefined;
  const words = span.tokens.slice(0, at).map((token) => token.image);
  const problem: SyntaxProblem = {
    kind: 'brace',
    message: `'{' is missing after '${words.join(' ')}'`,
    offset: before.startOffset,
    length: before.image.length,
  };
  const tokens = [...span.tokens.slice(0, at), missing('{', before, types), ...span.tokens.slice(at)];
  return { tokens, problems: [problem] };
}

function missing(brace: '{' | '}', before: Token, types: TokenTypes): Token {
  const type = types.byName[brace];
  if (type === undefined) throw new Error(`bug: the grammar has no '${brace}'`);
  return makeMissing(type, brace, before);
}
