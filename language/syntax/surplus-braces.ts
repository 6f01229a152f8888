/** A `}` too many: either it is wrong itself, or a `{` was left out before it. Layout says which is likely. */
import type { SyntaxProblem } from './problem.js';
import { braceType, type Repaired } from './repair.js';
import { isFirstOnLine } from './split.js';
import { makeMissing, type Token } from './token.js';
import type { TokenTypes } from './token-types.js';

/** More of them than this are all taken out at once, with one message. */
const maximumSurplus = 5;

/** How many `}` close nothing. */
function surplusOf(tokens: readonly Token[]): number {
  return tokens.filter((token) => token.image === '}').length - tokens.filter((token) => token.image === '{').length;
}

/** Ways to balance a span with `}` too many, the likeliest first; each says what was wrong. */
export function* balanceSurplus(tokens: readonly Token[], types: TokenTypes): Generator<Repaired> {
  const surplus = surplusOf(tokens);
  if (surplus > maximumSurplus || surplus < 1) {
    yield withoutStrays(tokens);
    return;
  }
  const steps = [(some: readonly Token[]) => openBlock(some, types), dropMisplaced, dropLast];
  for (const step of steps) {
    let current: Repaired | undefined = { tokens, problems: [] };
    for (let i = 0; i < surplus && current !== undefined; i++) {
      const next: Repaired | undefined = step(current.tokens) ?? dropLast(current.tokens);
      current =
        next === undefined ? undefined : { tokens: next.tokens, problems: [...current.problems, ...next.problems] };
    }
    if (current !== undefined) yield current;
  }
}

/** Puts a `{` behind the first line that does not open a block although the next line is indented below it. */
function openBlock(tokens: readonly Token[], types: TokenTypes): Repaired | undefined {
  let indent = 0;
  let lineStart = 0;
  for (const [i, token] of tokens.entries()) {
    if (!isFirstOnLine(tokens, i)) continue;
    const column = token.startColumn ?? 1;
    const before = tokens[i - 1];
    const goesOn = before === undefined || /^(?:[{,:(]|->|--)$/u.test(before.image);
    if (i > 0 && column > indent && !goesOn && token.image !== '{') {
      const line = tokens
        .slice(lineStart, i)
        .map((one) => one.image)
        .join(' ');
      const problem = braceProblem(`'{' is missing after '${line.length > 60 ? `…${line.slice(-59)}` : line}'`, before);
      const brace = makeMissing(braceType('{', types), '{', before);
      return { tokens: [...tokens.slice(0, i), brace, ...tokens.slice(i)], problems: [problem] };
    }
    indent = column;
    lineStart = i;
  }
  return undefined;
}

/** Takes out the first `}` that stands neither on the line of its `{` nor below that line's beginning. */
function dropMisplaced(tokens: readonly Token[]): Repaired | undefined {
  const open: { readonly token: Token; readonly indent: number }[] = [];
  let indent = 1;
  for (const [i, token] of tokens.entries()) {
    if (isFirstOnLine(tokens, i)) indent = token.startColumn ?? 1;
    if (token.image === '{') open.push({ token, indent });
    if (token.image !== '}') continue;
    const block = open.pop();
    const fits =
      block !== undefined &&
      (block.token.startLine === token.startLine || (block.indent === indent && isFirstOnLine(tokens, i)));
    if (!fits) return drop(tokens, i, block?.token);
  }
  return undefined;
}

/** Takes out the first `}` that has no `{` before it. */
function dropLast(tokens: readonly Token[]): Repaired | undefined {
  let depth = 0;
  let closed: Token | undefined;
  for (const [i, token] of tokens.entries()) {
    if (token.image === '{') depth++;
    if (token.image !== '}') continue;
    if (--depth < 0) return drop(tokens, i, undefined, closed);
    closed = token;
  }
  return undefined;
}

function drop(tokens: readonly Token[], i: number, opener: Token | undefined, closed?: Token): Repaired {
  const brace = tokens[i];
  const where = closed === undefined ? '' : `; the block was closed on line ${closed.startLine}`;
  const early = opener === undefined ? where : `; the block opened on line ${opener.startLine} goes on`;
  return {
    tokens: [...tokens.slice(0, i), ...tokens.slice(i + 1)],
    problems: brace === undefined ? [] : [braceProblem(`'}' closes nothing${early}`, brace)],
  };
}

function withoutStrays(tokens: readonly Token[]): Repaired {
  let depth = 0;
  let first: Token | undefined;
  const kept = tokens.filter((token) => {
    if (token.image === '{') depth++;
    if (token.image !== '}') return true;
    if (depth === 0) first ??= token;
    if (depth === 0) return false;
    depth--;
    return true;
  });
  return { tokens: kept, problems: first === undefined ? [] : [braceProblem("'}' closes nothing", first)] };
}

function braceProblem(message: string, at: Token): SyntaxProblem {
  return { kind: 'brace', message, offset: at.startOffset, length: at.image.length };
}
