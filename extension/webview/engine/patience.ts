import type { TimeLimit } from '../../../diagram/layout/budget.js';

/** How long the reader waits for a picture: what would take longer is drawn with its largest groups in rows. */
export const patience: TimeLimit = { ms: 8000, clock: () => performance.now() };
