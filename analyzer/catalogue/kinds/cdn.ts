import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const cdn: Kind = {
  id: 'cdn',
  title: 'Content delivery network',
  summary: 'Edges near the clients that keep copies of static content.',
  holds: ['caches'],
  isStation: false,
  isStore: false,
  defaults: {
    work: of(0.001, assumed('edge servers answer hits from memory; a millisecond stands for TLS and lookup')),
  },
  model:
    'Infinite server (delay only) whose hits end here and whose misses go on to the origin; hit ratio by Che and time to live.',
};
