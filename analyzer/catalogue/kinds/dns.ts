import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const dns: Kind = {
  id: 'dns',
  title: 'Name service',
  summary: 'Turns names into addresses, and steers clients to regions.',
  holds: [],
  isStation: false,
  isStore: false,
  defaults: {
    work: of(0.001, assumed('most questions are answered from the memory of a nearby resolver')),
    ttl: of(60, assumed('one minute is what clouds set for records that fail over')),
  },
  model: 'Infinite server (delay only); its time to live is part of the fail-over time of what it names.',
};
