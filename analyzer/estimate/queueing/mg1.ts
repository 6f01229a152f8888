import { infiniteVariance, type Load, measuresFromWait, type StationMeasures, saturated } from './station-measures.js';

/** A load with a general service law, given by its squared coefficient of variation (variance over squared mean). */
export interface GeneralLoad extends Load {
  /** 0 constant, 1 exponential, `Infinity` for laws without variance. */
  readonly serviceScv: number;
}

/**
 * M/G/1 by Pollaczek-Khinchine: `Wq = ρ S (1 + cs²) / (2(1-ρ))`.
 *
 * Poisson arrivals, any service law with a variance, one first-come server. A law without variance (Pareto with shape
 * ≤ 2) has an infinite mean wait at any load, and says so. Source: Kleinrock, Queueing Systems I, §5.6.
 */
export function mg1(load: GeneralLoad): StationMeasures {
  const single = { ...load, servers: 1 };
  const utilization = load.arrivalRate * load.meanService;
  if (utilization >= 1) return saturated(single);
  if (!Number.isFinite(load.serviceScv)) return infiniteVariance(single);
  const meanWait = (utilization * load.meanService * (1 + load.serviceScv)) / (2 * (1 - utilization));
  return measuresFromWait(single, meanWait, utilization);
}
