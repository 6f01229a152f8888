import type { Hyperexponential } from '../../design/distribution.js';

/** One exponential branch of a mixture. */
export interface ExponentialPhase {
  readonly weight: number;
  readonly mean: number;
}

/**
 * The two branches of a hyperexponential with balanced means: `p = (1 + √((c²-1)/(c²+1)))/2`, branch means m/(2p) and
 * m/(2(1-p)). A coefficient of variation below 1 is read as 1.
 *
 * Source: Whitt, "Approximating a point process by a renewal process", Operations Research 30 (1982).
 */
export function hyperexponentialPhases({ mean, cv }: Hyperexponential): readonly ExponentialPhase[] {
  const square = Math.max(1, cv * cv);
  const often = (1 + Math.sqrt((square - 1) / (square + 1))) / 2;
  return [
    { weight: often, mean: mean / (2 * often) },
    { weight: 1 - often, mean: mean / (2 * (1 - often)) },
  ];
}

/** Mean and deviation of the logarithm of a lognormal given its own mean and coefficient of variation. */
export function logarithmMoments(mean: number, cv: number): { readonly mu: number; readonly sigma: number } {
  const square = Math.log1p(cv * cv);
  return { mu: Math.log(mean) - square / 2, sigma: Math.sqrt(square) };
}
