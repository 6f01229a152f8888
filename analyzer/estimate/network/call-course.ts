import type { CallPolicy } from '../../design/design.js';
import { hedge } from '../distribution/hedge.js';
import { constantLatency, type Latency, latencyOf, NO_TIME, quantile } from '../distribution/latency.js';
import { type Outcome, outcomeWithin, retried } from '../distribution/outcome.js';
import { type Course, isEndless, PASSED } from './course.js';
import { compact, remember } from './latency-cache.js';

/** One attempt of a call before its policy applies. */
export interface Attempt {
  readonly outcome: Outcome;
  /** Share of successes that end the request. */
  readonly ending: number;
}

/** A call with its policy: the course of the request, and what it costs the callee. */
export interface CalledCourse {
  readonly course: Course;
  /** Mean attempts per call, hedged copies included. */
  readonly attempts: number;
  /** Extra copies per attempt that hedging sends. */
  readonly hedged: number;
  /** Probability that one attempt fails, being late included. */
  readonly attemptFails: number;
}

/** Failures rarer than this change no percentile that is shown. */
const NEGLIGIBLE = 1e-9;

/**
 * Applies time-out, hedge and retries to an attempt.
 *
 * A hedge sends a second copy when the first is late; a time-out ends the attempt for the caller, while the callee works
 * on; retries are independent attempts with pauses that double, spread evenly from 0 with jitter. A retry budget b lets
 * only so many retries through that attempts stay below 1 + b per call.
 */
export function called(attempt: Attempt, policy: CallPolicy): CalledCourse {
  const { timeout, retry, hedge: second } = policy;
  const { outcome, ending } = attempt;
  if (timeout === undefined && retry === undefined && second === undefined) {
    return { course: courseOf(outcome, ending), attempts: 1, hedged: 0, attemptFails: 1 - outcome.probability };
  }
  return remember(textOf(policy), [outcome.success, outcome.failure], [outcome.probability, ending], () =>
    apply(attempt, policy),
  );
}

function textOf(policy: CallPolicy): string {
  const known = texts.get(policy);
  if (known !== undefined) return known;
  const { timeout, retry, hedge: second } = policy;
  const text = JSON.stringify([timeout?.after, retry?.times, retry?.backoff, retry?.jitter, retry?.budget, second?.at]);
  texts.set(policy, text);
  return text;
}

const texts = new WeakMap<CallPolicy, string>();

function apply(attempt: Attempt, policy: CallPolicy): CalledCourse {
  let outcome = attempt.outcome;
  let hedged = 0;
  if (policy.hedge !== undefined && outcome.probability > 0 && outcome.success.constant === undefined) {
    const { at } = policy.hedge;
    const delay = 'after' in at ? at.after : quantile(outcome.success, Math.min(0.9999, Math.max(0, at.percentile)));
    const copies = hedge(outcome.success, delay);
    hedged = copies.extraLoad;
    outcome = { ...outcome, success: copies.latency };
  }
  if (policy.timeout !== undefined) outcome = limited(outcome, policy.timeout.after);
  // Each of these asks the tails of both several times over.
  const parts = [attempt.outcome.success, attempt.outcome.failure];
  outcome = { ...outcome, success: compact(outcome.success, parts), failure: compact(outcome.failure, parts) };
  const attemptFails = 1 - outcome.probability;
  const retry = policy.retry;
  if (retry === undefined || !(retry.times >= 1) || attemptFails <= NEGLIGIBLE) {
    return { course: courseOf(outcome, attempt.ending), attempts: 1 + hedged, hedged, attemptFails };
  }
  const again = retried(outcome, Math.min(100, Math.round(retry.times) + 1), (count) =>
    pause(retry.backoff ?? 0, retry.jitter, count),
  );
  const wanted = again.meanAttempts - 1;
  const allowed = retry.budget !== undefined && wanted > retry.budget ? retry.budget / wanted : 1;
  const probability = allowed * again.probability + (1 - allowed) * outcome.probability;
  const all = [...parts, outcome.success, outcome.failure];
  const course = courseOf(
    { probability, success: compact(again.success, all), failure: compact(again.failure, all) },
    attempt.ending,
  );
  return { course, attempts: (1 + allowed * wanted) * (1 + hedged), hedged, attemptFails };
}

function limited(outcome: Outcome, limit: number): Outcome {
  if (isEndless(outcome.success)) return { probability: 0, success: NO_TIME, failure: constantLatency(limit) };
  const late = outcome.success.tail(limit);
  // Below this the law is not worth cutting; the failure still counts.
  if (late < NEGLIGIBLE && outcome.probability > 1 - NEGLIGIBLE) return outcome;
  return outcomeWithin(outcome, limit);
}

function pause(backoff: number, jitter: boolean, retry: number): Latency {
  const longest = backoff * 2 ** (retry - 1);
  if (!(longest > 0)) return NO_TIME;
  return jitter ? latencyOf({ law: 'uniform', low: 0, high: longest }) : constantLatency(longest);
}

function courseOf(outcome: Outcome, ending: number): Course {
  if (outcome.probability >= 1 && ending === 0) return { ...PASSED, goLatency: outcome.success };
  return {
    goes: outcome.probability * (1 - ending),
    goLatency: outcome.success,
    ends: outcome.probability * ending,
    endLatency: outcome.success,
    fails: 1 - outcome.probability,
    failLatency: outcome.failure,
  };
}
