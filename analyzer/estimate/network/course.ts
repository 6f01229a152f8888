import { branch } from '../distribution/branch.js';
import { type Latency, NO_TIME } from '../distribution/latency.js';
import { compact, remember, sum } from './latency-cache.js';
import { NEVER } from './response.js';

/** How a stretch of a flow may end, and how long each way takes. Probabilities sum to 1. */
export interface Course {
  /** It goes on to the next step. */
  readonly goes: number;
  readonly goLatency: Latency;
  /** It is done: the request has its answer. */
  readonly ends: number;
  readonly endLatency: Latency;
  readonly fails: number;
  readonly failLatency: Latency;
}

/** Goes on at once. */
export const PASSED: Course = {
  goes: 1,
  goLatency: NO_TIME,
  ends: 0,
  endLatency: NO_TIME,
  fails: 0,
  failLatency: NO_TIME,
};

/** Goes on after a time. */
export const after = (latency: Latency): Course => ({ ...PASSED, goLatency: latency });

/** Time until the request has an answer, given that it gets one. */
export function answered({ goes, goLatency, ends, endLatency }: Course): Latency {
  return ends > 0
    ? either([
        { probability: goes, latency: goLatency },
        { probability: ends, latency: endLatency },
      ])
    : goLatency;
}

/** One course after the other. */
export function inTurn(first: Course, second: Course): Course {
  const ends = first.ends + first.goes * second.ends;
  const fails = first.fails + first.goes * second.fails;
  return {
    goes: first.goes * second.goes,
    goLatency: second.goes > 0 ? inSum(first.goLatency, second.goLatency) : NO_TIME,
    ends,
    endLatency:
      ends > 0
        ? merged(first.ends, first.endLatency, first.goes * second.ends, first.goLatency, second.endLatency)
        : NO_TIME,
    fails,
    failLatency:
      fails > 0
        ? merged(first.fails, first.failLatency, first.goes * second.fails, first.goLatency, second.failLatency)
        : NO_TIME,
  };
}

function merged(early: number, earlyLatency: Latency, late: number, before: Latency, then: Latency): Latency {
  if (!(late > 0)) return earlyLatency;
  const lateLatency = inSum(before, then);
  if (!(early > 0)) return lateLatency;
  return either([
    { probability: early, latency: earlyLatency },
    { probability: late, latency: lateLatency },
  ]);
}

/** One of several courses. */
export function oneOf(ways: readonly { readonly probability: number; readonly course: Course }[]): Course {
  const [only] = ways;
  if (only !== undefined && ways.length === 1 && only.probability === 1) return only.course;
  const total = (value: (course: Course) => number) =>
    ways.reduce((sum, way) => sum + way.probability * value(way.course), 0);
  const law = (value: (course: Course) => number, latency: (course: Course) => Latency) =>
    either(
      ways.map(({ probability, course }) => ({ probability: probability * value(course), latency: latency(course) })),
    );
  return {
    goes: total((course) => course.goes),
    goLatency: law(
      (course) => course.goes,
      (course) => course.goLatency,
    ),
    ends: total((course) => course.ends),
    endLatency: law(
      (course) => course.ends,
      (course) => course.endLatency,
    ),
    fails: total((course) => course.fails),
    failLatency: law(
      (course) => course.fails,
      (course) => course.failLatency,
    ),
  };
}

/** Sum of two durations, of which one may never end. */
export function inSum(left: Latency, right: Latency): Latency {
  return isEndless(left) || isEndless(right) ? NEVER : sum(left, right);
}

/** Mixture of durations; endless when a way that can happen is. */
export function either(ways: readonly { readonly probability: number; readonly latency: Latency }[]): Latency {
  if (ways.some((way) => way.probability > 1e-12 && isEndless(way.latency))) return NEVER;
  const possible = ways.filter((way) => way.probability > 0);
  const [only] = possible;
  if (only !== undefined && possible.length === 1) return only.latency;
  return remember(
    'either',
    possible.map((way) => way.latency),
    possible.map((way) => way.probability),
    () =>
      compact(
        branch(possible),
        possible.map((way) => way.latency),
      ),
  );
}

export const isEndless = (latency: Latency): boolean => latency.constant === Infinity;
