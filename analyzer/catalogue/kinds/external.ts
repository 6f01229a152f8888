import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const external: Kind = {
  id: 'external',
  title: 'External service',
  summary: 'Somebody else’s interface: payments, push gateways, maps.',
  holds: [],
  isStation: false,
  isStore: false,
  defaults: {
    work: of(0.1, assumed('an interface call over the internet answers in about 100 ms')),
  },
  model: 'Infinite server (delay only), M/G/c/c when `limit` says how many calls it takes at once.',
};
