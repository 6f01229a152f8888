import { type Latency, latencyFromTail, NO_TIME } from './latency.js';

/** At the same time, waiting for all: `P(max > t) = 1 - Π(1 - P(T_i > t))`. Exact for independent parts. */
export function parallelAll(...parts: readonly Latency[]): Latency {
  if (parts.length <= 1) return parts[0] ?? NO_TIME;
  return latencyFromTail((t) => -Math.expm1(parts.reduce((sum, part) => sum + Math.log1p(-part.tail(t)), 0)));
}

/** The slowest of `count` independent copies; `count` may be large (fan-out to thousands). */
export function slowestOf(latency: Latency, count: number): Latency {
  if (count <= 1 || latency.constant !== undefined) return count < 1 ? NO_TIME : latency;
  return latencyFromTail((t) => -Math.expm1(count * Math.log1p(-latency.tail(t))));
}

/** The fastest of several: `P(min > t) = Π P(T_i > t)`. Exact. */
export function fastestOf(...parts: readonly Latency[]): Latency {
  return kthFastest(parts, 1);
}

/**
 * The k-th to finish of several independent parts, such as the acknowledgement that completes a quorum.
 *
 * `P(fewer than k done by t)` by summing over the parts (Poisson-binomial). Exact. k is read within 1…n; no parts take
 * no time.
 */
export function kthFastest(parts: readonly Latency[], k: number): Latency {
  if (parts.length <= 1) return parts[0] ?? NO_TIME;
  const wanted = Math.min(Math.max(1, k), parts.length);
  return latencyFromTail((t) =>
    fewerThan(
      parts.map((part) => part.tail(t)),
      wanted,
    ),
  );
}

/** Probability that fewer than `wanted` of independent events happen, given the probability of each **not** happening. */
export function fewerThan(misses: readonly number[], wanted: number): number {
  // done[j]: exactly j happened so far, for j < wanted; the rest of the mass is forgotten.
  const done = new Array<number>(wanted).fill(0);
  done[0] = 1;
  for (const miss of misses) {
    for (let j = wanted - 1; j > 0; j--) done[j] = (done[j] ?? 0) * miss + (done[j - 1] ?? 0) * (1 - miss);
    done[0] = (done[0] ?? 0) * miss;
  }
  return done.reduce((sum, value) => sum + value, 0);
}
