import { constantLatency, type Latency, latencyFromTail } from './latency.js';

/** What a time limit makes of a duration. */
export interface TimeLimited {
  /** Probability of finishing within the limit. */
  readonly probability: number;
  /** The duration given that it finishes in time; `undefined` when it never does. */
  readonly inTime: Latency | undefined;
}

/** The duration as seen by someone who stops waiting after `limit` seconds: min(T, limit). Exact. */
export function atMost(latency: Latency, limit: number): Latency {
  if (latency.constant !== undefined) return constantLatency(Math.min(latency.constant, limit));
  if (limit === Infinity) return latency;
  return latencyFromTail((t) => (t < limit ? latency.tail(t) : 0));
}

/** Probability of finishing within `limit` seconds, and the law of the time if it does. Exact. */
export function withinLimit(latency: Latency, limit: number): TimeLimited {
  if (limit === Infinity) return { probability: 1, inTime: latency };
  const late = latency.tail(limit);
  if (late >= 1) return { probability: 0, inTime: undefined };
  if (late <= 0) return { probability: 1, inTime: latency };
  const inTime = latencyFromTail((t) => (t < limit ? Math.max(0, latency.tail(t) - late) / (1 - late) : 0));
  return { probability: 1 - late, inTime };
}
