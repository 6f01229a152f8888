/**
 * The intermediate representation: one system design as frozen plain JSON.
 *
 * Everything above it (grammar, editor) only produces a `Design`; everything below it (rules, estimate, simulator,
 * pictures) only reads one. It knows no text, file or position: things are named by readable ids, and whoever made the
 * design keeps the way back from id to text. What is absent here was not written; defaults live in the catalogue and
 * are applied when read (`analyzer/catalogue/setting.ts`), so that each figure can say where it came from.
 *
 * Ids: a declaration's id is its name (`orders`); parts of it follow after a dot (`orders.replicas`, `us.a`,
 * `orders.memory`); steps of flows count from 1 (`send/1`, `send/1/2/write:messages`); loads are `evening/send`;
 * expectations `evening/p99(send)` (a second one of the same text gets `#2`); faults `scenario/1`.
 * Order in every list is the order of the text.
 */
import type { Distribution } from './distribution.js';
import type { PerSecond, Quantity, Ratio, Seconds } from './units.js';

export type Id = string;

export interface Design {
  /** What the author calls it; the file's base name when there is no `design` header. */
  readonly name: string;
  readonly regions: readonly Region[];
  readonly links: readonly Link[];
  readonly data: readonly DataItem[];
  readonly groups: readonly Group[];
  readonly components: readonly Component[];
  readonly flows: readonly Flow[];
  readonly workloads: readonly Workload[];
  /** Every `expect` line outside scenarios. */
  readonly expectations: readonly Expectation[];
  readonly scenarios: readonly Scenario[];
  readonly diagrams: readonly Diagram[];
}

// ---- values of settings ----

/** Who said so: the text itself, or the template it was written in. Defaults come from the catalogue instead. */
export type Provenance = { readonly by: 'design' } | { readonly by: 'template'; readonly template: string };

/** The value of an open-vocabulary setting. */
export type Value =
  | Quantity
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  /** A word with arguments: `zipf(0.9)`, `usl(0.03, 0.0001)`; `zipf 0.9` is the same as `zipf(0.9)`. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Value[] }
  | { readonly kind: 'distribution'; readonly distribution: Distribution }
  | { readonly kind: 'list'; readonly items: readonly Value[] };

/** One `name value` pair as written. */
export interface Setting {
  readonly id: Id;
  readonly name: string;
  readonly value: Value;
  readonly provenance: Provenance;
}

/** Settings by name; the catalogue says which exist for what. */
export type Settings = Readonly<Record<string, Setting>>;

// ---- where things run ----

export interface Region {
  readonly id: Id;
  readonly title?: string;
  readonly zones: readonly Zone[];
}

export interface Zone {
  /** `us.a`. */
  readonly id: Id;
  readonly name: string;
  readonly region: Id;
}

/** A network path between two places (regions or zones), the same both ways. Id: `us--eu`. */
export interface Link {
  readonly id: Id;
  /** Region or zone ids. */
  readonly between: readonly [Id, Id];
  /** rtt, bandwidth, loss, jitter: see kind `link` of the catalogue. */
  readonly settings: Settings;
}

/** A share of a component's instances (or of a client's people) in one region or zone. */
export interface Place {
  /** Region or zone id. */
  readonly at: Id;
  /** Missing: equal share of what the other places leave. */
  readonly share?: Ratio;
}

/** `in us 60%, eu 40%` (fixed shares) or `across us, eu` (spread evenly over the zones of these). */
export interface Placement {
  readonly id: Id;
  readonly mode: 'in' | 'across';
  readonly places: readonly Place[];
}

// ---- what is kept ----

/** Something data needs: a consistency model, `durable`, `immutable`, `ordered`; `eventual within 30 s` has a bound. */
export interface Requirement {
  readonly id: Id;
  readonly name: string;
  readonly within?: Seconds;
}

/** A rule over the data that transactions must keep. `shape` is one of the catalogue's invariant shapes. */
export interface Invariant {
  readonly id: Id;
  readonly shape: string;
  readonly text?: string;
}

