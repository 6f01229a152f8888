import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const cache: Kind = {
  id: 'cache',
  title: 'Cache',
  summary: 'Keeps copies of data in memory so that the store behind is asked less.',
  holds: ['caches', 'stores'],
  isStation: true,
  isStore: false,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    work: of(
      0.00001,
      assumed('an in-memory lookup with its network handling: 100,000/s on a core, as Redis publishes'),
    ),
  },
  model: 'M/G/c station; hits by Che’s approximation and time to live, misses go on to the store.',
};
