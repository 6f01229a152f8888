import type { Distribution } from '../../design/distribution.js';
import { hyperexponentialPhases, logarithmMoments } from './hyperexponential-phases.js';
import { gammaTail, normalTail } from './special-functions.js';

/** A law's tail `P(T > t)` as a function of t in seconds: non-increasing, right-continuous, 1 for t < 0. */
export type Tail = (t: number) => number;

/** The tail of a law, with its parameters worked out once. */
export function distributionTail(of: Distribution): Tail {
  switch (of.law) {
    case 'constant':
      return (t) => (t < of.value ? 1 : 0);
    case 'exponential':
      return (t) => (t < 0 ? 1 : of.mean > 0 ? Math.exp(-t / of.mean) : 0);
    case 'hyperexponential': {
      const phases = hyperexponentialPhases(of);
      return (t) => (t < 0 ? 1 : phases.reduce((sum, { weight, mean }) => sum + weight * Math.exp(-t / mean), 0));
    }
    case 'erlang':
      return (t) => (t < 0 ? 1 : gammaTail(of.stages, (of.stages * t) / of.mean));
    case 'lognormal': {
      const { mu, sigma } = logarithmMoments(of.mean, of.cv);
      if (sigma === 0) return (t) => (t < of.mean ? 1 : 0);
      return (t) => (t <= 0 ? 1 : normalTail((Math.log(t) - mu) / sigma));
    }
    case 'pareto':
      return (t) => (t <= of.minimum ? 1 : (of.minimum / t) ** of.shape);
    case 'uniform': {
      const width = of.high - of.low;
      return (t) => (t < of.low ? 1 : t >= of.high ? 0 : (of.high - t) / width);
    }
    case 'mixture': {
      const parts = of.parts.map((part) => ({ weight: part.weight, tail: distributionTail(part.of) }));
      return (t) => parts.reduce((sum, { weight, tail }) => sum + weight * tail(t), 0);
    }
    case 'empirical':
      return (t) => 1 - countAtMost(of.samples, t) / of.samples.length;
  }
}

/** `P(T > t)`. */
export const distributionCcdf = (of: Distribution, t: number): number => distributionTail(of)(t);
/** `P(T ≤ t)`. */
export const distributionCdf = (of: Distribution, t: number): number => 1 - distributionTail(of)(t);

/** How many of the ascending samples are at most t. */
function countAtMost(samples: readonly number[], t: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle] ?? Infinity) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
