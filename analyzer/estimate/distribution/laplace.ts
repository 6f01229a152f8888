import type { Distribution } from '../../design/distribution.js';
import { hyperexponentialPhases } from './hyperexponential-phases.js';

/**
 * Laplace-Stieltjes transform `E[e^{-sT}]` for real s ≥ 0; `undefined` for laws without a closed form (lognormal,
 * Pareto, or a mixture containing one).
 *
 * Source: Kleinrock, Queueing Systems I, appendix I.
 */
export function laplaceTransform(of: Distribution, s: number): number | undefined {
  switch (of.law) {
    case 'constant':
      return Math.exp(-s * of.value);
    case 'exponential':
      return 1 / (1 + s * of.mean);
    case 'erlang':
      return (1 + (s * of.mean) / of.stages) ** -of.stages;
    case 'hyperexponential':
      return hyperexponentialPhases(of).reduce((sum, { weight, mean }) => sum + weight / (1 + s * mean), 0);
    case 'uniform': {
      const x = s * (of.high - of.low);
      return Math.exp(-s * of.low) * (x < 1e-12 ? 1 : -Math.expm1(-x) / x);
    }
    case 'empirical':
      return of.samples.reduce((sum, sample) => sum + Math.exp(-s * sample), 0) / of.samples.length;
    case 'mixture': {
      let sum = 0;
      for (const part of of.parts) {
        const value = laplaceTransform(part.of, s);
        if (value === undefined) return undefined;
        sum += part.weight * value;
      }
      return sum;
    }
    case 'lognormal':
    case 'pareto':
      return undefined;
  }
}
