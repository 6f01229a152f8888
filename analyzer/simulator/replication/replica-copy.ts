import type { Unit } from '../model/units.js';
import type { ReplicaGroup } from './replica-group.js';
import type { ShardLog } from './shard-log.js';

/** One copy of one shard: how far it is in the log it follows or leads, and what its readers see. */
export class ReplicaCopy {
  /** Log it is in; its own while it leads. */
  log: ShardLog;
  /** Whether it takes itself for the leader, and has applied what it had received when it was elected. */
  leads = false;
  isOpen = true;
  /** Stopped by a crash; standing still. */
  isDown = false;
  isPaused = false;

  // Positions: sent to it, received, at work, applied, safe from a crash, acknowledged to the leader.
  sent = 0;
  received = 0;
  started = 0;
  applied = 0;
  flushed = 0;
  acked = 0;
  /** Where the log ended when it fell behind: it has caught up when it has acknowledged that. */
  target = 0;
  /** Changes whenever what is under way to it, at it or from it is void. */
  life = 0;
  /** Entries at its appliers; entries that were finished before one ahead of them. */
  applying = 0;
  readonly ahead = new Set<number>();
  /** Messages arrive in the order they were sent in. */
  lastArrival = 0;
  /** When its leader crashed: messages sent until then do not arrive. */
  deafUntil = -1;
  /** Interval of `wal async every T` that the last entry came in. */
  interval = 0;
  /** Where in an interval it flushes, in [0, 1). */
  phase = 0;
  /** Whether no follower of its shard is farther away from the first leader. */
  isFarthest = false;
  /** Of a synchronous group: whether writes wait for it. */
  isInSync = true;

  // Elections.
  lastHeard = 0;
  /** When the leader was elected after whom it stood for election last. */
  stoodSince = -1;
  /** When its own lease ends, once somebody else leads. */
  leaseSeen = 0;
  term = 1;
  /** Term it has voted in last, its votes as a candidate, and what its election timer must carry to be meant. */
  votedIn = 1;
  votes = 0;
  isCandidate = false;
  timer = 0;
  isTimed = false;

  /** Newest version of each followed key that readers see here. */
  readonly visible = new Map<number, number>();

  constructor(
    readonly unit: Unit,
    /** 0 for the first leader of the shard, from 1 for its followers. */
    readonly number: number,
    readonly group: ReplicaGroup,
    log: ShardLog | undefined,
  ) {
    this.log = log as ShardLog;
  }

  /** Whether it does anything at all. */
  get isRunning(): boolean {
    return !this.isDown && !this.isPaused && !this.unit.isDown;
  }

  /** Seconds that its clock is ahead. */
  get clock(): number {
    return this.unit.clock;
  }

  /** Everything under way to it, at it or from it is void; it stands at this position. */
  reset(position: number): void {
    this.life++;
    this.sent = position;
    this.received = position;
    this.applied = Math.min(this.applied, position);
    this.started = this.applied;
    this.flushed = Math.min(this.flushed, position);
    this.acked = Math.min(this.acked, position);
    this.applying = 0;
    this.ahead.clear();
  }

  see(key: number, version: number): void {
    if ((this.visible.get(key) ?? 0) < version) this.visible.set(key, version);
  }
}
