import type { Series } from './playback.js';

/** Something that is looked at at the end of every step, without being changed. */
export interface Watched {
  /** Notes how it stands at the end of frame `at`, which was so many seconds long. */
  look(at: number, now: number, seconds: number): void;
}

/** Series of a run with so many frames; all of them begin as `NaN`. */
export class Rows {
  constructor(readonly frames: number) {}

  row(): Series {
    return new Float64Array(this.frames).fill(Number.NaN);
  }
}

/** How much a total grew since it was last asked. */
export class Growth {
  private before = 0;

  constructor(private readonly total: () => number) {}

  since(): number {
    const now = this.total();
    const grown = now - this.before;
    this.before = now;
    return grown;
  }
}

/** The frames from `from` to before `to` of everything in a record of series, down to its lists and records; all else as it is. */
export function framesOf<T>(all: T, from: number, to: number): T {
  return mapped(all, (series) => series.slice(from, to)) as T;
}

/** Everything in a value with its series replaced. */
export function mapped(value: unknown, change: (series: Series) => unknown): unknown {
  if (value instanceof Float64Array) return change(value);
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
}
