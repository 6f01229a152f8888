/**
 * The shape of the open vocabulary: kinds, settings and technologies as data.
 *
 * This is the one place that completion, hover, checks, estimate, docs and icons read. A number is never bare: it has a
 * source, or says that it is assumed and why.
 */
import type { CopyCount, ReadTarget, Replicas, ReplicationMode } from '../design/design.js';
import type { Dimension } from '../design/units.js';
import type { Anomaly } from '../guarantees/guarantee.js';

/** Where a number or statement comes from. */
export type Source =
  | { readonly kind: 'published'; readonly where: string }
  /** A rule of thumb; `why` says what makes it reasonable. */
  | { readonly kind: 'assumed'; readonly why: string };

/** What may stand behind a setting's name; bounds are included and in SI units, 0 when no minimum is said. */
export type ValueType =
  | {
      readonly type: 'quantity';
      readonly dimension: Dimension;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly whole?: boolean;
    }
  /** One of several words. */
  | { readonly type: 'symbol'; readonly options: readonly SymbolOption[] }
  /** A distribution of durations; a bare duration means `bare`. */
  | { readonly type: 'law'; readonly bare: 'exponential' | 'constant' }
  /** Name of another component, of one of these kinds if given. */
  | { readonly type: 'component'; readonly kinds?: readonly string[] }
  | { readonly type: 'text' }
  /** Bytes or a count of objects (`memory 8 GB`, `capacity 500 objects`). */
  | { readonly type: 'capacity' }
  /** `zipf 0.9`, `uniform`, `hottest(5%, 60%)`. */
  | { readonly type: 'popularity' }
  /** `usl(α, β)` or `usl("file.csv")`. */
  | { readonly type: 'scaling' }
  /** A list of `word quantity` pairs: `host 1000, path 200`. */
  | { readonly type: 'counts' };

export interface SymbolOption {
  readonly name: string;
  readonly meaning: string;
}

/** A value a setting has when nothing is written, in the SI unit of its dimension or one of its symbols. */
export interface Default {
  readonly value: number | string;
  readonly source: Source;
}

/** One `name value` that may be written in components (or data, links, replicas …) of certain kinds. */
export interface SettingSpec {
  readonly name: string;
  /** First sentence stands alone: shown in completion and hover. */
  readonly summary: string;
  readonly value: ValueType;
  /** Kinds (or pseudo-kinds `data`, `link`, `replicas`, `shards`, `wal`, `breaker`, `flow`) that have it. */
  readonly of: readonly string[];
  readonly default?: Default;
  /** One line of the language. */
  readonly example: string;
  /** What it selects or changes: rule ids, the estimate's formula, the simulator's behaviour. */
  readonly used: string;
  /** May be written more than once or as a list. */
  readonly many?: boolean;
}

export interface Kind {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** `holds`: what `stores/caches/carries/watches` it may have. */
  readonly holds: readonly ('stores' | 'caches' | 'carries' | 'watches')[];
  /** Whether requests queue for servers here. */
  readonly isStation: boolean;
  /** Whether it keeps the system of record (database, queue, bucket …). */
  readonly isStore: boolean;
  /** Defaults that differ from the setting's own. */
  readonly defaults: Readonly<Record<string, Default>>;
  /** The model of the estimate it is: one sentence. */
  readonly model: string;
}

export type DataModel =
  | 'relational'
  | 'document'
  | 'key_value'
  | 'wide_column'
  | 'graph'
  | 'time_series'
  | 'columnar'
  | 'log'
  | 'search'
  | 'object'
  | 'message'
  | 'configuration'
  | 'none';

/** What a technology may lack. */
export type Capability =
  | 'multi_item_transactions'
  | 'cross_shard_transactions'
  | 'joins'
  | 'secondary_indexes'
  | 'synchronous_replication'
  | 'durable_log'
  | 'ordered_partitions'
  | 'conditional_writes'
  | 'bounded_length'
  | 'range_scans'
  | 'leaderless'
  | 'persistence';

/** What one operation costs a server, by operation. */
export type OperationKind = 'read' | 'write' | 'query' | 'publish' | 'consume' | 'call';

export interface Technology {
  readonly id: string;
  readonly title: string;
  /** Kinds it may be. */
  readonly kinds: readonly string[];
  readonly model: DataModel;
  readonly summary: string;
  /** Defaults of settings, by setting name (`work`, `cores`, `isolation`, `ack`, `connections`, …). */
  readonly defaults: Readonly<Record<string, Default>>;
  /** Mean service time by operation in seconds of one core, where it differs from `work`. */
  readonly work?: Readonly<Partial<Record<OperationKind, Default>>>;
  readonly isolation?: {
    readonly default: string;
    readonly strongest: string;
    /** Anomalies that its level of that name lets happen beyond what the textbook's level does. */
    readonly alsoAllows?: Readonly<Record<string, readonly Anomaly[]>>;
    readonly source: Source;
  };
  /** What its own log does when the design says nothing: flushed before the acknowledgement, every so many seconds, or never. */
  readonly log?: { readonly mode: 'sync' | 'async' | 'off'; readonly every?: number; readonly source: Source };
  /** How copies are kept when nothing is said. */
  readonly replication?: {
    readonly topology: Replicas['topology'];
    readonly mode?: ReplicationMode;
    readonly count: number;
    readonly read?: ReadTarget;
    readonly write?: CopyCount;
    readonly source: Source;
  };
  /** Consistency a client gets from one healthy copy set as shipped: a model id of `analyzer/guarantees`. */
  readonly consistency?: { readonly model: string; readonly source: Source };
  readonly pacelc?: { readonly class: 'PA/EL' | 'PA/EC' | 'PC/EL' | 'PC/EC'; readonly source: Source };
  /** How a new leader is found when the design says nothing: by itself, or by a person. */
  readonly failover?: { readonly kind: 'automatic' | 'manual'; readonly source: Source };
  readonly lacks: readonly Capability[];
  /** Limits and facts that a reviewer would quote. */
  readonly facts: readonly { readonly text: string; readonly source: Source }[];
}
