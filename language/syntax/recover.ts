/**
 * Parsing a span with mistakes: each mistake is told once, then the smallest change of the tokens that lets the parser
 * get furthest is made and the span is parsed again, so that what is right beside it stays in the tree.
 */
import { type Change, cuts, type Place, singleChanges } from './change.js';
import type { Expectation } from './expectation.js';
import { explain, isBetweenLines, placeOf, type Stop } from './explain.js';
import type { SyntaxProblem } from './problem.js';
import { makeMissing, type Token } from './token.js';
import { lineEnd, lineStart } from './token-line.js';
import type { TokenTypes } from './token-types.js';

/** One run of the parser over some tokens. */
export interface Attempt<Tree> {
  readonly tree: Tree;
  /** The first thing it could not read; missing when all is well. */
  readonly stop?: Place;
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
    const change = bestChange(current, stop, recovery);
    const isSolved = change !== undefined && change.attempt.stop === undefined;
    const headed = problems.length > 0 || isSolved ? undefined : withHead(current, recovery);
    if (headed !== undefined) return headed;
    const told = tell(current, stop, change?.culprit, recovery.types);
    // A second problem on one line follows from the first.
    if (!lines.has(told.line)) problems.push(told.problem);
    lines.add(told.line);
    if (change === undefined) break;
    current = change.tokens;
    attempt = change.attempt;
  }
  return { tree: attempt.tree, problems };
}

/** When the word that begins a declaration is missing, its name passes for a kind and nothing inside fits. */
function withHead<Tree>(
  tokens: readonly Token[],
  recovery: Recovery<Tree>,
): { readonly tree: Tree; readonly problems: readonly SyntaxProblem[] } | undefined {
  const [head] = tokens;
  if (head === undefined || recovery.types.heads.has(head.image)) return undefined;
  for (const name of recovery.types.heads) {
    const type = recovery.types.byName[name];
    if (type === undefined || !recovery.spend(tokens.length)) return undefined;
    const attempt = recovery.attempt([makeMissing(type, name, head), ...tokens]);
    if (attempt.stop !== undefined) continue;
    const message = `expected '${name}' or a kind of component before '${head.image}'`;
    return {
      tree: attempt.tree,
      problems: [{ kind: 'unexpected', message, offset: head.startOffset, length: head.image.length }],
    };
  }
  return undefined;
}

function tell(
  tokens: readonly Token[],
  { index, expectation }: Place,
  culprit: number | undefined,
  types: TokenTypes,
): { readonly problem: SyntaxProblem; readonly line: number } {
  const at = culprit ?? index;
  const previous = tokens.slice(0, at).findLast((token) => token.isInsertedInRecovery !== true);
  const surplus: Expectation = { expected: [], rule: '' };
  const stop: Stop = { actual: tokens[at], previous, expectation: culprit === undefined ? expectation : surplus };
  return { problem: explain(stop, types), line: placeOf(stop)?.startLine ?? 0 };
}

/**
 * Layout is free, so an unfinished line takes the first word of the next one for its own and the parser stops behind
 * that word. Asking what it wants before the word shows whether the line above was complete.
 */
function unfinishedLineBefore<Tree>(
  tokens: readonly Token[],
  stop: Place,
  recovery: Recovery<Tree>,
): Place | undefined {
  const start = lineStart(tokens, stop.index);
  const word = tokens[start];
  if (start !== stop.index - 1 || word === undefined || start === 0 || !recovery.spend(start)) return undefined;
  const barrier: Token = { ...word, tokenType: { name: 'line' }, tokenTypeIdx: -1 };
  const probe = recovery.attempt([...tokens.slice(0, start), barrier, ...tokens.slice(start)]).stop;
  const isUnfinished = probe?.index === start && !isBetweenLines(probe.expectation);
  return isUnfinished ? probe : undefined;
}

interface Tried<Tree> extends Change {
  readonly attempt: Attempt<Tree>;
}

/**
 * The change of one token that gets the parser furthest, if that is past the mistake's line or a few tokens on; else the
 * smallest cut that does; else whatever gets it furthest. `undefined` when nothing gets it further.
 */
function bestChange<Tree>(tokens: readonly Token[], stop: Place, recovery: Recovery<Tree>): Tried<Tree> | undefined {
  const nextLine = lineEnd(tokens, stop.index);
  const goal = offsetAt(tokens, Math.min(stop.index + 4, nextLine));
  let best: Tried<Tree> | undefined;
  let furthest = offsetAt(tokens, stop.index);
  let isGood = false;
  const tryAll = (changes: Iterable<Change>, all: boolean): boolean => {
    for (const change of changes) {
      if (!recovery.spend(change.tokens.length)) return true;
      const attempt = recovery.attempt(change.tokens);
      const reached =
        attempt.stop === undefined ? Number.POSITIVE_INFINITY : offsetAt(change.tokens, attempt.stop.index);
      if (reached <= furthest) continue;
      best = { ...change, attempt };
      furthest = reached;
      // A line left unfinished stops the parser at the next line too.
      isGood =
        attempt.stop === undefined || reached > goal || (reached === goal && isBetweenLines(attempt.stop.expectation));
      if (attempt.stop === undefined || (isGood && !all)) return true;
    }
    return isGood;
  };
  if (!tryAll(singleChanges(tokens, stop, recovery.types), true)) tryAll(cuts(tokens, stop), false);
  return best;
}

/** Offset of a token; the end of them counts as beyond every offset. */
function offsetAt(tokens: readonly Token[], index: number): number {
  return tokens[index]?.startOffset ?? Number.MAX_SAFE_INTEGER;
}
