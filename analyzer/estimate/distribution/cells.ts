import { invertTail } from './invert-tail.js';
import type { Tail } from './tail.js';

/**
 * A law of positive durations cut into cells, ascending; index is the cell.
 *
 * Each cell knows its mass, the mean of what falls in it, and the span it covers, so that means are kept exactly and
 * only the shape within a cell is lost. Cells hold at most about 1 % of the mass, and in the tail at most 14 % of what
 * lies beyond, down to 10⁻⁹.
 */
export interface Cells {
  readonly masses: Float64Array;
  readonly means: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** How much mass one cell may hold when `beyond` of it still lies above. */
export interface Resolution {
  readonly body: number;
  readonly tail: number;
  readonly end: number;
}

/** Resolution of every stored law. */
export const FINE: Resolution = { body: 0.01, tail: 0.14, end: 1e-9 };
/** Largest mass of a cell when `beyond` lies above it. */
export const quota = (beyond: number, { body, tail }: Resolution) => Math.min(body, Math.max(beyond * tail, 1e-12));

/** The mass below which the lower end of a law is one cell. */
const NEGLIGIBLE = 2e-4;

/** Collects cells in ascending order. */
export class CellBuilder {
  readonly #masses: number[] = [];
  readonly #means: number[] = [];
  readonly #lows: number[] = [];
  readonly #highs: number[] = [];

  add(mass: number, mean: number, low: number, high: number): void {
    if (!(mass > 0)) return;
    this.#masses.push(mass);
    this.#means.push(mean);
    this.#lows.push(low);
    this.#highs.push(high);
  }

  build(): Cells {
    return {
      masses: Float64Array.from(this.#masses),
      means: Float64Array.from(this.#means),
      lows: Float64Array.from(this.#lows),
      highs: Float64Array.from(this.#highs),
    };
  }
}

/**
 * Cuts the law with the given tail into cells by walking along it with steps that adapt to its slope.
 *
 * `mean` (which may be `Infinity`) places the last 10⁻⁹ of the mass; `scale` is any duration of the right order.
 * Jumps of the tail become cells of negligible width.
 */
export function cutIntoCells(tail: Tail, scale: number, mean: number | undefined): Cells {
  const builder = new CellBuilder();
  builder.add(1 - tail(0), 0, 0, 0);
  // The support may begin far from 0: the walk starts where something has happened, or just below a jump there.
  let t = tail(0) > NEGLIGIBLE ? invertTail(tail, tail(0) - NEGLIGIBLE, scale) * (1 - 1e-9) : 0;
  let beyond = tail(t);
  builder.add(tail(0) - beyond, 0.75 * t, t / 2, t);
  let moment = (tail(0) - beyond) * 0.75 * t;
  let step = Math.max(scale * 0.01, t * 0.01);
  let shrunk = false;
  for (let i = 0; i < 20_000 && beyond > FINE.end && t < scale * 1e15; i++) {
    const target = quota(beyond, FINE);
    const next = t + step;
    const after = tail(next);
    const mass = beyond - after;
    if (mass > 2 * target && step > 1e-8 * next) {
      step *= Math.max(0.1, Math.min(0.6, target / mass));
      shrunk = true;
      continue;
    }
    if (mass < 0.4 * target && !shrunk && after > FINE.end) {
      step *= Math.min(4, Math.max(1.3, target / Math.max(mass, 1e-300)));
      continue;
    }
    const middle = mass > 0 ? tail(t + step / 2) : after;
    // Integral of the tail above `after` over the cell, by Simpson's rule.
    const inside = mass > 0 ? t + (step * (mass + 4 * (middle - after))) / (6 * mass) : next;
    builder.add(mass, inside, t, next);
    moment += mass * inside;
    t = next;
    beyond = after;
    step *= Math.min(2, Math.max(0.5, target / Math.max(mass, 1e-300)));
    shrunk = false;
  }
  if (beyond > 0) {
    const wanted = mean !== undefined && Number.isFinite(mean) ? (mean - moment) / beyond : t * 1.1;
    const last = Math.min(Math.max(wanted, t), 20 * t);
    builder.add(beyond, last, t, last * 2);
  }
  return builder.build();
}

/** The tail of a law in cells, interpolated between the ends of cells: exponentially in the tail, evenly elsewhere. */
export function tailOfCells({ masses, lows, highs }: Cells): Tail {
  const count = masses.length;
  const above = new Float64Array(count);
  for (let i = count - 2; i >= 0; i--) above[i] = (above[i + 1] ?? 0) + (masses[i + 1] ?? 0);
  return (t) => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((highs[middle] ?? Infinity) <= t) low = middle + 1;
      else high = middle;
    }
    if (low === count) return 0;
    const below = above[low] ?? 0;
    const mass = masses[low] ?? 0;
    const from = lows[low] ?? 0;
    if (t <= from) return Math.min(1, below + mass);
    const part = (t - from) / ((highs[low] ?? from) - from);
    if (below <= 0 || below + mass > 0.5) return below + mass * (1 - part);
    return (below + mass) * (below / (below + mass)) ** part;
  };
}

/** Mean of the cells. */
export function meanOfCells({ masses, means }: Cells): number {
  let sum = 0;
  for (let i = 0; i < masses.length; i++) sum += (masses[i] ?? 0) * (means[i] ?? 0);
  return sum;
}

/** Variance between cells. */
export function varianceOfCells(cells: Cells): number {
  const mean = meanOfCells(cells);
  let sum = 0;
  for (let i = 0; i < cells.masses.length; i++) sum += (cells.masses[i] ?? 0) * ((cells.means[i] ?? 0) - mean) ** 2;
  return sum;
}

/** The cells moved later by a constant. */
export function shiftCells(cells: Cells, by: number): Cells {
  const move = (values: Float64Array) => values.map((value) => value + by);
  return { masses: cells.masses, means: move(cells.means), lows: move(cells.lows), highs: move(cells.highs) };
}