export interface DataItem {
  readonly id: Id;
  readonly title?: string;
  /** Key fields, the first is the partitioning one. */
  readonly key: readonly string[];
  readonly requires: readonly Requirement[];
  readonly invariants: readonly Invariant[];
  /** Data ids this one refers to (foreign keys). */
  readonly references: readonly Reference[];
  /** size, count, popularity, updated, grows, keep, importance …: see kind `data` of the catalogue. */
  readonly settings: Settings;
}

/** A name used at a place of the design: what it points to, and the id of the place itself. */
export interface Reference {
  readonly id: Id;
  readonly to: Id;
}

// ---- what does the work ----

export interface Group {
  readonly id: Id;
  readonly title?: string;
  readonly parent?: Id;
}

export interface Component {
  readonly id: Id;
  /** One of the catalogue's kinds; an unknown word stays here as written (and has its finding). */
  readonly kind: string;
  readonly title?: string;
  /** Catalogue id of the technology, after templates are resolved. */
  readonly technology?: string;
  /** Template it was made from. */
  readonly template?: string;
  readonly group?: Id;
  readonly placement?: Placement;
  readonly stores: readonly Reference[];
  readonly caches: readonly Reference[];
  readonly carries: readonly Reference[];
  /** Components a monitor scrapes. */
  readonly watches: readonly Reference[];
  /** `materialized_view v from Q into S`. */
  readonly view?: { readonly from: Reference; readonly into?: Reference };
  readonly replicas?: Replicas;
  readonly shards?: Shards;
  readonly log?: WriteAheadLog;
  readonly indexes: readonly Index[];
  /** `partitions 64 by conversation` of a queue. */
  readonly partitions?: { readonly id: Id; readonly count: number; readonly key: readonly string[] };
  /** How this component, as a caller, treats its calls. */
  readonly calls: CallPolicy;
  readonly health?: { readonly id: Id; readonly every: Seconds; readonly failAfter: number };
  readonly election?: Election;
  readonly autoscale?: Autoscale;
  /** Random faults: `breaks every 10 h repaired in 5 min`. */
  readonly breaks?: { readonly id: Id; readonly every: Distribution; readonly repair: Distribution };
  /** `when full reject|drop_oldest|block`. */
  readonly whenFull?: { readonly id: Id; readonly action: 'reject' | 'drop_oldest' | 'block' };
  /** `on miss fill|bypass|coalesce`, as written, in order. */
  readonly onMiss?: { readonly id: Id; readonly actions: readonly string[] };
  /** Everything said as `name value`. */
  readonly settings: Settings;
}

/** Time-out, retries, breaker and hedge of calls; of a component (its calls) or of one step. */
export interface CallPolicy {
  readonly timeout?: { readonly id: Id; readonly after: Seconds };
  readonly retry?: Retry;
  readonly breaker?: Breaker;
  readonly hedge?: { readonly id: Id; readonly at: { readonly percentile: Ratio } | { readonly after: Seconds } };
}

export interface Retry {
  readonly id: Id;
  /** Attempts beyond the first. */
  readonly times: number;
  readonly backoff?: Seconds;
  readonly jitter: boolean;
  /** Largest share of calls that may be retries. */
  readonly budget?: Ratio;
}

export interface Breaker {
  readonly id: Id;
  /** Share of failed calls that opens it. */
  readonly threshold?: Ratio;
  readonly window?: Seconds;
  /** Time until it lets one call through again. */
  readonly openFor?: Seconds;
}

export type ReplicationMode = 'sync' | 'semi_sync' | 'async';

