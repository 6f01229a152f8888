/** Mistakes the parser meets, in the words of whoever wrote the text. */
import { nearest } from '../../analyzer/catalogue/nearest.js';
import type { Expectation } from './expectation.js';
import type { SyntaxProblem } from './problem.js';
import type { Token } from './token.js';
import type { TokenTypes } from './token-types.js';

/** Where the parser stopped: the token it could not use (missing at the end), the one before, and what it wanted. */
export interface Stop {
  readonly actual: Token | undefined;
  readonly previous: Token | undefined;
  readonly expectation: Expectation;
}

/** What the lines of a block are called, by the rule whose block it is. */
const contents: Readonly<Record<string, string>> = {
  Link: 'setting',
  Data: 'clause of data',
  Template: 'clause or setting',
  Component: 'clause or setting',
  Group: 'component',
  Replicas: 'clause of replicas',
  Shards: 'clause of shards',
  Log: 'setting',
  BreakerClause: 'setting',
  Delays: 'delay',
  Block: 'step',
  Flow: 'step',
  Workload: 'load',
  Expect: 'expectation',
  Scenario: 'line of a scenario',
  Diagram: 'line of a diagram',
  Model: 'declaration',
};

const terminals: Readonly<Record<string, string>> = {
  NAME: 'a name',
  HOP: 'a path',
  KIND: 'a declaration',
  WORD: 'a setting',
  QUANTITY: 'a number',
  STRING: 'a text in quotes',
  EOF: 'the end of the text',
};

/** Whether the parser stopped where a block or the text might have ended, so that nothing before it is unfinished. */
export function isBetweenLines(expectation: Expectation): boolean {
  return expectation.rule in contents && isEnd(expectation);
}

/** Whether nothing but an end would have been right: the parser would take more of what is there, but not this. */
function isEnd({ expected }: Expectation): boolean {
  return expected.every((name) => name === '}' || name === 'EOF');
}

/** The token a stop is shown at: the one that does not fit, or the one before when that is where something is missing. */
export function placeOf({ actual, previous, expectation }: Stop): Token | undefined {
  if (actual === undefined || isMissing(actual)) return previous;
  if (previous === undefined || previous.endLine === actual.startLine || isEnd(expectation)) return actual;
  return previous;
}

/** The problem that a stop of the parser shows. */
export function explain(stop: Stop, types: TokenTypes): SyntaxProblem {
  const { actual, previous, expectation } = stop;
  const place = placeOf(stop);
  const range = { kind: 'unexpected' as const, offset: place?.startOffset ?? 0, length: place?.image.length ?? 0 };
  const wanted = `expected ${list(expectation.expected)}${after(previous)}`;
  if (actual === undefined || place !== actual) return { ...range, message: wanted };
  const isWord = /^[\p{L}_]/u.test(actual.image);
  const between = isBetweenLines(expectation);
  const meant = isWord ? nearest(actual.image, candidates(expectation, types)) : undefined;
  const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
  const suggestion = meant === undefined ? {} : { suggestion: meant };
  if (between && isWord)
    return {
      ...range,
      ...suggestion,
      message: `'${actual.image}' begins no ${contents[expectation.rule] ?? 'clause'}${hint}`,
    };
  const message = isEnd(expectation)
    ? `'${shown(actual)}' is not expected${after(previous)}`
    : `${wanted}, found '${shown(actual)}'`;
  return { ...range, ...suggestion, message: `${message}${hint}` };
}

function candidates(expectation: Expectation, types: TokenTypes): readonly string[] {
  return isEnd(expectation) ? [...types.words.keys()] : expectation.expected.filter((name) => types.words.has(name));
}

function after(previous: Token | undefined): string {
  return previous === undefined ? '' : ` after '${shown(previous)}'`;
}

function shown(token: Token): string {
  return token.image.length > 40 ? `${token.image.slice(0, 39)}…` : token.image;
}

function list(expected: readonly string[]): string {
  const words = [...new Set(expected.map((name) => terminals[name] ?? `'${name}'`))];
  if (words.length > 8) words.splice(7, words.length - 7, 'another word of the language');
  const last = words.pop() ?? 'something else';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

function isMissing(token: Token): boolean {
  return token.isInsertedInRecovery === true || Number.isNaN(token.startOffset);
}
