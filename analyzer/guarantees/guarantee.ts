/** What stores promise as configured, and what is left of it at the end of a path. */
import type { Id } from '../design/design.js';

/** Consistency of a single item, weakest last; see `consistency.ts` for the order. */
export type Consistency =
  | 'strict_serializable'
  | 'linearizable'
  | 'sequential'
  | 'causal'
  | 'read_your_writes'
  | 'monotonic_reads'
  | 'monotonic_writes'
  | 'eventual';

export type Isolation =
  | 'serializable'
  | 'snapshot'
  | 'repeatable_read'
  | 'cursor_stability'
  | 'read_committed'
  | 'read_uncommitted'
  | 'none';

export type Anomaly =
  | 'dirty_write'
  | 'dirty_read'
  | 'cursor_lost_update'
  | 'lost_update'
  | 'fuzzy_read'
  | 'phantom'
  | 'read_skew'
  | 'write_skew';

/** What survives the crash of one node, acknowledged writes meant. */
export type Durability =
  | 'replicated' // another copy has it before the acknowledgement
  | 'logged' // the node's own disk has it
  | 'window' // writes of the last `lossWindow` seconds may be lost
  | 'volatile'; // nothing survives

export interface Reason {
  /** Part of the design that makes it so. */
  readonly at: Id;
  readonly because: string;
}

export interface StoreGuarantee {
  readonly component: Id;
  /** What a read at the store's usual read level sees. */
  readonly consistency: Consistency;
  readonly consistencyReason: Reason;
  readonly isolation: Isolation;
  readonly isolationReason: Reason;
  /** Anomalies its isolation lets happen. */
  readonly anomalies: readonly Anomaly[];
  readonly durability: Durability;
  readonly durabilityReason: Reason;
  /** Seconds of acknowledged writes that one crash may lose; 0 when none. */
  readonly lossWindow: number;
  /** Which side of a partition it takes. */
  readonly partition: 'consistent' | 'available' | 'single_copy';
  readonly pacelc: 'PA/EL' | 'PA/EC' | 'PC/EL' | 'PC/EC';
  /** Copies that may answer a read are not the newest one. */
  readonly readsMayBeStale: boolean;
}

/** Requires against gets, for one operation of a flow on one data item. */
export interface FlowGuarantee {
  readonly flow: Id;
  readonly step: Id;
  readonly data: Id;
  readonly operation: 'read' | 'query' | 'write' | 'publish';
  readonly gets: Consistency;
  /** The step or component that makes it weak. */
  readonly weakest: Reason;
  /** Upper bound or p99 of the age of what is read, in seconds; undefined: no bound known. */
  readonly staleness?: number;
}
