/**
 * Flows as the simulator follows them: the plan of the estimate with every step knowing the one after it, all settings read and
 * all draws prepared.
 */
import type { Id } from '../../design/design.js';
import type { CallNode } from '../../estimate/network/plan.js';
import type { Breaker } from '../behaviours/breaker.js';
import type { CacheUse } from '../behaviours/cache.js';
import type { ConnectionPool } from '../behaviours/connections.js';
import type { HedgeDelay } from '../behaviours/hedge.js';
import type { Lock } from '../behaviours/lock.js';
import type { MessageQueue } from '../behaviours/message-queue.js';
import type { Recorded } from '../behaviours/recorder.js';
import type { RetryBudget } from '../behaviours/retry-budget.js';
import type { Pool } from './units.js';

export type Op = CallOp | WorkOp | WaitOp | FallbackOp | ParallelOp | RepeatOp | BranchOp | LockOp | DoneOp;

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
  /** Operations on other copies. */
  readonly copies: Copies | undefined;
  /** Time of a flush that the answer waits for. */
  readonly flush: (() => number) | undefined;
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
  /** Stated delays there and back instead of network and work. */
  readonly delays: (() => number) | undefined;
}

export interface CallOp extends OpBase {
  readonly kind: 'call';
  readonly node: CallNode;
  readonly target: Id;
  readonly demand: Demand;
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

export interface FallbackOp extends OpBase {
  readonly kind: 'fallback';
  readonly reads: readonly CallOp[];
  readonly recorded: Recorded | undefined;
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
  /** Missing: a lock per key, which so many keys are spread over that nobody meets. */
  readonly lock: Lock | undefined;
  readonly body: Op | undefined;
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
