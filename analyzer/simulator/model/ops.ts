/**
 * Flows as the simulator follows them: the plan of the estimate with every step knowing the one after it, all settings read and
 * all draws prepared.
 */
import type { Id } from '../../design/design.js';
import type { CallNode } from '../../estimate/network/plan.js';
import type { Breaker } from '../behaviours/breaker.js';
import type { Cache, CacheUse } from '../behaviours/cache.js';
import type { ConnectionPool } from '../behaviours/connections.js';
import type { Checked } from '../behaviours/health-checks.js';
import type { HedgeDelay } from '../behaviours/hedge.js';
import type { KeyLocks, Versions } from '../behaviours/key-locks.js';
import type { KeyDraw } from '../behaviours/keys.js';
import type { Lock } from '../behaviours/lock.js';
import type { MessageQueue } from '../behaviours/message-queue.js';
import type { Outage } from '../behaviours/outages.js';
import type { Recorded } from '../behaviours/recorder.js';
import type { Refreshed } from '../behaviours/refreshed.js';
import type { RetryBudget } from '../behaviours/retry-budget.js';
import type { CopyContents } from '../replication/contents.js';
import type { ReplicaSet } from '../replication/replica-set.js';
import type { Pool } from './units.js';

export type Op =
  | CallOp
  | WorkOp
  | WaitOp
  | FallbackOp
  | ParallelOp
  | RepeatOp
  | BranchOp
  | LockOp
  | TransactionOp
  | AcquireOp
  | SagaOp
  | DoneOp;

interface OpBase {
  /** What is done afterwards in the same block. */
  next: Op | undefined;
}

/** What an operation asks of its target. */
export interface Demand {
  /** Pool whose unit answers; missing when the target does no work of its own (a mere hop, people). */
  readonly pool: Pool | undefined;
  /** Seconds of work of one visit. */
  readonly work: () => number;
  /** Pool of the followers that answer reads instead, with the share of reads that the leader answers. */
  readonly followers: Pool | undefined;
  readonly leaderShare: number;
  /** Copies that each take writes. */
  readonly peers: CopyContents | undefined;
  /** Operations on other copies. */
  readonly copies: Copies | undefined;
  /** Time of a flush that the answer waits for. */
  readonly flush: (() => number) | undefined;
  /** Other shards that it visits. */
  readonly scatter?: Scatter | undefined;
}

/** Visits of shards besides that of the key. */
export interface Scatter {
  readonly shards: number;
  /** Of `all`: copies of each shard; of `before`: entries, each on a shard by chance. */
  readonly each: number;
  /** Whether they are the operation, its own shard included, or come before it. */
  readonly mode: 'all' | 'before';
  readonly choose: () => number;
}

/** Operations on other copies that go with one on a store. */
export interface Copies {
  /** Pool of the copies; work of one visit. */
  readonly pool: Pool;
  readonly work: () => number;
  /** Copies asked, besides whoever asks them. */
  readonly count: number;
  /** Answers that are waited for. */
  readonly needed: number;
  /** Whether they are asked at once (a quorum) or after the leader's own work. */
  readonly isQuorum: boolean;
  /** Stated delays there and back instead of those of the network, and whether they include the work. */
  readonly there: (() => number) | undefined;
  readonly back: (() => number) | undefined;
  readonly isWorkStated: boolean;
  /** What the copies hold, where they are all alike or each takes writes. */
  readonly contents: CopyContents | undefined;
}

/** How a key is found: by the data it is of, unless one of these things (bits, see `BITS`) was done to its item before. */
export interface Keyed {
  /** Draws a new one; missing: it is known, or nobody knows how many there are. */
  readonly keys: KeyDraw | undefined;
  /** Position of the data in the design. */
  readonly data: number;
  readonly uses: number;
}

export interface CallOp extends OpBase, Keyed {
  readonly kind: 'call';
  readonly node: CallNode;
  readonly target: Id;
  readonly demand: Demand;
  /** Copies of a store that one of them leads. */
  readonly replicas: ReplicaSet | undefined;
  /** Whether it has to reach the leader, and the number of its data item, -1 for none. */
  readonly isToLeader: boolean;
  readonly dataIndex: number;
  /** Whether requests cross the network, and start from people. */
  readonly isRemote: boolean;
  readonly isPlaced: boolean;
  /** Seconds from a person to the edge. */
  readonly access: (() => number) | undefined;
  /** Region that answers, by the region that asks; index and value are of `Places`, -1 for nowhere. */
  readonly arrival: (region: number) => number;
  readonly priority: number;
  /** First step of the callee. */
  readonly body: Op | undefined;
  /** Whether nobody waits for it. */
  readonly isDetached: boolean;
  /** Whether nobody answers it: its caller goes on when it is sent. */
  readonly isUnanswered: boolean;
  /** Of a write to a cache that keeps writes back: what it does with them later. Of that: the cache. */
  readonly back: CallOp | undefined;
  readonly backFrom: Cache | undefined;
  /** Probability that it errs after being served. */
  readonly fails: number;
  readonly failing: () => number;
  /** Whether the callee throws work away whose caller has given up. */
  readonly skipsExpired: boolean;
  /** Threads that requests hold while they are inside, by unit of the pool. */
  readonly needsThread: boolean;

