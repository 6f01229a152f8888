import type { Configuration } from '../../estimate/network/configuration.js';
import type { NetworkPool } from '../../estimate/network/network.js';
import type { PoolShape } from '../../estimate/network/pool.js';
import type { Scaling } from '../behaviours/autoscaling.js';
import type { SharedService } from '../behaviours/processor-sharing.js';
import type { Pipe } from '../behaviours/transfers.js';
import type { PoolStatistics } from '../statistics/pool-statistics.js';
import { FrameQueue } from './frame.js';

/** What happens to whom there is no room for. */
export type WhenFull = 'reject' | 'drop_oldest' | 'block';

/** One machine of a component (with `policy shared`, all of them at once): its servers and who waits for them. */
export class Unit {
  /** Servers at work, or held up by a full component downstream. */
  busy = 0;
  held = 0;
  /** Requests inside, and those on their way to it besides. */
  inside = 0;
  assigned = 0;
  threads: number;
  /** Whether it stands still: broken, paused, or crashed. */
  isDown = false;
  /** `down`: its process is gone, whoever asks hears it at once; `gone`: its whole place is, and nobody answers. */
  state: 'up' | 'down' | 'gone' = 'up';
  /** Times that work takes longer; probability that an attempt errs after it; seconds that its clock is ahead. */
  slowness = 1;
  failing = 0;
  clock = 0;
  /** Whether the requests at its servers are kept in a list, so that they can be stopped. */
  isWatched = false;
  /** Waiting for a server, a thread, or to be let in. */
  readonly queue = new FrameQueue();
  readonly threadQueue = new FrameQueue();
  readonly doorQueue = new FrameQueue();
  /** At the servers; kept only where units can break. */
  readonly serving = new FrameQueue();
  /** Waiting for a connection; how many more it accepts. */
  readonly connectionQueue = new FrameQueue();
  connections = Infinity;
  sharing: SharedService | undefined = undefined;
  /** What its bytes pass through; missing: no bandwidth is known. */
  sends: Pipe | undefined = undefined;
  receives: Pipe | undefined = undefined;
  disk: Pipe | undefined = undefined;
  /** Seconds of service begun since the warm-up. */
  worked = 0;

  constructor(
    readonly pool: Pool,
    /** Position in all units of the run: what events carry. */
    readonly index: number,
    /** Position in its pool. */
    readonly position: number,
    readonly spot: number,
    public servers: number,
    public limit: number,
    public mostThreads: number,
    /** Machines behind its one queue. */
    public machines: number,
  ) {
    this.threads = mostThreads;
  }
}

/** Units among which a sender chooses. */
export class Group {
  turn = 0;
  constructor(readonly units: readonly Unit[]) {}
}

/** The units of a component in one role. */
export class Pool {
  readonly units: Unit[] = [];
  all = new Group([]);
  /** Of instances that come and go; `units` has all that ever were, `all` those that serve. */
  scaling: Scaling | undefined = undefined;
  /** Index is the region. */
  readonly regions: (Group | undefined)[] = [];

  constructor(
    readonly of: NetworkPool,
    readonly configuration: Configuration,
    readonly shape: PoolShape,
    readonly statistics: PoolStatistics,
    /** Seconds until somebody who waits gives up; missing: never. */
    readonly patience: (() => number) | undefined,
    readonly choose: () => number,
    readonly whenFull: WhenFull,
  ) {}

  get component(): string {
    return this.of.component;
  }
}
