import type { Batches, Tally } from './batches.js';
import { Histogram } from './histogram.js';
import type { Timeline } from './timeline.js';

/** What is counted of one flow. */
export class FlowStatistics {
  readonly started: Tally;
  readonly completed: Tally;
  readonly failed: Tally;
  readonly ended: Tally;
  readonly latencySum: Tally;
  readonly latency: Histogram;
  readonly timedOut: Tally;
  readonly rejected: Tally;
  readonly abandoned: Tally;
  readonly retried: Tally;
  readonly hedged: Tally;
  readonly shortCircuited: Tally;
  readonly conflicts: Tally;
  readonly compensated: Tally;
  readonly area: Tally;
  /** On their way now. */
  underway = 0;
  private since = 0;

  constructor(batches: Batches, timeline: Timeline) {
    const tally = () => batches.tally();
    this.started = tally();
    this.completed = tally();
    this.failed = tally();
    this.ended = tally();
    this.latencySum = tally();
    this.timedOut = tally();
    this.rejected = tally();
    this.abandoned = tally();
    this.retried = tally();
    this.hedged = tally();
    this.shortCircuited = tally();
    this.conflicts = tally();
    this.compensated = tally();
    this.area = tally();
    this.latency = new Histogram(batches, this.completed);
    for (const one of [this.completed, this.failed, this.latencySum]) timeline.follow(one);
  }

  start(now: number): void {
    this.settle(now);
    this.underway++;
    this.started.total++;
  }

  end(now: number, succeeded: boolean, latency: number): void {
    this.settle(now);
    this.underway--;
    this.ended.total++;
    if (succeeded) {
      this.completed.total++;
      this.latencySum.total += latency;
      this.latency.record(latency);
    } else this.failed.total++;
  }

  settle(now: number): void {
    const passed = now - this.since;
    if (passed > 0) this.area.total += this.underway * passed;
    this.since = now;
  }
}
