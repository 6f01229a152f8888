/** Laws of durations as the language writes them, and the figures people ask of one. */
import type { Distribution } from '../design/distribution.js';
import { sayNumber, sayRatio, sayTime } from '../design/say.js';
import { distributionMean, squaredVariation } from '../estimate/distribution/moments.js';
import { distributionQuantile } from '../estimate/distribution/quantile.js';

/** `lognormal(3 ms, cv 1.5)`. */
export function sayLaw(law: Distribution): string {
  switch (law.law) {
    case 'exponential':
      return `exponential(${sayTime(law.mean)})`;
    case 'constant':
      return `constant(${sayTime(law.value)})`;
    case 'lognormal':
    case 'hyperexponential':
      return `${law.law}(${sayTime(law.mean)}, cv ${sayNumber(law.cv)})`;
    case 'erlang':
      return `erlang(${law.stages}, ${sayTime(law.mean)})`;
    case 'pareto':
      return `pareto(${sayTime(law.minimum)}, ${sayNumber(law.shape)})`;
    case 'uniform':
      return `uniform(${sayTime(law.low)}, ${sayTime(law.high)})`;
    case 'mixture':
      return `mixture(${law.parts.map(({ weight, of }) => `${sayRatio(weight)}: ${sayLaw(of)}`).join(', ')})`;
    case 'empirical':
      return `empirical("${law.source}")`;
  }
}

/** Mean, coefficient of variation, p50 and p99; a moment that does not exist is `∞`. */
export function lawFigures(law: Distribution): readonly (readonly [name: string, text: string])[] {
  return [
    ['mean', sayTime(distributionMean(law))],
    ['coefficient of variation', sayNumber(Math.sqrt(squaredVariation(law)))],
    ['p50', sayTime(distributionQuantile(law, 0.5))],
    ['p99', sayTime(distributionQuantile(law, 0.99))],
  ];
}