export interface Replicas {
  /** `orders.replicas`. */
  readonly id: Id;
  /** All copies, the leader included. */
  readonly count: number;
  readonly topology: 'leader' | 'leaderless' | 'multi_leader' | 'consensus';
  /** Leader topologies (and multi_leader): how followers are waited for. */
  readonly mode?: ReplicationMode;
  /** `semi_sync K`: acknowledgements waited for besides the leader's. */
  readonly acknowledgements?: number;
  readonly ship?: { readonly id: Id; readonly what: 'statement' | 'wal' | 'row' };
  readonly election?: Election;
  /** Which copy reads go to (leader topologies) or how many answer (leaderless). */
  readonly read?: { readonly id: Id; readonly from: ReadTarget };
  /** Copies that must acknowledge a write (leaderless). */
  readonly write?: { readonly id: Id; readonly level: CopyCount };
  readonly repair?: { readonly id: Id; readonly onRead: boolean; readonly every?: Seconds };
  /** Apply work per shipped write at a follower, and how many appliers run side by side. */
  readonly apply?: { readonly id: Id; readonly work?: Distribution; readonly parallel?: number };
  /** The four legs of a quorum operation. */
  readonly delays?: {
    readonly id: Id;
    readonly write?: Distribution;
    readonly ack?: Distribution;
    readonly request?: Distribution;
    readonly response?: Distribution;
  };
  /** `across us` for the copies alone; missing: the component's own placement. */
  readonly placement?: Placement;
  /** min_insync, hints, resolve, sessions, lease, unclean …: see kind `replicas` of the catalogue. */
  readonly settings: Settings;
  readonly provenance: Provenance;
}

/** How many copies take part: a number or a word with a meaning for any N. */
export type CopyCount = 'one' | 'quorum' | 'all' | number;
export type ReadTarget = 'leader' | 'replica' | 'any' | 'nearest' | CopyCount;

/** Leader election by a lock at a coordinator, by a vote among the replicas, or by a person. */
export interface Election {
  readonly id: Id;
  readonly by: 'lock' | 'consensus' | 'manual' | 'priority';
  /** Component that holds the lock. */
  readonly coordinator?: Reference;
  readonly lease?: Seconds;
  readonly heartbeat?: Seconds;
  readonly timeout?: Seconds;
  /** Whether writes carry a fencing token. */
  readonly fencing?: boolean;
}

export interface Shards {
  readonly id: Id;
  readonly count: number;
  readonly by:
    | { readonly scheme: 'hash' | 'range'; readonly key: readonly string[] }
    | { readonly scheme: 'list'; readonly key: readonly string[]; readonly values: readonly string[] }
    | {
        readonly scheme: 'vertical';
        readonly parts: readonly { readonly name: string; readonly fields: readonly string[] }[];
      };
  /** Who knows where a key lives. */
  readonly routing?: {
    readonly id: Id;
    readonly by: 'client' | 'proxy' | 'coordinator' | 'table' | 'node';
    readonly via?: Reference;
  };
  /** vnodes, assign, skew …: see kind `shards` of the catalogue. */
  readonly settings: Settings;
  readonly provenance: Provenance;
}

export interface WriteAheadLog {
  readonly id: Id;
  readonly mode: 'sync' | 'async' | 'off';
  /** `async every T`: time between flushes. */
  readonly every?: Seconds;
  /** checksum, segment, archive: see kind `wal` of the catalogue. */
  readonly settings: Settings;
  readonly provenance: Provenance;
}

export interface Index {
  readonly id: Id;
  readonly fields: readonly string[];
  readonly scope: 'local' | 'global';
}

/** `autoscale 4..40 target 60% every 1 min`. */
export interface Autoscale {
  readonly id: Id;
  readonly minimum: number;
  readonly maximum: number;
  readonly target?: Ratio;
  /** Time between a decision and serving instances. */
  readonly delay?: Seconds;
}

// ---- what happens ----

export interface Flow {
  readonly id: Id;
  readonly title?: string;
  readonly priority?: number;
  readonly steps: readonly Step[];
}

interface StepBase {
  readonly id: Id;
}

/** Everything after a hop is done by the component of that hop. */
export type Step =
  | PathStep
  | ConsumeStep
  | ReadStep
  | QueryStep
  | WriteStep
  | PublishStep
  | CallStep
  | WorkStep
  | WaitStep
  | LockStep
  | TransactionStep
  | ParallelStep
  | RepeatStep
  | BranchStep
  | DoneStep;

