import type { Id } from '../../design/design.js';
import type { Happening } from '../scenario/happening.js';
import type { Operation } from './operation.js';

/** What a history can show to be broken. */
export type ViolationKind =
  | 'lost'
  | 'stale'
  | 'duplicated'
  | 'reordered'
  | 'read_your_writes'
  | 'monotonic_reads'
  | 'monotonic_writes'
  | 'writes_follow_reads'
  | 'linearizability';

/** A counterexample: the shortest part of a history that shows a requirement broken. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly data: Id;
  readonly key: number;
  /** When it showed, in seconds since the start of the run. */
  readonly at: number;
  /** What is required and was broken: `linearizable`, `eventual within 30 s`. */
  readonly requirement: string;
  /** One sentence: `client 4 read version 3 of Account 17 from accounts.replica.2, 1.2 s after version 4 was acknowledged`. */
  readonly text: string;
  /** Operations that show it, in the order of their beginnings, and what befell the system meanwhile. */
  readonly operations: readonly Operation[];
  readonly happenings: readonly Happening[];
}
