import type { Distribution } from '../../design/distribution.js';
import { type Cells, cutIntoCells, meanOfCells, shiftCells, tailOfCells } from './cells.js';
import { invertTail } from './invert-tail.js';
import { distributionMean } from './moments.js';
import { distributionTail, type Tail } from './tail.js';

/**
 * The law of how long something takes, in the form the algebra of flows works on.
 *
 * A law from a closed form keeps it through mixtures, maxima, minima, hedges, time-outs and constant shifts, so that
 * their quantiles are exact; only sums of two random parts go over to cells (see `cells.ts`). Operations are in
 * `sequence.ts`, `branch.ts`, `parallel.ts`, `repeat.ts`, `time-limit.ts` and `hedge.ts`. All parts are taken as independent.
 */
export interface Latency {
  /** Mean in seconds; `Infinity` where it does not exist. */
  readonly mean: number;
  /** `P(T > t)`, t in seconds. */
  readonly tail: Tail;
  /** The law in cells, computed on first use. */
  readonly cells: () => Cells;
  /** The value, when the duration is not random. */
  readonly constant?: number;
}

/** A duration that is always `value` seconds. */
export function constantLatency(value: number): Latency {
  const cells: Cells = {
    masses: Float64Array.of(1),
    means: Float64Array.of(value),
    lows: Float64Array.of(value),
    highs: Float64Array.of(value),
  };
  return { mean: value, constant: value, tail: (t) => (t < value ? 1 : 0), cells: () => cells };
}

/** The neutral element of `sequence`. */
export const NO_TIME: Latency = constantLatency(0);

/** A duration that follows a law of the design language. */
export function latencyOf(law: Distribution): Latency {
  if (law.law === 'constant') return constantLatency(law.value);
  return latencyFromTail(distributionTail(law), distributionMean(law));
}

/**
 * A duration given by its tail `P(T > t)`; the mean is found from the tail when it is not given.
 *
 * Any non-increasing function with limit 0 will do, for example `mmcResponseTail(load)`.
 */
export function latencyFromTail(tail: Tail, mean?: number): Latency {
  let cut: Cells | undefined;
  const cells = () => {
    const scale = mean !== undefined && mean > 0 && Number.isFinite(mean) ? mean : invertTail(tail, 0.5, 1) || 1;
    cut ??= cutIntoCells(tail, scale, mean);
    return cut;
  };
  return {
    tail,
    cells,
    get mean() {
      return mean ?? meanOfCells(cells());
    },
  };
}

/** A duration given in cells; `mean` where it is known better than the cells tell. */
export function latencyFromCells(cells: Cells, mean = meanOfCells(cells)): Latency {
  return { mean, tail: tailOfCells(cells), cells: () => cells };
}

/** The same duration, later by a constant number of seconds. Exact. */
export function shifted(latency: Latency, by: number): Latency {
  if (by === 0) return latency;
  if (latency.constant !== undefined) return constantLatency(latency.constant + by);
  const { tail } = latency;
  return {
    tail: (t) => tail(t - by),
    cells: () => shiftCells(latency.cells(), by),
    get mean() {
      return latency.mean + by;
    },
  };
}

/** The same duration in another unit, or slowed `factor` times. Exact. */
export function scaled(latency: Latency, factor: number): Latency {
  if (latency.constant !== undefined) return constantLatency(latency.constant * factor);
  return latencyFromTail((t) => latency.tail(t / factor), latency.mean * factor);
}

/** The smallest t with `P(T ≤ t) ≥ p`, in seconds: `quantile(latency, 0.99)` is the p99. */
export function quantile(latency: Latency, p: number): number {
  if (latency.constant !== undefined) return latency.constant;
  const mean = latency.mean;
  return invertTail(latency.tail, 1 - p, Number.isFinite(mean) && mean > 0 ? mean : 1);
}
