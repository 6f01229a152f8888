import { type Batched, type Batches, type Interval, MOST_BATCHES, type Tally } from './batches.js';

/** Leading bits of the mantissa that tell cells apart: 64 cells to each doubling, at most 1.6 % wide. */
const BITS = 6;
const PER_DOUBLING = 1 << BITS;
/** The smallest time told from 0 is 2^-30 s, about a nanosecond; the largest 2^24 s, half a year. */
const LOWEST = -30;
const HIGHEST = 24;
const CELLS = (HIGHEST - LOWEST) * PER_DOUBLING + 2;
const BIAS = (1023 + LOWEST) << BITS;

/**
 * Durations counted in cells whose width grows with their value, apart for each batch, so that percentiles have confidence
 * intervals.
 *
 * The layout of HdrHistogram (log-linear cells). Our own sixty lines instead of `hdr-histogram-js`, because that one counts
 * integers of a stated unit, brings a WebAssembly build and a compression library along, and knows nothing of batches. The cell
 * of a number is read off its bits: exponent and first bits of the mantissa, side by side in IEEE 754.
 */
export class Histogram implements Batched {
  private readonly open = new Uint32Array(CELLS);
  private readonly closed = new Uint32Array(CELLS * MOST_BATCHES);
  private readonly float = new Float64Array(1);
  private readonly words = new Int32Array(this.float.buffer);
  private readonly all = new Float64Array(CELLS);
  largest = 0;

  constructor(
    private readonly batches: Batches,
    /** Number of recorded durations, kept by whoever records. */
    private readonly count: Tally,
  ) {
    batches.follow(this);
  }

  /** Counts a duration of `value` seconds. */
  record(value: number): void {
    this.float[0] = value;
    // The high word, on machines that store the low one first: all that run JavaScript today.
    let cell = ((this.words[1] ?? 0) >> (20 - BITS)) - BIAS + 1;
    if (cell < 0) cell = 0;
    else if (cell >= CELLS) cell = CELLS - 1;
    this.open[cell] = (this.open[cell] ?? 0) + 1;
    if (value > this.largest) this.largest = value;
  }

  restart(): void {
    this.open.fill(0);
    this.closed.fill(0);
    this.largest = 0;
  }

  close(index: number): void {
    this.closed.set(this.open, index * CELLS);
    this.open.fill(0);
  }

  join(count: number): void {
    const { closed } = this;
    for (let i = 0; i < count; i++) {
      for (let cell = 0; cell < CELLS; cell++) {
        closed[i * CELLS + cell] = (closed[2 * i * CELLS + cell] ?? 0) + (closed[(2 * i + 1) * CELLS + cell] ?? 0);
      }
    }
  }

  /** Adds up all batches, so that quantiles can be asked for. */
  gather(): void {
    const { all, closed, open } = this;
    all.set(open);
    for (let i = 0; i < this.batches.count; i++) {
      for (let cell = 0; cell < CELLS; cell++) all[cell] = (all[cell] ?? 0) + (closed[i * CELLS + cell] ?? 0);
    }
  }

  /**
   * The p-quantile of what was gathered, and its interval: half the distance between the quantiles at p − h and p + h, where
   * h is the half-width of the share of durations below it. `undefined` when nothing was recorded.
   */
  quantile(p: number): Interval | undefined {
    const value = this.at(p);
    if (value === undefined) return undefined;
    const below = new Float64Array(MOST_BATCHES);
    const end = this.cellOf(value);
    for (let i = 0; i < this.batches.count; i++) {
      let sum = 0;
      for (let cell = 0; cell < end; cell++) sum += this.closed[i * CELLS + cell] ?? 0;
      below[i] = sum + this.shareBelow(value) * (this.closed[i * CELLS + end] ?? 0);
    }
    const h = this.batches.halfWidth(below, this.count.batches, p);
    const [low, high] = [this.at(Math.max(0, p - h)), p + h < 1 ? this.at(p + h) : undefined];
    const halfWidth = low === undefined || high === undefined ? Infinity : Math.max(value - low, high - value);
    // Inside a cell a value is known no better than the cell is wide.
    return { value, halfWidth: halfWidth + (value > 0 ? value / PER_DOUBLING / 2 : 0) };
  }

  /** What was gathered, for adding up with that of other runs. */
  counts(): Counts {
    this.gather();
    return { cells: Array.from(this.all), largest: this.largest };
  }

  private at(p: number): number | undefined {
    return quantileOf({ cells: this.all, largest: this.largest }, p);
  }

  private cellOf(value: number): number {
    this.float[0] = value;
    return Math.min(CELLS - 1, Math.max(0, ((this.words[1] ?? 0) >> (20 - BITS)) - BIAS + 1));
  }

  private shareBelow(value: number): number {
    const cell = this.cellOf(value);
    const [low, high] = [edge(cell), edge(cell + 1)];
    return high > low ? Math.min(1, (value - low) / (high - low)) : 1;
  }
}

/** Durations counted by cell, and the largest of them. */
export interface Counts {
  readonly cells: ArrayLike<number>;
  readonly largest: number;
}

/** The p-quantile, spread evenly within its cell; `undefined` when nothing was counted. */
export function quantileOf({ cells, largest }: Counts, p: number): number | undefined {
  let total = 0;
  for (let cell = 0; cell < cells.length; cell++) total += cells[cell] ?? 0;
  if (total === 0) return undefined;
  let left = p * total;
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell] ?? 0;
    if (count > 0 && left <= count) {
      const [low, high] = [edge(cell), Math.min(edge(cell + 1), Math.max(largest, edge(cell)))];
      return low + (high - low) * (left / count);
    }
    left -= count;
  }
  return largest;
}

/** Lower edge of a cell, in seconds. */
function edge(cell: number): number {
  if (cell <= 0) return 0;
  const doublings = Math.floor((cell - 1) / PER_DOUBLING);
  return 2 ** (LOWEST + doublings) * (1 + ((cell - 1) % PER_DOUBLING) / PER_DOUBLING);
}
