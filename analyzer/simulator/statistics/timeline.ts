import type { Tally } from './batches.js';

/** Points kept at most; when there are so many, neighbours are joined two by two. */
const MOST_POINTS = 1200;

/**
 * The course of tallies over the run, warm-up included: how much each grew in every second, or in every two, four … seconds
 * when the run is long.
 */
export class Timeline {
  /** Seconds of one point. */
  step = 1;
  /** Points closed. */
  count = 0;
  private readonly rows: { readonly tally: Tally; readonly points: Float64Array; before: number }[] = [];

  follow(tally: Tally): void {
    this.rows.push({ tally, points: new Float64Array(MOST_POINTS), before: 0 });
  }

  /** Ends the open point. */
  close(): void {
    for (const row of this.rows) {
      row.points[this.count] = row.tally.total - row.before;
      row.before = row.tally.total;
    }
    this.count++;
    if (this.count < MOST_POINTS) return;
    this.count /= 2;
    this.step *= 2;
    for (const { points } of this.rows) {
      for (let i = 0; i < this.count; i++) points[i] = (points[2 * i] ?? 0) + (points[2 * i + 1] ?? 0);
    }
  }

  /** How much a tally grew per point. */
  of(tally: Tally): readonly number[] {
    const row = this.rows.find((one) => one.tally === tally);
    return row === undefined ? [] : Array.from(row.points.subarray(0, this.count));
  }
}
