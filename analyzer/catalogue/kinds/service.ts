import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const service: Kind = {
  id: 'service',
  title: 'Service',
  summary: 'Code of your own that does work and calls other components.',
  holds: [],
  isStation: true,
  isStore: false,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    work: of(
      0.001,
      assumed('a millisecond of processor time is typical of a request handler that mostly calls stores'),
    ),
  },
  model:
    'M/G/c/K station per instance; with threads a layered queue: a thread is held until all calls below have answered.',
};
