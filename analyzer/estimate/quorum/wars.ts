import type { Distribution } from '../../design/distribution.js';
import { FINE, type Resolution } from '../distribution/cells.js';
import { convolve } from '../distribution/convolution.js';
import { type Latency, latencyFromCells, latencyOf } from '../distribution/latency.js';
import { kthFastest } from '../distribution/parallel.js';
import { COARSE, quadraturePoints } from '../distribution/quadrature-points.js';
import { isStrict, missProbability, type Quorum } from './staleness-bounds.js';

/** One-way delays between coordinator and one replica. */
export interface WarsLegs {
  /** W: the write on its way to the replica. */
  readonly write: Distribution;
  /** A: its acknowledgement. */
  readonly acknowledge: Distribution;
  /** R: the read on its way to the replica. */
  readonly request: Distribution;
  /** S: the reply. */
  readonly response: Distribution;
}

export interface WarsMeasures {
  /** Time until W replicas have acknowledged. */
  readonly writeLatency: Latency;
  /** Time until R replicas have replied. */
  readonly readLatency: Latency;
  /** Probability that a read started t seconds after a write committed sees it. */
  readonly consistency: (t: number) => number;
  /** t-visibility: the smallest t in seconds whose reads are consistent with at least the given probability. */
  readonly visibility: (probability: number) => number;
}

/**
 * The WARS model for replicas alike, evaluated by integration rather than by sampling.
 *
 * A write that commits at w (the W-th smallest of W_i + A_i) is missed by a read started t later only if all R fastest
 * repliers are among the N - W not yet acknowledged, probability `C(N-W,R)/C(N,R)`, and each of them has
 * `W_i > w + t + R_i`; given that it has not acknowledged, `P(W > w+t+r | W+A > w) = P(W > w+t+r)/P(W+A > w)`. This is averaged
 * over w and over the request delays of the R fastest repliers, the latter by the joint law of order statistics.
 *
 * Delays independent between replicas and messages; no read repair or anti-entropy, so it errs on the safe side.
 * `visibility` is the true quantile. Printed values of the authors are up to 13 % lower: they are first passages of a
 * sweep. Error about .5 % on latencies and visibility. Source: Bailis et al., PVLDB 5 (2012), §4.
 */
export function wars(legs: WarsLegs, quorum: Quorum): WarsMeasures {
  const { replicas, read, write } = quorum;
  const [request, response] = [latencyOf(legs.request), latencyOf(legs.response)];
  const sent = latencyOf(legs.write);
  const roundWrite = roundTrip(sent, latencyOf(legs.acknowledge));
  const roundRead = roundTrip(request, response);
  const copies = (latency: Latency) => new Array<Latency>(replicas).fill(latency);
  const writeLatency = kthFastest(copies(roundWrite), write);
  const readLatency = kthFastest(copies(roundRead), read);
  if (isStrict(quorum)) return { writeLatency, readLatency, consistency: () => 1, visibility: () => 0 };

  const missed = missProbability(quorum);
  const commits = quadraturePoints(writeLatency.cells(), COARSE);
  const fastest = fastestRepliers(request, response, roundRead, quorum);
  const inconsistency = (t: number) => {
    let sum = 0;
    for (let i = 0; i < commits.masses.length; i++) {
      const w = commits.values[i] ?? 0;
      const behind = roundWrite.tail(w);
      if (behind <= 0) continue;
      sum += (commits.masses[i] ?? 0) * fastest((r) => Math.min(1, sent.tail(w + t + r) / behind));
    }
    return missed * sum;
  };
  const visibility = (probability: number) => smallest((t) => inconsistency(t) <= 1 - probability, writeLatency.mean);
  return { writeLatency, readLatency, consistency: (t) => 1 - inconsistency(t), visibility };
}

const SHARP: Resolution = { body: 0.002, tail: 0.04, end: 1e-9 };

/** Finer than `sequence`: the fits of real stores have two modes, and a quorum's percentiles may lie between them. */
function roundTrip(out: Latency, back: Latency): Latency {
  return latencyFromCells(convolve(out.cells(), back.cells(), FINE, SHARP), out.mean + back.mean);
}

/**
 * The mean of a product of `value(R_i)` over the R fastest repliers, as a function of `value`.
 *
 * With the pairs (R, S) sorted by their sum u, a the part of a pair and b all before it, it is
 * `N!/((R-1)!(N-R)!) Σ a b^{R-1} P(R+S > u)^{N-R}`; divided by the same sum for `value` = 1, so that it is exactly 1 there.
 */
function fastestRepliers(
  request: Latency,
  response: Latency,
  round: Latency,
  { replicas, read }: Quorum,
): (value: (r: number) => number) => number {
  const asked = quadraturePoints(request.cells(), COARSE);
  const replied = quadraturePoints(response.cells(), COARSE);
  const pairs: { readonly at: number; readonly sum: number; readonly mass: number }[] = [];
  for (let i = 0; i < asked.masses.length; i++) {
    for (let j = 0; j < replied.masses.length; j++) {
      const mass = (asked.masses[i] ?? 0) * (replied.masses[j] ?? 0);
      if (mass > 1e-9) pairs.push({ at: i, sum: (asked.values[i] ?? 0) + (replied.values[j] ?? 0), mass });
    }
  }
  pairs.sort((left, right) => left.sum - right.sum);
  const slower = pairs.map((pair) => round.tail(pair.sum) ** (replicas - read));
  const weigh = (values: Float64Array) => {
    let total = 0;
    let before = 0;
    for (let k = 0; k < pairs.length; k++) {
      const pair = pairs[k];
      if (pair === undefined) continue;
      const part = pair.mass * (values[pair.at] ?? 0);
      total += part * (slower[k] ?? 0) * (read === 1 ? 1 : (before + part / 2) ** (read - 1));
      before += part;
    }
    return total;
  };
  const whole = weigh(new Float64Array(asked.masses.length).fill(1));
  if (read > 1) return (value) => weigh(asked.values.map((r) => value(r))) / whole;
  // With one reply the sum is linear in `value`, so one weight per request delay is enough.
  const weights = new Float64Array(asked.masses.length);
  for (const [k, pair] of pairs.entries()) {
    weights[pair.at] = (weights[pair.at] ?? 0) + (pair.mass * (slower[k] ?? 0)) / whole;
  }
  return (value) => asked.values.reduce((sum, r, i) => sum + (weights[i] ?? 0) * value(r), 0);
}

/** The smallest t ≥ 0 from which on `holds`, to a relative 10⁻⁶. */
function smallest(holds: (t: number) => boolean, scale: number): number {
  if (holds(0)) return 0;
  let low = 0;
  let high = Number.isFinite(scale) && scale > 0 ? scale : 1;
  while (!holds(high)) {
    low = high;
    high *= 2;
    if (high > 1e12) return Infinity;
  }
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
