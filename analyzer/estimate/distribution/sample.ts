import type { Distribution } from '../../design/distribution.js';
import { hyperexponentialPhases, logarithmMoments } from './hyperexponential-phases.js';
import { normalQuantile } from './special-functions.js';

/** A source of independent numbers uniform in [0, 1). */
export type Uniforms = () => number;

/**
 * A sampler of the law, parameters worked out once. Each draw takes its randomness from `uniform` only.
 *
 * Exponential stages, hyperexponentials and mixtures take several uniforms a draw; the other laws invert their
 * distribution function with one.
 */
export function sampler(of: Distribution, uniform: Uniforms): () => number {
  const exponential = (mean: number) => -mean * Math.log1p(-uniform());
  switch (of.law) {
    case 'constant':
      return () => of.value;
    case 'exponential':
      return () => exponential(of.mean);
    case 'uniform':
      return () => of.low + uniform() * (of.high - of.low);
    case 'pareto':
      return () => of.minimum * (1 - uniform()) ** (-1 / of.shape);
    case 'lognormal': {
      const { mu, sigma } = logarithmMoments(of.mean, of.cv);
      // Uniforms include 0, whose quantile would be 0 rather than a positive duration.
      return () => Math.exp(mu + sigma * normalQuantile(uniform() || 2 ** -54));
    }
    case 'erlang':
      return () => {
        let sum = 0;
        for (let i = 0; i < of.stages; i++) sum += exponential(of.mean / of.stages);
        return sum;
      };
    case 'hyperexponential': {
      const [first, second] = hyperexponentialPhases(of);
      return () => exponential((uniform() < (first?.weight ?? 0) ? first?.mean : second?.mean) ?? of.mean);
    }
    case 'empirical':
      return () => of.samples[Math.floor(uniform() * of.samples.length)] ?? Number.NaN;
    case 'mixture': {
      const parts = of.parts.map((part) => ({ weight: part.weight, draw: sampler(part.of, uniform) }));
      return () => {
        let left = uniform();
        for (const { weight, draw } of parts) {
          left -= weight;
          if (left < 0) return draw();
        }
        return parts.at(-1)?.draw() ?? Number.NaN;
      };
    }
  }
}
