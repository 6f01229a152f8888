import { type Latency, latencyFromTail } from './latency.js';

export interface Hedged {
  readonly latency: Latency;
  /** Extra requests per request: the probability that the first is still out when the second is sent. */
  readonly extraLoad: number;
}

/**
 * A hedged request: a second copy is sent after `after` seconds, the first answer counts, nothing is cancelled earlier.
 *
 * `P(T > t) = P(T_1 > t) P(T_2 > t - after)`. Exact when the copies are independent; copies that wait for the same slow
 * cause gain less. Source: Dean and Barroso, "The tail at scale", Comm. ACM 56 (2013).
 */
export function hedge(latency: Latency, after: number, second: Latency = latency): Hedged {
  return {
    latency: latencyFromTail((t) => (t < after ? latency.tail(t) : latency.tail(t) * second.tail(t - after))),
    extraLoad: latency.tail(after),
  };
}
