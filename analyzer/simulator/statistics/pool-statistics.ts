import type { Batches, Tally } from './batches.js';
import { Histogram } from './histogram.js';
import type { Timeline } from './timeline.js';

/** What is counted at the units of one component in one role. */
export class PoolStatistics {
  readonly arrivals: Tally;
  /** Requests answered, and visits of servers ended: a request to a store visits several copies. */
  readonly done: Tally;
  readonly served: Tally;
  readonly rejected: Tally;
  readonly abandoned: Tally;
  /** Visits that reached a server, and the seconds they waited, were served, and took altogether. */
  readonly begun: Tally;
  readonly waited: Tally;
  readonly worked: Tally;
  readonly stayed: Tally;
  readonly response: Histogram;
  /** Areas under the numbers waiting, at servers, holding a server without working, and of threads held. */
  readonly waitingArea: Tally;
  readonly busyArea: Tally;
  readonly heldArea: Tally;
  readonly threadArea: Tally;
  waiting = 0;
  busy = 0;
  held = 0;
  threads = 0;
  private since = 0;

  constructor(batches: Batches, timeline: Timeline) {
    const tally = () => batches.tally();
    this.arrivals = tally();
    this.done = tally();
    this.served = tally();
    this.rejected = tally();
    this.abandoned = tally();
    this.begun = tally();
    this.waited = tally();
    this.worked = tally();
    this.stayed = tally();
    this.waitingArea = tally();
    this.busyArea = tally();
    this.heldArea = tally();
    this.threadArea = tally();
    this.response = new Histogram(batches, this.served);
    for (const one of [this.arrivals, this.busyArea, this.waitingArea]) timeline.follow(one);
  }

  /** Busy area until then, without bringing anything up to date. */
  busyAreaAt(now: number): number {
    return this.busyArea.total + this.busy * (now - this.since);
  }

  /** Brings the areas up to date; before every change of a number they are under. */
  settle(now: number): void {
    const passed = now - this.since;
    if (passed <= 0) return;
    this.waitingArea.total += this.waiting * passed;
    this.busyArea.total += this.busy * passed;
    if (this.held > 0) this.heldArea.total += this.held * passed;
    if (this.threads > 0) this.threadArea.total += this.threads * passed;
    this.since = now;
  }
}
