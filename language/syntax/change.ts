/** Small changes to tokens that may get the parser past a mistake. */
import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Expectation } from './expectation.js';
import { makeMissing, type Token } from './token.js';
import { balancedEnd, lineEnd, lineStart } from './token-line.js';
import type { TokenTypes } from './token-types.js';

/** Where a parser stopped and what it wanted there. `index` is the number of tokens when it stopped at their end. */
export interface Place {
  readonly index: number;
  readonly expectation: Expectation;
}

/** Tokens to try instead, and the index of the one token that was taken out before the stop. */
export interface Change {
  readonly tokens: readonly Token[];
  readonly culprit?: number;
}

/** One token respelt, put in or taken out, the likeliest first. */
export function* singleChanges(tokens: readonly Token[], stop: Place, types: TokenTypes): Generator<Change> {
  const at = stop.index;
  const actual = tokens[at];
  const anchor = tokens[at - 1] ?? actual;
  if (actual !== undefined) {
    const meant = nearest(actual.image, stop.expectation.expected);
    const type = meant === undefined ? undefined : types.byName[meant];
    if (type !== undefined)
      yield { tokens: tokens.with(at, { ...actual, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 }) };
  }
  for (const name of stop.expectation.expected.slice(0, 3)) {
    const type = types.byName[name];
    if (type === undefined || anchor === undefined || name === '}') continue;
    yield { tokens: tokens.toSpliced(at, 0, makeMissing(type, name, anchor)) };
  }
  if (actual !== undefined && !isBrace(actual)) yield { tokens: tokens.toSpliced(at, 1) };
  for (const culprit of [at - 1, at - 2, at - 3, lineStart(tokens, at), 0]) {
    const token = tokens[culprit];
    if (token === undefined || culprit >= at || isBrace(token)) continue;
    yield { tokens: tokens.toSpliced(culprit, 1), culprit };
  }
}

/** Stretches without which to try, from the rest of the line to everything. */
export function* cuts(tokens: readonly Token[], stop: Place): Generator<Change> {
  const at = stop.index;
  const start = lineStart(tokens, at);
  const above = lineStart(tokens, Math.max(0, at - 1));
  const end = lineEnd(tokens, at);
  for (const [from, to] of [
    [at, end],
    [start, end],
    [above, at],
    [start, tokens.length],
  ] as const) {
    yield { tokens: tokens.toSpliced(from, balancedEnd(tokens, from, to) - from) };
  }
  yield { tokens: [] };
}

function isBrace(token: Token): boolean {
  return token.image === '{' || token.image === '}';
}
