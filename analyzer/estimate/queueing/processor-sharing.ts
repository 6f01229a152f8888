import { mmc } from './mmc.js';
import type { Load, MultiServerLoad, StationMeasures } from './station-measures.js';

/**
 * M/G/c with processor sharing: c servers' capacity is divided equally over the requests inside, at most one server each.
 *
 * The number inside is distributed as in M/M/c whatever the service law (insensitivity), so the means are those of
 * M/M/c; `meanWait` is then the mean slow-down beyond the request's own service, not a time spent idle.
 * Source: Kelly, Reversibility and Stochastic Networks, §3.3; Cohen, Acta Informatica 12 (1979).
 */
export function processorSharing(load: MultiServerLoad): StationMeasures {
  return mmc(load);
}

/**
 * Mean response of a request that needs `work` seconds in M/G/1 processor sharing: `work / (1 - ρ)`; `Infinity` when
 * saturated. Source: Kleinrock, Queueing Systems II, §4.4.
 */
export function processorSharingResponse(load: Load, work: number): number {
  const utilization = load.arrivalRate * load.meanService;
  return utilization >= 1 ? Infinity : work / (1 - utilization);
}
