/**
 * Parsing a span with mistakes: each mistake is told once, then the smallest change of the tokens that lets the parser
 * get furthest is made and the span is parsed again, so that what is right beside it stays in the tree.
 */
import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Expectation } from './expectation.js';
import { explain, isBetweenLines, placeOf, type Stop } from './explain.js';
import type { SyntaxProblem } from './problem.js';
import { balancedEnd, lineEnd, lineStart } from './token-line.js';
import { makeMissing, type Token } from './token.js';
import type { TokenTypes } from './token-types.js';

/** One run of the parser over some tokens. */
export interface Attempt<Tree> {
  readonly tree: Tree;
  /** The first thing it could not read; missing when all is well. `index` is the number of tokens at their end. */
  readonly stop?: { readonly index: number; readonly expectation: Expectation };
}

/** A parser of tokens, and how many more tokens it may be given for the sake of recovery. */
export interface Recovery<Tree> {
  readonly types: TokenTypes;
  attempt(tokens: readonly Token[]): Attempt<Tree>;
  /** Takes from the budget; false when too little is left. */
  spend(tokens: number): boolean;
}

/** Problems told per span; more would be consequences. */
const maximumProblems = 20;

/** The tree of a span that failed at first, and its problems. */
export function recover<Tree>(
  tokens: readonly Token[],
  first: Attempt<Tree>,
  recovery: Recovery<Tree>,
): { readonly tree: Tree; readonly problems: readonly SyntaxProblem[] } {
  const problems: SyntaxProblem[] = [];
  const lines = new Set<number>();
  let current = tokens;
  let attempt = first;
  while (attempt.stop !== undefined && problems.length < maximumProblems) {
    const stop = unfinishedLineBefore(current, attempt.stop, recovery) ?? attempt.stop;
    const previous = current.slice(0, stop.index).findLast((token) => token.isInsertedInRecovery !== true);
    const told: Stop = { actual: current[stop.index], previous, expectation: stop.expectation };
    const line = placeOf(told)?.startLine ?? 0;
    // A second problem on one line follows from the first.
    if (!lines.has(line)) problems.push(explain(told, recovery.types));
    lines.add(line);
    const better = bestChange(current, stop, recovery);
    if (better === undefined) break;
    ({ tokens: current, attempt } = better);
  }
  return { tree: attempt.tree, problems };
}

type Place = NonNullable<Attempt<unknown>['stop']>;

/**
 * Layout is free, so an unfinished line takes the first word of the next one for its own and the parser stops behind
 * that word. Asking what it wants before the word shows whether the line above was complete.
 */
function unfinishedLineBefore<Tree>(tokens: readonly Token[], stop: Place, recovery: Recovery<Tree>): Place | undefined {
  const start = lineStart(tokens, stop.index);
  const word = tokens[start];
  if (start !== stop.index - 1 || word === undefined || start === 0 || !recovery.spend(start)) return undefined;
  const barrier: Token = { ...word, tokenType: { name: 'line' }, tokenTypeIdx: -1 };
  const probe = recovery.attempt([...tokens.slice(0, start), barrier, ...tokens.slice(start)]).stop;
  const isUnfinished = probe?.index === start && !isBetweenLines(probe.expectation);
  return isUnfinished ? probe : undefined;
}

interface Change<Tree> {
  readonly tokens: readonly Token[];
  readonly attempt: Attempt<Tree>;
}

/**
 * The gentlest change after which the parser gets past the mistake's line, or a few tokens on; else the one that gets
 * it furthest; `undefined` when none gets it further at all.
 */
function bestChange<Tree>(tokens: readonly Token[], stop: Place, recovery: Recovery<Tree>): Change<Tree> | undefined {
  const here = offsetAt(tokens, stop.index);
  let best: Change<Tree> | undefined;
  let furthest = here;
  const nextLine = lineEnd(tokens, stop.index);
  const goal = offsetAt(tokens, Math.min(stop.index + 4 < nextLine ? stop.index + 4 : tokens.length, nextLine + 1));
  for (const changed of changes(tokens, stop, recovery.types)) {
    if (!recovery.spend(changed.length)) return best;
    const attempt = recovery.attempt(changed);
    const reached = attempt.stop === undefined ? Number.POSITIVE_INFINITY : offsetAt(changed, attempt.stop.index);
    if (reached > furthest) {
      best = { tokens: changed, attempt };
      furthest = reached;
    }
    if (attempt.stop === undefined || reached >= goal) return { tokens: changed, attempt };
  }
  return best;
}

/** Offset of a token; the end of them counts as beyond every offset. */
function offsetAt(tokens: readonly Token[], index: number): number {
  return tokens[index]?.startOffset ?? Number.MAX_SAFE_INTEGER;
}

/** Changes to try, gentlest first. */
function* changes(tokens: readonly Token[], stop: Place, types: TokenTypes): Generator<readonly Token[]> {
  const at = stop.index;
  const actual = tokens[at];
  const anchor = tokens[at - 1] ?? actual;
  const without = (from: number, to: number): readonly Token[] => [...tokens.slice(0, from), ...tokens.slice(to)];
  if (actual !== undefined) {
    const meant = nearest(actual.image, stop.expectation.expected);
    const type = meant === undefined ? undefined : types.byName[meant];
    if (type !== undefined) yield [...tokens.slice(0, at), { ...actual, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 }, ...tokens.slice(at + 1)];
  }
  for (const name of stop.expectation.expected.slice(0, 3)) {
    const type = types.byName[name];
    if (type !== undefined && anchor !== undefined && name !== '}') yield [...tokens.slice(0, at), makeMissing(type, name, anchor), ...tokens.slice(at)];
  }
  const isBrace = actual?.image === '{' || actual?.image === '}';
  if (actual !== undefined && !isBrace) yield without(at, at + 1);
  yield without(at, balancedEnd(tokens, at, lineEnd(tokens, at)));
  const start = lineStart(tokens, at);
  yield without(start, balancedEnd(tokens, start, lineEnd(tokens, at)));
  const above = lineStart(tokens, Math.max(0, at - 1));
  yield without(above, balancedEnd(tokens, above, at));
  yield without(start, balancedEnd(tokens, start, tokens.length));
  yield [];
}
