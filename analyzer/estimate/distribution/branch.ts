import { type Latency, latencyFromTail, NO_TIME } from './latency.js';

/** One way a flow may go, and how likely. */
export interface Alternative {
  readonly probability: number;
  readonly latency: Latency;
}

/**
 * Either of several ways: the mixture of their laws. Exact.
 *
 * Probabilities are divided by their sum, so shares conditioned on something need no preparation; with no way of
 * positive probability it takes no time.
 */
export function branch(alternatives: readonly Alternative[]): Latency {
  const possible = alternatives.filter(({ probability }) => probability > 0);
  const [first] = possible;
  if (first === undefined) return NO_TIME;
  if (possible.length === 1) return first.latency;
  const total = possible.reduce((sum, { probability }) => sum + probability, 0);
  const parts = possible.map(({ probability, latency }) => ({ weight: probability / total, latency }));
  return latencyFromTail(
    (t) => parts.reduce((sum, { weight, latency }) => sum + weight * latency.tail(t), 0),
    parts.reduce((sum, { weight, latency }) => sum + weight * latency.mean, 0),
  );
}
