import type { Id } from '../../design/design.js';

/** What kinds of things befall a system while it runs. */
export type HappeningKind =
  | 'fault'
  | 'repair'
  | 'election'
  | 'failover'
  | 'scaling'
  | 'breaker'
  | 'degraded'
  | 'restored';

/** Something worth telling about a run: a fault, its end, an election, a fail-over, a scaling. */
export interface Happening {
  /** Seconds since the start of the run. */
  readonly at: number;
  readonly kind: HappeningKind;
  /** Components, regions and zones that it is about; faults also name the id they have in the design. */
  readonly of: readonly Id[];
  /** One sentence without a full stop: `accounts.leader crashes`. */
  readonly text: string;
}
