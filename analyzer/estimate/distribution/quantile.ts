import type { Distribution } from '../../design/distribution.js';
import { logarithmMoments } from './hyperexponential-phases.js';
import { invertTail } from './invert-tail.js';
import { distributionMean } from './moments.js';
import { normalQuantile } from './special-functions.js';
import { distributionTail } from './tail.js';

/** The smallest t with `P(T ≤ t) ≥ p`, in seconds, for 0 ≤ p < 1. */
export function distributionQuantile(of: Distribution, p: number): number {
  switch (of.law) {
    case 'constant':
      return of.value;
    case 'exponential':
      return -of.mean * Math.log1p(-p);
    case 'uniform':
      return of.low + p * (of.high - of.low);
    case 'pareto':
      return of.minimum * (1 - p) ** (-1 / of.shape);
    case 'lognormal': {
      const { mu, sigma } = logarithmMoments(of.mean, of.cv);
      return Math.exp(mu + sigma * normalQuantile(p));
    }
    case 'empirical': {
      const rank = Math.max(1, Math.ceil(p * of.samples.length - 1e-9));
      return of.samples[rank - 1] ?? Number.NaN;
    }
    default:
      return invertTail(distributionTail(of), 1 - p, distributionMean(of));
  }
}
