import { type Load, measuresFromWait, type StationMeasures, saturated } from './station-measures.js';

/**
 * M/M/1: `W = S/(1-ρ)`, `Wq = ρS/(1-ρ)`.
 *
 * Poisson arrivals, exponential service, one first-come server, unlimited queue. Saturated for ρ ≥ 1.
 * Source: Kleinrock, Queueing Systems I, §3.2.
 */
export function mm1(load: Load): StationMeasures {
  const single = { ...load, servers: 1 };
  const utilization = load.arrivalRate * load.meanService;
  if (utilization >= 1) return saturated(single);
  return measuresFromWait(single, (utilization * load.meanService) / (1 - utilization), utilization);
}

/**
 * Quantile of the M/M/1 response, which is exponential: `W ln(1/(1-p))`; `Infinity` when saturated.
 *
 * Source: Kleinrock, Queueing Systems I, §5.8.
 */
export function mm1ResponseQuantile(load: Load, p: number): number {
  return mm1(load).meanResponse * -Math.log1p(-p);
}
