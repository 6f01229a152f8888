import { type Latency, quantile } from '../distribution/latency.js';
import type { Percentiles } from '../estimate.js';
import { isEndless } from './course.js';

/** No figure at all. */
export const NO_PERCENTILES: Percentiles = { mean: null, p50: null, p90: null, p95: null, p99: null, p999: null };

/** Mean and percentiles of a duration; null where infinite. */
export function percentiles(latency: Latency): Percentiles {
  if (isEndless(latency)) return NO_PERCENTILES;
  let known = computed.get(latency);
  if (known === undefined) {
    const at = (p: number) => finiteOrNull(quantile(latency, p));
    known = {
      mean: finiteOrNull(latency.mean),
      p50: at(0.5),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      p999: at(0.999),
    };
    computed.set(latency, known);
  }
  return known;
}

const computed = new WeakMap<Latency, Percentiles>();

/** The number, or null where JSON has none. */
export const finiteOrNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
