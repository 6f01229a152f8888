/** Missing `}` put in where layout shows the place, so that the parser reads the rest as intended. */

import type { SyntaxProblem } from './problem.js';
import { isFirstOnLine, type Span } from './split.js';
import { makeMissing, type Token, type TokenType } from './token.js';
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

/** A span with every missing `}` put in, and nothing in it too deep. */
export function repair(span: Span, types: TokenTypes): Repaired {
  return cutDepth(span.braces === 'open' ? closeBlocks(span.tokens, types) : { tokens: span.tokens, problems: [] });
}

/** Inserts each missing `}` where a line returns to the indentation of the block's head, or at the end. */
function closeBlocks(tokens: readonly Token[], types: TokenTypes): Repaired {
  const result: Token[] = [];
  const problems: SyntaxProblem[] = [];
  const open: OpenBlock[] = [];
  let lacking =
    tokens.filter((token) => token.image === '{').length - tokens.filter((token) => token.image === '}').length;
  let indent = 1;
  const close = (): void => {
    const block = open.pop();
    const last = result.at(-1);
    if (block === undefined || last === undefined) return;
    lacking--;
    if (last.isInsertedInRecovery !== true) problems.push(missingBrace(block.token, last));
    result.push(makeMissing(braceType('}', types), '}', last));
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
export function cutDepth({ tokens, problems: before }: Repaired): Repaired {
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
  return { tokens: kept, problems: [...before, ...problems] };
}

/** The token type of a brace. */
export function braceType(brace: '{' | '}', types: TokenTypes): TokenType {
  const type = types.byName[brace];
  if (type === undefined) throw new Error(`bug: the grammar has no '${brace}'`);
  return type;
}
