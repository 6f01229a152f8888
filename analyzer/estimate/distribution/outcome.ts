import { type Alternative, branch } from './branch.js';
import { constantLatency, type Latency, latencyFromTail, NO_TIME } from './latency.js';
import { fewerThan } from './parallel.js';
import { sequence } from './sequence.js';
import { withinLimit } from './time-limit.js';

/**
 * Something that may fail: how likely it succeeds, and how long it takes either way.
 *
 * Percentiles of successful requests are those of `success`; a caller also waits for failures.
 */
export interface Outcome {
  /** Probability of success, in [0, 1]. */
  readonly probability: number;
  /** Time until success, given success; meaningless when the probability is 0. */
  readonly success: Latency;
  /** Time until the failure is known, given failure; meaningless when the probability is 1. */
  readonly failure: Latency;
}

/** An outcome that always succeeds. */
export const certain = (latency: Latency): Outcome => ({ probability: 1, success: latency, failure: NO_TIME });

/** An attempt that errs with probability `failing`, independently of how long it takes (an error after being served). */
export const fallible = (latency: Latency, failing: number): Outcome => ({
  probability: 1 - failing,
  success: latency,
  failure: latency,
});

/** How long it takes whatever happens. */
export const elapsed = (outcome: Outcome): Latency =>
  branch([chance(outcome.probability, outcome.success), chance(1 - outcome.probability, outcome.failure)]);

/** Steps one after another; the first failure ends it. */
export function outcomeSequence(...steps: readonly Outcome[]): Outcome {
  let reached = 1;
  let sofar = NO_TIME;
  const failures: Alternative[] = [];
  for (const step of steps) {
    if (step.probability < 1) failures.push(chance(reached * (1 - step.probability), sequence(sofar, step.failure)));
    sofar = sequence(sofar, step.success);
    reached *= step.probability;
  }
  return { probability: reached, success: sofar, failure: branch(failures) };
}

/** One of several ways, with the probability of each; they sum to 1. */
export function outcomeBranch(ways: readonly { readonly probability: number; readonly outcome: Outcome }[]): Outcome {
  return {
    probability: ways.reduce((sum, way) => sum + way.probability * way.outcome.probability, 0),
    success: branch(ways.map((way) => chance(way.probability * way.outcome.probability, way.outcome.success))),
    failure: branch(ways.map((way) => chance(way.probability * (1 - way.outcome.probability), way.outcome.failure))),
  };
}

/**
 * Parts at the same time, waiting for `wanted` successes: succeeds with the wanted-th success, fails with the failure
 * that makes it impossible. Exact for independent parts. More wanted than there are parts always fails at the end.
 */
export function outcomeParallel(parts: readonly Outcome[], wanted = parts.length): Outcome {
  if (parts.length === 0) return certain(NO_TIME);
  // wanted successes of n by t; n - wanted + 1 failures of n by t.
  const missing = (t: number, needed: number, ofSuccess: boolean) =>
    fewerThan(
      parts.map(({ probability, success, failure }) =>
        ofSuccess ? 1 - probability * (1 - success.tail(t)) : 1 - (1 - probability) * (1 - failure.tail(t)),
      ),
      needed,
    );
  const fatal = parts.length - wanted + 1;
  const probability = fatal < 1 ? 0 : 1 - missing(Infinity, wanted, true);
  const given = (share: number, needed: number, ofSuccess: boolean) =>
    share <= 1e-15 || needed < 1
      ? NO_TIME
      : latencyFromTail((t) => Math.max(0, missing(t, needed, ofSuccess) - (1 - share)) / share);
  return {
    probability,
    success: given(probability, wanted, true),
    failure: given(1 - probability, Math.max(1, fatal), false),
  };
}

/** Gives up after `limit` seconds; being late is then a failure known at the limit. */
export function outcomeWithin(outcome: Outcome, limit: number): Outcome {
  if (limit === Infinity) return outcome;
  const good = withinLimit(outcome.success, limit);
  const bad = withinLimit(outcome.failure, limit);
  const failing = 1 - outcome.probability;
  const late = outcome.probability * (1 - good.probability) + failing * (1 - bad.probability);
  return {
    probability: outcome.probability * good.probability,
    success: good.inTime ?? NO_TIME,
    failure: branch([chance(failing * bad.probability, bad.inTime ?? NO_TIME), chance(late, constantLatency(limit))]),
  };
}

/** What retrying makes of an attempt. */
export interface Retried extends Outcome {
  /** Mean number of attempts per request: the factor on the load of what is called. */
  readonly meanAttempts: number;
}

/**
 * Up to `attempts` independent attempts; `backoff(k)` is the pause before retry k (k = 1 is the first retry).
 *
 * `(1-p^m)/(1-p)` attempts on average with failure probability p. Success takes the failed attempts before it, their
 * pauses and its own time. In truth attempts on an overloaded server fail together; then this is optimistic.
 */
export function retried(attempt: Outcome, attempts: number, backoff: (retry: number) => Latency): Retried {
  const failing = 1 - attempt.probability;
  let before = NO_TIME;
  let reached = 1;
  let meanAttempts = 0;
  const successes: Alternative[] = [];
  for (let k = 1; ; k++) {
    meanAttempts += reached;
    successes.push(chance(reached * attempt.probability, sequence(before, attempt.success)));
    reached *= failing;
    if (k >= attempts || reached <= 1e-12) break;
    before = sequence(before, attempt.failure, backoff(k));
  }
  return {
    probability: 1 - reached,
    success: branch(successes),
    failure: reached > 0 ? sequence(before, attempt.failure) : NO_TIME,
    meanAttempts,
  };
}

const chance = (probability: number, latency: Latency): Alternative => ({ probability, latency });
