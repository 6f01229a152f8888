/** Laws of durations made longer or shorter. */
import type { Distribution } from './distribution.js';

/** The law of `factor` times the duration: same shape, every time multiplied. `factor` > 0. */
export function scaledLaw(law: Distribution, factor: number): Distribution {
  switch (law.law) {
    case 'exponential':
    case 'lognormal':
    case 'erlang':
    case 'hyperexponential':
      return { ...law, mean: law.mean * factor };
    case 'constant':
      return { ...law, value: law.value * factor };
    case 'pareto':
      return { ...law, minimum: law.minimum * factor };
    case 'uniform':
      return { ...law, low: law.low * factor, high: law.high * factor };
    case 'mixture':
      return { ...law, parts: law.parts.map(({ weight, of }) => ({ weight, of: scaledLaw(of, factor) })) };
    case 'empirical':
      return { ...law, samples: law.samples.map((sample) => sample * factor) };
  }
}
