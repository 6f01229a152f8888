import type { Frame } from '../model/frame.js';
import type { Batches, Tally } from '../statistics/batches.js';
import { Histogram } from '../statistics/histogram.js';

/** The last versions of one key: the newest, when it came, and the one before the refresh that will show it. */
interface Shown {
  newest: number;
  since: number;
  before: number;
}

/**
 * `refresh T`, of views, indexes and warehouses: every T what has changed at the source becomes visible, until then reads see what
 * was there before. Refreshes are at fixed times, which need no events; only keys whose versions somebody follows are kept.
 */
export class Refreshed {
  /** Reads, and the seconds since the refresh that they saw. */
  readonly reads: Tally;
  readonly ageSum: Tally;
  readonly ages: Histogram;
  private readonly shown = new Map<number, Shown>();

  constructor(
    private readonly period: number,
    /** Seconds of the first refresh. */
    private readonly phase: number,
    batches: Batches,
  ) {
    this.reads = batches.tally();
    this.ageSum = batches.tally();
    this.ages = new Histogram(batches, this.reads);
  }

  /** Refreshes up to some time. */
  private round(time: number): number {
    return Math.floor((time - this.phase) / this.period);
  }

  /** The source has a new version of a key. */
  changed({ key, version }: Frame, now: number): void {
    if (key < 0 || version === 0) return;
    const known = this.shown.get(key);
    if (known === undefined) {
      this.shown.set(key, { newest: version, since: now, before: 0 });
      return;
    }
    if (this.round(now) > this.round(known.since)) known.before = known.newest;
    known.newest = version;
    known.since = now;
  }

  /** Somebody reads here: notes how old what it sees is, and which version that is. */
  read(frame: Frame, now: number): void {
    const age = now - this.phase - this.round(now) * this.period;
    this.reads.total++;
    this.ageSum.total += age;
    this.ages.record(age);
    const known = this.shown.get(frame.key);
    if (known !== undefined) frame.version = this.round(now) > this.round(known.since) ? known.newest : known.before;
  }
}
