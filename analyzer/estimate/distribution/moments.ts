import type { Distribution } from '../../design/distribution.js';

/** Mean in seconds; `Infinity` for a Pareto of shape ≤ 1, `NaN` for an empty sample. */
export function distributionMean(of: Distribution): number {
  switch (of.law) {
    case 'constant':
      return of.value;
    case 'pareto':
      return of.shape > 1 ? (of.shape * of.minimum) / (of.shape - 1) : Infinity;
    case 'uniform':
      return (of.low + of.high) / 2;
    case 'mixture':
      return of.parts.reduce((sum, part) => sum + part.weight * distributionMean(part.of), 0);
    case 'empirical':
      return of.samples.reduce((sum, sample) => sum + sample, 0) / of.samples.length;
    default:
      return of.mean;
  }
}

/** Mean of the square, in seconds²; `Infinity` where it does not exist (Pareto of shape ≤ 2). */
export function secondMoment(of: Distribution): number {
  switch (of.law) {
    case 'exponential':
      return 2 * of.mean ** 2;
    case 'constant':
      return of.value ** 2;
    case 'lognormal':
    case 'hyperexponential':
      return of.mean ** 2 * (1 + of.cv ** 2);
    case 'erlang':
      return of.mean ** 2 * (1 + 1 / of.stages);
    case 'pareto':
      return of.shape > 2 ? (of.shape * of.minimum ** 2) / (of.shape - 2) : Infinity;
    case 'uniform':
      return (of.low ** 2 + of.low * of.high + of.high ** 2) / 3;
    case 'mixture':
      return of.parts.reduce((sum, part) => sum + part.weight * secondMoment(part.of), 0);
    case 'empirical':
      return of.samples.reduce((sum, sample) => sum + sample ** 2, 0) / of.samples.length;
  }
}

/** Variance in seconds²; `Infinity` where it does not exist. */
export function distributionVariance(of: Distribution): number {
  const square = secondMoment(of);
  return square === Infinity ? Infinity : Math.max(0, square - distributionMean(of) ** 2);
}

/**
 * Squared coefficient of variation, variance over squared mean: 0 constant, 1 exponential, `Infinity` without variance.
 * 0 when the mean is 0.
 */
export function squaredVariation(of: Distribution): number {
  const variance = distributionVariance(of);
  if (variance === Infinity) return Infinity;
  const mean = distributionMean(of);
  return mean === 0 ? 0 : variance / mean ** 2;
}
