import { studentQuantile } from './student.js';

/** A figure and how sure it is: with the chosen confidence the true value is within `halfWidth` of `value`. */
export interface Interval {
  readonly value: number;
  /** `Infinity` when there are too few batches to tell. */
  readonly halfWidth: number;
}

/** Batches kept at most; when there are so many, neighbours are joined two by two. */
export const MOST_BATCHES = 40;
/** Batches below which no interval is given. */
export const FEWEST_BATCHES = 5;

/** Something that grows: a count, a sum of durations, an area under a curve. */
export class Tally {
  /** Since the start of the run. */
  total = 0;
  /** Total at the beginning of the batch that is open. */
  before = 0;
  readonly batches = new Float64Array(MOST_BATCHES);
}

/** Something with a part per batch, kept in step with the tallies. */
export interface Batched {
  /** Forgets everything measured so far. */
  restart(): void;
  /** The open batch becomes number `index`. */
  close(index: number): void;
  /** Batches 2i and 2i+1 become batch i, for all i below `count`. */
  join(count: number): void;
}

/**
 * The run after its warm-up, cut into 20 to 40 batches of equal simulated time, in memory that does not depend on its length.
 *
 * A figure is a ratio of two tallies: waiting time per request, busy time per second. Its variance comes from the residuals of
 * the batches (ratio estimator), widened where neighbouring batches are still correlated: with first-order correlation r > 0
 * the variance of a mean of an autoregressive series is (1 + r)/(1 − r) times that of independent values.
 * Source: Law and Kelton, Simulation Modeling and Analysis, §9.5.3; Schmeiser, Operations Research 30 (1982): 10 to 30
 * batches.
 *
 * A run that is broken on purpose has no steady state: what a fault changes is what was asked about, not chance. There the variance
 * comes from the differences between neighbouring batches, which a change of level enters once, not in every batch. Source: von
 * Neumann, Kent, Bellinson and Hart, The mean square successive difference, Annals of Mathematical Statistics 12 (1941).
 */
export class Batches {
  count = 0;
  private readonly tallies: Tally[] = [];
  private readonly others: Batched[] = [];
  /** Seconds. */
  readonly elapsed = this.tally();

  constructor(
    /** Seconds of a batch; doubles whenever batches are joined. */
    public length: number,
    private readonly confidence: number,
    /** Whether something changes the system on purpose meanwhile. */
    private readonly isDisturbed = false,
  ) {}

  /** A new tally that is cut into batches. */
  tally(): Tally {
    const tally = new Tally();
    this.tallies.push(tally);
    return tally;
  }

  follow(one: Batched): void {
    this.others.push(one);
  }

  /** The warm-up is over: measuring begins. */
  restart(): void {
    this.count = 0;
    for (const tally of this.tallies) tally.before = tally.total;
    for (const one of this.others) one.restart();
  }

  /** Ends the open batch. */
  close(): void {
    for (const tally of this.tallies) {
      tally.batches[this.count] = tally.total - tally.before;
      tally.before = tally.total;
    }
    for (const one of this.others) one.close(this.count);
    this.count++;
    if (this.count === MOST_BATCHES) this.join();
  }

  /** Measured so far, the open batch included. */
  measured(tally: Tally): number {
    let sum = tally.total - tally.before;
    for (let i = 0; i < this.count; i++) sum += tally.batches[i] ?? 0;
    return sum;
  }

  /** `over` per `under`, both taken over the measured time; `undefined` when nothing is under the bar. */
  ratio(over: Tally, under: Tally): Interval | undefined {
    const bottom = this.measured(under);
    if (!(bottom > 0)) return undefined;
    const value = this.measured(over) / bottom;
    return { value, halfWidth: this.halfWidth(over.batches, under.batches, value) };
  }

  /** Half-width of the interval around a ratio of two series of batches. */
  halfWidth(over: ArrayLike<number>, under: ArrayLike<number>, value: number): number {
    const n = this.count;
    if (n < FEWEST_BATCHES) return Infinity;
    const residual = (i: number) => (over[i] ?? 0) - value * (under[i] ?? 0);
    let [square, product, bottom, last, change] = [0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const of = residual(i);
      square += of * of;
      if (i > 0) {
        product += of * last;
        change += (of - last) ** 2;
      }
      bottom += under[i] ?? 0;
      last = of;
    }
    if (!(bottom > 0)) return Infinity;
    if (square === 0) return 0;
    if (this.isDisturbed) return this.student(n) * Math.sqrt(((change / 2 / (n - 1)) * n) / bottom ** 2);
    const correlation = Math.min(0.9, Math.max(0, product / square));
    const variance = ((square / (n - 1)) * n * (1 + correlation)) / (1 - correlation) / bottom ** 2;
    return this.student(n) * Math.sqrt(variance);
  }

  private student(batches: number): number {
    return studentQuantile(this.confidence, batches - 1);
  }

  private join(): void {
    const half = this.count / 2;
    for (const { batches } of this.tallies) {
      for (let i = 0; i < half; i++) batches[i] = (batches[2 * i] ?? 0) + (batches[2 * i + 1] ?? 0);
    }
    for (const one of this.others) one.join(half);
    this.count = half;
    this.length *= 2;
  }
}