/** `a -> b -> c { … }`: a calls b calls c; the block runs at the last hop. The first hop of a nested path is its caller. */
export interface PathStep extends StepBase {
  readonly kind: 'path';
  readonly hops: readonly Reference[];
  readonly calls: CallPolicy;
  readonly priority?: number;
  readonly steps: readonly Step[];
}

/** `on queue -> x { … }`: each message is handled by x; runs apart from whoever published it. */
export interface ConsumeStep extends StepBase {
  readonly kind: 'consume';
  readonly queue: Reference;
  readonly hops: readonly Reference[];
  readonly calls: CallPolicy;
  readonly priority?: number;
  readonly steps: readonly Step[];
}

/** Fields shared by operations on data. Missing store: the component the step runs at. */
interface OperationBase extends StepBase {
  readonly data: Reference;
  readonly calls: CallPolicy;
  readonly priority?: number;
}

export interface ReadStep extends OperationBase {
  readonly kind: 'read';
  readonly from?: Reference;
  /** Where a miss goes, in order (`from cache else store`). */
  readonly orElse: readonly Reference[];
  readonly at?: ReadTarget;
  /** Field looked up by, when it is not the key. */
  readonly by?: string;
}

export interface QueryStep extends OperationBase {
  readonly kind: 'query';
  readonly from?: Reference;
  readonly shape: 'scan' | 'join' | 'aggregate' | 'traverse' | 'range';
  readonly at?: ReadTarget;
  readonly by?: string;
  /** Items touched; missing: the whole of the data for scans and aggregates. */
  readonly rows?: number;
}

export interface WriteStep extends OperationBase {
  readonly kind: 'write';
  readonly to?: Reference;
  readonly at?: CopyCount;
  readonly ifUnchanged: boolean;
  readonly idempotentBy?: string;
  readonly by?: string;
}

export interface PublishStep extends OperationBase {
  readonly kind: 'publish';
  readonly to: Reference;
  readonly inOutbox: boolean;
  readonly idempotentBy?: string;
}

export interface CallStep extends StepBase {
  readonly kind: 'call';
  readonly to: Reference;
  readonly calls: CallPolicy;
  readonly priority?: number;
  readonly idempotentBy?: string;
}

export interface WorkStep extends StepBase {
  readonly kind: 'work';
  readonly work: Distribution;
}

export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  readonly time: Distribution;
}

/** `lock L { … }`: the lock of coordinator or store L is held for the block (or the rest of the enclosing block). */
export interface LockStep extends StepBase {
  readonly kind: 'lock';
  readonly at: Reference;
  readonly by?: string;
  readonly steps: readonly Step[];
}

export interface TransactionStep extends StepBase {
  readonly kind: 'transaction';
  readonly protocol: 'local' | 'saga' | 'two_phase';
  readonly steps: readonly Step[];
}

/** With `copies`: that many copies of the block run at once. Without: each step of the block is a branch of its own. */
export interface ParallelStep extends StepBase {
  readonly kind: 'parallel';
  readonly copies?: number;
  /** Branches that must finish; missing: all. */
  readonly waitFor?: number;
  readonly steps: readonly Step[];
}

export interface RepeatStep extends StepBase {
  readonly kind: 'repeat';
  /** `repeat 3` exactly; `repeat mean 2.5` geometrically distributed with that mean, at least once. */
  readonly times: { readonly exactly: number } | { readonly mean: number };
  readonly steps: readonly Step[];
}

/** Alternatives with probabilities; what they leave goes to `otherwise` (empty when there is no else). */
export interface BranchStep extends StepBase {
  readonly kind: 'branch';
  readonly alternatives: readonly { readonly id: Id; readonly probability: Ratio; readonly steps: readonly Step[] }[];
  readonly otherwise: readonly Step[];
}

/** The flow ends here for this request. */
export interface DoneStep extends StepBase {
  readonly kind: 'done';
}

// ---- how much of it ----

