import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const materializedView: Kind = {
  id: 'materialized_view',
  title: 'Materialized view',
  summary: 'State computed from events or tables and kept ready to read.',
  holds: ['stores'],
  isStation: true,
  isStore: false,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    work: of(0.0005, assumed('applying one change to one row')),
    refresh: of(1, assumed('stream processors emit about once a second; batch views say otherwise')),
  },
  model:
    'Consumer of its source: M/G/c station for changes; reads are served where it is kept, up to `refresh` plus backlog old.',
};
