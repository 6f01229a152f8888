/** How long it takes to be back after a restart that says no duration. */
import { assumed, of } from './source.js';
import type { Default } from './types.js';

/** Seconds from the stop of a process until it answers again. */
export const restartTime: Default = of(
  10,
  assumed('starting a service or the recovery of a store from its last checkpoint takes seconds to a minute'),
);
