import type { Batches, Tally } from '../statistics/batches.js';
import { Histogram } from '../statistics/histogram.js';
import type { Timeline } from '../statistics/timeline.js';

/** What is measured of the copies of one component. */
export class ReplicationStatistics {
  /** Entries applied at the farthest followers, and how late. */
  readonly applied: Tally;
  readonly lagSum: Tally;
  readonly lag: Histogram;
  /** Area under the lag of the copy that is furthest behind; most seconds and entries it was behind. */
  readonly lagArea: Tally;
  lagPeak = 0;
  entriesPeak = 0;
  /** Writes acknowledged, and the seconds they took at the store. */
  readonly committed: Tally;
  readonly commitSum: Tally;
  readonly commit: Histogram;
  /** Longest time without anybody who takes writes, age of the oldest acknowledged write lost; over the whole run. */
  recovery: number | undefined = undefined;
  rpo: number | undefined = undefined;
  /** Elections that found a leader, and the time without one before them. */
  elections = 0;
  downtime = 0;
  private since = 0;

  /** Without a timeline there is no lag to follow: the store has one copy. */
  constructor(batches: Batches, timeline: Timeline | undefined) {
    this.applied = batches.tally();
    this.lagSum = batches.tally();
    this.lag = new Histogram(batches, this.applied);
    this.lagArea = batches.tally();
    this.committed = batches.tally();
    this.commitSum = batches.tally();
    this.commit = new Histogram(batches, this.committed);
    timeline?.follow(this.lagArea);
  }

  applies(lag: number): void {
    this.applied.total++;
    this.lagSum.total += lag;
    this.lag.record(lag);
  }

  commits(seconds: number): void {
    this.committed.total++;
    this.commitSum.total += seconds;
    this.commit.record(seconds);
  }

  /** The copy furthest behind is so many seconds and entries behind, and has been about so since the last time. */
  isBehind(now: number, seconds: number, entries: number): void {
    this.lagArea.total += seconds * (now - this.since);
    this.since = now;
    if (seconds > this.lagPeak) this.lagPeak = seconds;
    if (entries > this.entriesPeak) this.entriesPeak = entries;
  }

  /** A copy leads after so long without a leader. */
  isLed(after: number): void {
    this.elections++;
    this.downtime += after;
  }

  isAway(seconds: number): void {
    this.recovery = Math.max(this.recovery ?? 0, seconds);
  }

  /** A fail-over lost what was acknowledged in so many seconds before it, perhaps none. */
  loses(seconds: number): void {
    this.rpo = Math.max(this.rpo ?? 0, seconds);
  }
}
