import type { WorkClass } from './pool.js';

/** All work that arrives at a pool, taken together. */
export interface WorkMixture {
  /** Arrivals per second. */
  readonly rate: number;
  /** Mean service in seconds; 0 without arrivals of known work. */
  readonly mean: number;
  /** Squared coefficient of variation of the service time of an arrival of unknown class; 1 where there is no work. */
  readonly scv: number;
}

/**
 * Moments of the mixture: means and mean squares weighted by rate.
 *
 * A first-come queue fed by several Poisson classes is M/G/1 with this mixture. With no arrivals at all the classes count
 * equally, so that a service time can be stated.
 */
export function mixture(classes: readonly WorkClass[]): WorkMixture {
  let rate = 0;
  let work = 0;
  let square = 0;
  for (const of of classes) {
    rate += of.rate;
    work += of.rate * of.mean;
    square += of.rate * of.square;
  }
  if (rate > 0) return { rate, mean: work / rate, scv: variation(work / rate, square / rate) };
  if (classes.length === 0) return { rate: 0, mean: 0, scv: 1 };
  const mean = classes.reduce((sum, of) => sum + of.mean, 0) / classes.length;
  return { rate: 0, mean, scv: variation(mean, classes.reduce((sum, of) => sum + of.square, 0) / classes.length) };
}

/** Rounds what is exponential up to rounding errors to 1, so that exact models apply. */
function variation(mean: number, square: number): number {
  if (square === Infinity) return Infinity;
  if (!(mean > 0)) return 1;
  const scv = Math.max(0, square / mean ** 2 - 1);
  return Math.abs(scv - 1) < 1e-9 ? 1 : scv < 1e-12 ? 0 : scv;
}
