import { FAILED, type Frame } from '../model/frame.js';
import type { World } from '../world.js';
import type { FollowedRequest } from './playback.js';

/** Sessions all of whose requests are followed for a while: those of a counterexample. */
export interface Follow {
  readonly sessions: readonly number[];
  readonly from: number;
  readonly until: number;
}

/** Requests that are followed at most where nothing else is said, and in each second. */
export const REQUESTS = 500;
const PER_SECOND = 20;

/** How many are wanted. */
export interface Wanted {
  readonly requests?: number;
  readonly requestsPerSecond?: number;
  readonly follow?: Follow;
}

/** One that is followed, and the frame that it began with. */
interface Known {
  request: FollowedRequest;
  readonly root: Frame;
}

/**
 * Which requests of a run are followed: of every flow the first one of each of many equal windows, so that rare flows are seen, too,
 * and the end of a run no less than its beginning. No chance is involved, so that recording shifts no random numbers.
 */
export class FollowedRequests {
  readonly all: FollowedRequest[] = [];
  private readonly bySession = new Map<number, Known>();
  private readonly sessions: ReadonlySet<number>;
  /** Window that a flow last had a followed request in. */
  private readonly windows: Float64Array;
  private readonly window: number;
  private readonly changed = new Set<number>();
  private readonly follow: Follow | undefined;
  /** Chosen so far, those asked for left out, and at most. */
  private chosen = 0;
  private readonly most: number;

  constructor(
    private readonly world: World,
    end: number,
    { requests = REQUESTS, requestsPerSecond = PER_SECOND, follow }: Wanted,
    /** Whether there is room for the messages of one more. */
    private readonly hasRoom: () => boolean,
  ) {
    this.follow = follow;
    this.most = requests;
    const flows = world.flowIds.length;
    this.windows = new Float64Array(flows).fill(-1);
    this.window = flows * Math.max(1 / requestsPerSecond, end / requests);
    this.sessions = new Set(follow?.sessions);
    const ended = world.workload.ended.bind(world.workload);
    world.workload.ended = (frame, outcome) => {
      const known = this.bySession.get(frame.session);
      if (known !== undefined && known.root === frame && known.request.starts === frame.startedAt)
        this.ended(known, outcome === FAILED ? 'failed' : 'ok');
      ended(frame, outcome);
    };
  }

  /** Number of the request that a frame belongs to, -1 where that is not followed; one may begin to be. */
  numberOf(frame: Frame): number {
    const known = this.bySession.get(frame.session);
    if (known === undefined && !this.mayBegin(frame)) return -1;
    const root = rootOf(frame);
    if (root === undefined || root.role !== 'flow') return known?.request.number ?? -1;
    if (known !== undefined && known.root === root && known.request.starts === root.startedAt)
      return known.request.number;
    return this.begin(root);
  }

  /** Requests that have begun or ended since the last time. */
  taken(): readonly FollowedRequest[] {
    const taken = [...this.changed].sort((a, b) => a - b).flatMap((number) => this.all[number] ?? []);
    this.changed.clear();
    return taken;
  }

  private mayBegin({ flow, session }: Frame): boolean {
    const window = Math.floor(this.world.kernel.now / this.window);
    return window > (this.windows[flow] ?? Infinity) || this.sessions.has(session);
  }

  private begin(root: Frame): number {
    const { flow, session, startedAt, isMeasured } = root;
    const { follow } = this;
    const window = Math.floor(startedAt / this.window);
    const isAsked =
      follow !== undefined && this.sessions.has(session) && startedAt >= follow.from && startedAt <= follow.until;
    if (!isMeasured && !isAsked) return -1;
    if (window > (this.windows[flow] ?? Infinity) && this.chosen < this.most && this.hasRoom()) {
      this.windows[flow] = window;
      this.chosen++;
    } else if (!isAsked) return -1;
    const number = this.all.length;
    const request = { number, flow: this.world.flowIds[flow] ?? '', session, starts: startedAt };
    this.all.push(request);
    this.changed.add(number);
    this.bySession.set(session, { request, root });
    return number;
  }

  private ended(known: Known, outcome: 'ok' | 'failed'): void {
    const { number } = known.request;
    known.request = { ...known.request, ends: this.world.kernel.now, outcome };
    this.all[number] = known.request;
    this.changed.add(number);
  }
}

/** What a frame is a part of; `undefined` where somebody on the way up does not wait for it any more. */
function rootOf(frame: Frame): Frame | undefined {
  let at = frame;
  while (at.parent !== undefined) {
    if (at.parent.ticket !== at.parentTicket) return undefined;
    at = at.parent;
  }
  return at;
}
