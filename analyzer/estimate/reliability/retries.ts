/** Mean attempts per request, `(1-p^m)/(1-p)`, when each of up to m attempts fails with probability p; m at p = 1. */
export function meanAttempts(failing: number, attempts: number): number {
  return failing >= 1 ? attempts : (1 - failing ** attempts) / (1 - failing);
}

/** Probability that one of m attempts succeeds, `1 - p^m`. */
export const successAfterRetries = (failing: number, attempts: number): number => 1 - failing ** attempts;

/**
 * Attempts that reach the bottom of `layers` nested callers when everything fails: attempts multiply.
 *
 * 4 attempts at 3 layers make 64. Source: Site Reliability Engineering, ch. 22.
 */
export const worstAmplification = (attemptsPerLayer: readonly number[]): number =>
  attemptsPerLayer.reduce((product, attempts) => product * attempts, 1);

/** Mean attempts when a retry budget caps retries at a share of the requests (0.1 for 10 %). */
export const budgetedAttempts = (failing: number, attempts: number, budget: number): number =>
  Math.min(meanAttempts(failing, attempts), 1 + budget);

/** Whether a station survives a trigger that makes every request time out. */
export type Metastability =
  /** Even with every attempt failing the load stays below capacity, so it recovers by itself. */
  | 'stable'
  /** Normal load fits, but once everything times out the retries alone keep it saturated. */
  | 'metastable'
  /** The normal load does not fit. */
  | 'overloaded';

/**
 * Fluid test for metastable failure: with every attempt failing the load is λm; it sustains itself when `λm ≥ μ`.
 *
 * Rates in one unit, `attempts` per request including the first. A bounded queue or skipping of expired work can still
 * save a station found `metastable`. Source: Bronson et al., HotOS 2021; Huang et al., OSDI 2022.
 */
export function metastability(rate: number, attempts: number, capacity: number): Metastability {
  if (rate >= capacity) return 'overloaded';
  return rate * attempts >= capacity ? 'metastable' : 'stable';
}
