/**
 * Shapes of invariants, and which anomalies break each.
 *
 * An isolation level keeps an invariant exactly when it lets none of these anomalies happen. Anomalies are those of
 * Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995.
 */
import type { Anomaly } from '../guarantees/guarantee.js';

export interface InvariantShape {
  readonly id: string;
  /** What kind of rule over the data it is. */
  readonly summary: string;
  readonly example: string;
  /** Any one of them can break it. */
  readonly brokenBy: readonly Anomaly[];
}

export const invariantShapes: readonly InvariantShape[] = [
  {
    id: 'counter',
    summary: 'One item is read, changed and written back: a balance, a stock level.',
    example: 'invariant counter "stock never falls below 0"',
    brokenBy: ['dirty_write', 'lost_update'],
  },
  {
    id: 'across_items',
    summary:
      'Several items must fit together although each transaction changes only some of them: somebody of the team is on call.',
    example: 'invariant across_items "at least one doctor is on call"',
    brokenBy: ['dirty_write', 'lost_update', 'write_skew'],
  },
  {
    id: 'over_range',
    summary: 'A statement over all items that match a condition: no two bookings overlap.',
    example: 'invariant over_range "no two bookings of a room overlap"',
    brokenBy: ['dirty_write', 'phantom', 'write_skew'],
  },
  {
    id: 'snapshot',
    summary: 'Reads of several items must agree with one another: the sum of all accounts in a report.',
    example: 'invariant snapshot "transfers do not change the total"',
    brokenBy: ['dirty_read', 'fuzzy_read', 'read_skew'],
  },
  {
    id: 'unique',
    summary: 'No two items have the same value: user names, order numbers.',
    example: 'invariant unique "one account per e-mail address"',
    brokenBy: ['dirty_write', 'phantom'],
  },
];

/** The shape's row; `undefined` for an unknown word. */
export function invariantShape(id: string): InvariantShape | undefined {
  return invariantShapes.find((shape) => shape.id === id);
}
