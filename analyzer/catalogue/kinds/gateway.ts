import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const gateway: Kind = {
  id: 'gateway',
  title: 'Gateway',
  summary: 'Front door of an interface: authenticates, limits and routes requests.',
  holds: [],
  isStation: true,
  isStore: false,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    work: of(0.0005, assumed('authentication and routing cost a few times what plain proxying does')),
  },
  model: 'M/G/c station whose threads may be held while it calls on.',
};
