/** Leading bits of the mantissa that tell cells apart, as in the histograms of a run: cells are at most 1.6 % wide. */
const BITS = 6;
/** The smallest time told from 0 is 2^-30 s, the largest 2^24 s. */
const LOWEST = -30;
const CELLS = (24 - LOWEST) * 2 ** BITS + 2;
const BIAS = (1023 + LOWEST) << BITS;

/**
 * Latencies of one step, in memory that does not grow with their number.
 *
 * A cell has the number and the sum of its latencies, and a percentile is the mean of the cell that it falls into: exact where
 * the latencies of a cell are equal, and never wrong by more than the cell is wide.
 */
export class StepLatencies {
  private readonly counts = new Uint32Array(CELLS);
  private readonly sums = new Float64Array(CELLS);
  private readonly float = new Float64Array(1);
  private readonly words = new Int32Array(this.float.buffer);
  private lowest = CELLS;
  private highest = -1;
  private count = 0;
  private sum = 0;

  note(latency: number): void {
    this.float[0] = latency;
    // The high word, as in `Histogram`.
    const cell = Math.min(CELLS - 1, Math.max(0, ((this.words[1] ?? 0) >> (20 - BITS)) - BIAS + 1));
    this.counts[cell] = (this.counts[cell] ?? 0) + 1;
    this.sums[cell] = (this.sums[cell] ?? 0) + latency;
    if (cell < this.lowest) this.lowest = cell;
    if (cell > this.highest) this.highest = cell;
    this.count++;
    this.sum += latency;
  }

  /** `NaN` when there are none. */
  get mean(): number {
    return this.sum / this.count;
  }

  /** The smallest latency that at least the share `p` is not above; `NaN` when there are none. */
  percentile(p: number): number {
    const rank = Math.max(1, Math.ceil(p * this.count - 1e-9));
    let below = 0;
    for (let cell = this.lowest; cell <= this.highest; cell++) {
      below += this.counts[cell] ?? 0;
      if (below >= rank) return (this.sums[cell] ?? 0) / (this.counts[cell] ?? 1);
    }
    return Number.NaN;
  }

  /** Forgets them all, for the next step. */
  clear(): void {
    if (this.highest >= this.lowest) {
      this.counts.fill(0, this.lowest, this.highest + 1);
      this.sums.fill(0, this.lowest, this.highest + 1);
    }
    this.lowest = CELLS;
    this.highest = -1;
    this.count = 0;
    this.sum = 0;
  }
}
