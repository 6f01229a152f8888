/** What an outage is like when the design only says how much of the time something works. */
import { assumed, of } from './source.js';
import type { Default } from './types.js';

/** Seconds that an outage lasts on average: `availability 99.9%`. */
export const meanOutage: Default = of(
  300,
  assumed(
    'a restart, a fail-over or a rollback takes minutes; with five of them 99.9 % is one outage in three and a half days. Fewer and longer ones have the same availability',
  ),
);
