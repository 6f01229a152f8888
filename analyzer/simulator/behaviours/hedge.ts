/** Answers between two looks at the percentile, and answers before the first. */
const REFRESH = 1000;
const FIRST = 100;
/** Cells of the latencies kept, 16 to a doubling from 2^-20 s (a microsecond) up. */
const PER_DOUBLING = 16;
const CELLS = 40 * PER_DOUBLING;

/**
 * When the second attempt of a hedged call is sent: after a stated time, or when the first takes longer than a percentile of
 * the attempts before it, which the caller measures as it goes.
 */
export class HedgeDelay {
  private readonly cells = new Float64Array(CELLS);
  private count = 0;
  private look = FIRST;

  constructor(
    /** Seconds; `Infinity` before a percentile is known. */
    public delay: number,
    /** Missing: the delay is stated. */
    private readonly percentile: number | undefined,
  ) {}

  /** Notes how long a first attempt took. */
  note(latency: number): void {
    if (this.percentile === undefined) return;
    const cell = Math.floor((Math.log2(Math.max(latency, 1e-9)) + 20) * PER_DOUBLING);
    const at = Math.min(CELLS - 1, Math.max(0, cell));
    this.cells[at] = (this.cells[at] ?? 0) + 1;
    if (++this.count < this.look) return;
    this.look = this.count + Math.max(FIRST, Math.min(REFRESH, this.count));
    this.delay = this.quantile(this.percentile);
  }

  private quantile(p: number): number {
    let left = p * this.count;
    for (let cell = 0; cell < CELLS; cell++) {
      const here = this.cells[cell] ?? 0;
      if (here > 0 && left <= here) return 2 ** ((cell + left / here) / PER_DOUBLING - 20);
      left -= here;
    }
    return Infinity;
  }
}