export interface Workload {
  readonly id: Id;
  readonly title?: string;
  /** Loads, those of the base workload merged in (own parts win). */
  readonly loads: readonly Load[];
  readonly base?: Id;
}

export interface Load {
  readonly id: Id;
  readonly flow: Id;
  /** Open: requests per second on average. */
  readonly rate?: PerSecond;
  /** Open, from people: `by 100M users 40/d`. */
  readonly people?: { readonly count: number; readonly each: PerSecond };
  /** Closed: `by 500 users thinking 2 s`. */
  readonly closed?: { readonly users: number; readonly think: Distribution };
  /** `peak 3x`: how many times the mean the busy hour has; the estimate is of the busy hour. */
  readonly peak?: number;
  readonly spikes?: { readonly id: Id; readonly factor: number; readonly duration: Seconds; readonly every?: Seconds };
  readonly shape?: 'flat' | 'daily' | 'weekly';
  /** Requests arriving together. */
  readonly bursts?: number;
  readonly arrivals?: 'poisson' | 'paced';
}

// ---- what must hold ----

export type Measure =
  | 'mean'
  | 'p50'
  | 'p90'
  | 'p95'
  | 'p99'
  | 'p999'
  | 'rate'
  | 'max_rate'
  | 'availability'
  | 'utilization'
  | 'queue'
  | 'backlog'
  | 'drain'
  | 'lag'
  | 'rpo'
  | 'rto'
  | 'recovery'
  | 'stale'
  | 'lost'
  | 'duplicated'
  | 'reordered'
  | 'hit_ratio'
  | 'storage'
  | 'cost';

export interface Expectation {
  readonly id: Id;
  readonly measure: Measure;
  /** What is measured; `*` is everything the measure exists for; empty: the whole design (cost, storage). */
  readonly of: readonly (Reference | { readonly id: Id; readonly to: '*' })[];
  readonly comparison: '<' | '<=' | '>' | '>=' | '==';
  readonly bound: Quantity;
  /** Workload it is under; missing: every workload. */
  readonly under?: Id;
}

// ---- what if ----

export interface Scenario {
  readonly id: Id;
  readonly title: string;
  /** Workload; missing: the first. */
  readonly workload?: Id;
  readonly duration: Seconds;
  readonly warmup?: Seconds;
  readonly seed?: number;
  readonly faults: readonly Fault[];
  readonly expectations: readonly Expectation[];
}

/** A target of a fault: a whole component, or a part (`accounts.leader`, `accounts.replica 2`, `messages.shard 3`). */
export interface Target {
  readonly id: Id;
  /** Component, region or zone. */
  readonly to: Id;
  readonly part?: 'leader' | 'replica' | 'shard' | 'instance';
  readonly number?: number;
}

interface FaultBase {
  readonly id: Id;
  readonly at: Seconds;
  /** Missing: until the end. */
  readonly duration?: Seconds;
}

export type Fault = FaultBase &
  (
    | { readonly kind: 'crash' | 'restart' | 'flush' | 'pause'; readonly target: Target }
    | { readonly kind: 'slow'; readonly target: Target; readonly factor: number }
    | { readonly kind: 'fail'; readonly target: Target; readonly share: Ratio }
    | { readonly kind: 'skew_clock'; readonly target: Target; readonly by: Seconds }
    | { readonly kind: 'lose'; readonly target: Target }
    | { readonly kind: 'partition'; readonly between: readonly [Target, Target] }
    | { readonly kind: 'drop'; readonly between: readonly [Target, Target]; readonly share: Ratio }
    | { readonly kind: 'surge'; readonly factor: number; readonly flow?: Id }
  );

// ---- pictures ----

export interface Diagram {
  readonly id: Id;
  readonly title: string;
  /** Components, groups, regions or flows to show; empty: all. */
  readonly show: readonly Reference[];
  readonly hide: readonly Reference[];
  /** Groups or regions drawn as one closed box. */
  readonly collapse: readonly Reference[];
  readonly direction?: 'right' | 'down';
  /** Workload whose load colours the picture. */
  readonly workload?: Id;
}