  // The caller's side.
  readonly timeout: number;
  /** Timer line of the kernel. */
  readonly timeoutLine: number;
  readonly mostRetries: number;
  readonly backoff: number;
  readonly jitter: (() => number) | undefined;
  readonly budget: RetryBudget | undefined;
  readonly breaker: Breaker | undefined;
  readonly hedge: HedgeDelay | undefined;
  readonly connections: ConnectionPool | undefined;
  /** What the caller knows of the health of the instances; missing: it does not check. */
  readonly checked: Checked | undefined;
  /** The fallback it is a read of, and where among them. */
  fallback: FallbackOp | undefined;
  position: number;
  /** Cache that it looks up, queue that it appends to, caches that its write changes. */
  readonly cache: CacheUse | undefined;
  readonly queue: MessageQueue | undefined;
  readonly changes: readonly CacheUse[];
  /** What the history follows; missing for calls, and for data that nobody declares. */
  readonly recorded: Recorded | undefined;
  /** Whether doing it again does something else than doing it once. */
  readonly isEffect: boolean;
  /** Slot of its caller that has its key, -1 for none, and whether it draws that key anew. */
  readonly slot: number;
  readonly drawsKey: boolean;
  readonly isWrite: boolean;
  /** Versions of what it reads or writes, where somebody compares them; whether it is refused when they have changed. */
  readonly versions: Versions | undefined;
  readonly isCompared: boolean;
  readonly isInTransaction: boolean;
  /** Size of the item that it reads, writes or publishes; 0 where it does not travel. */
  readonly bytes: number;
  /** Whether it takes up a connection that the target accepts. */
  readonly connects: boolean;
  /** When the target, or too much of it, is down. */
  readonly outage: Outage | undefined;
  /** What shows it an older state than the newest; what its write changes at their next refresh. */
  readonly refreshed: Refreshed | undefined;
  readonly feeds: readonly Refreshed[];
  /** Work of the write that fills the cache after a miss. */
  readonly fill: (() => number) | undefined;
  /** Whether the server stays occupied until the first call of the body is let in. */
  holdsServer: boolean;
}

export interface WorkOp extends OpBase {
  readonly kind: 'work';
  readonly pool: Pool;
  readonly work: () => number;
  readonly priority: number;
}

export interface WaitOp extends OpBase {
  readonly kind: 'wait';
  readonly time: () => number;
}

export interface FallbackOp extends OpBase, Keyed {
  readonly kind: 'fallback';
  readonly reads: readonly CallOp[];
  readonly recorded: Recorded | undefined;
  /** As of a call. */
  readonly slot: number;
  readonly drawsKey: boolean;
}

export interface ParallelOp extends OpBase {
  readonly kind: 'parallel';
  readonly branches: readonly (Op | undefined)[];
  readonly copies: number;
  readonly waitFor: number;
}

export interface RepeatOp extends OpBase {
  readonly kind: 'repeat';
  readonly body: Op;
  /** How often, drawn anew each time. */
  readonly times: () => number;
}

export interface BranchOp extends OpBase {
  readonly kind: 'branch';
  readonly uniform: () => number;
  /** Running sums of the probabilities, and where each leads: its steps and then what follows the branch. */
  readonly limits: readonly number[];
  readonly targets: readonly (Op | undefined)[];
}

export interface LockOp extends OpBase {
  readonly kind: 'lock';
  /** One lock for everybody, or one per key; neither: nobody knows how many keys there are, and nobody meets. */
  readonly lock: Lock | undefined;
  readonly keyed: (LockedKey & Keyed) | undefined;
  readonly body: Op | undefined;
}

/** A key, by the slot it is remembered in, and the table of its lock. */
export interface LockedKey {
  readonly slot: number;
  readonly locks: KeyLocks;
  readonly isShared: boolean;
}

export interface TransactionOp extends OpBase {
  readonly kind: 'transaction';
  readonly items: readonly (Keyed & {
    readonly slot: number;
    readonly versions: Versions | undefined;
    /** Whether the transaction fails when somebody else has changed it meanwhile. */
    readonly isChecked: boolean;
    readonly isWritten: boolean;
  })[];
  readonly body: Op | undefined;
}

/** Locks that a transaction takes before it goes on. */
export interface AcquireOp extends OpBase {
  readonly kind: 'acquire';
  readonly locks: readonly LockedKey[];
  /** Whether it comes before a write: then it marks the transaction as one that writes. */
  readonly isForWrites: boolean;
}

export interface SagaOp extends OpBase {
  readonly kind: 'saga';
  readonly parts: readonly (Op | undefined)[];
  /** What undoes each of them. */
  readonly undo: readonly (Op | undefined)[];
}

export interface DoneOp extends OpBase {
  readonly kind: 'done';
}

/** A flow's own start, or a queue that hands messages to a consumer. */
export interface Source {
  readonly flow: number;
  /** Whether the figures of the flow are those of its requests: one source of each flow is. */
  readonly isMeasured: boolean;
  readonly first: Op | undefined;
  /** Places requests start at, with running sums of their shares. */
  readonly spots: readonly number[];
  readonly limits: readonly number[];
}
