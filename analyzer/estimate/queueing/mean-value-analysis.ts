import { closedByConvolution } from './closed-convolution.js';
import type { ClosedCentre, ClosedMeasures, ClosedMethod } from './closed-network.js';

/** Above this population, multi-server centres are approximated: their exact treatment takes N² steps each. */
const LARGEST_EXACT_MULTI_SERVER = 600;

/**
 * Closed network with one class of `population` users who think `thinkTime` seconds between passes.
 *
 * Exact mean value analysis, `R_k = D_k(1 + Q_k(N-1)), X = N/(Z + ΣR), Q = XR`. Centres with several servers are exact
 * through normalising constants up to a population of 600, and above it replaced by Seidmann's pair: a queue of demand
 * D/c followed by a delay of D(c-1)/c (`method: 'seidmann'`).
 * Source: Reiser and Lavenberg, J. ACM 27 (1980); Lazowska et al., §6; Seidmann et al., 1987.
 */
export function meanValueAnalysis(
  centres: readonly ClosedCentre[],
  thinkTime: number,
  population: number,
): ClosedMeasures {
  const several = centres.some((centre) => centre.servers > 1 && Number.isFinite(centre.servers));
  if (!several) return singleServers(centres, thinkTime, population, 'exact');
  if (population <= LARGEST_EXACT_MULTI_SERVER) return closedByConvolution(centres, thinkTime, population);
  return singleServers(centres, thinkTime, population, 'seidmann');
}

function singleServers(
  centres: readonly ClosedCentre[],
  thinkTime: number,
  population: number,
  method: ClosedMethod,
): ClosedMeasures {
  const parts = centres.map(seidmannParts);
  const queues = new Array<number>(centres.length).fill(0);
  const residences = new Array<number>(centres.length).fill(0);
  let throughput = 0;
  let response = 0;
  for (let n = 1; n <= population; n++) {
    response = 0;
    for (const [k, { queued, delayed }] of parts.entries()) {
      const residence = queued * (1 + (queues[k] ?? 0));
      residences[k] = residence + delayed;
      response += residence + delayed;
    }
    throughput = n / (thinkTime + response);
    for (const [k, { delayed }] of parts.entries()) queues[k] = throughput * ((residences[k] ?? 0) - delayed);
  }
  return {
    throughput,
    meanResponse: response,
    method,
    centres: centres.map((centre, k) => ({
      utilization: Number.isFinite(centre.servers)
        ? (throughput * centre.demand) / centre.servers
        : throughput * centre.demand,
      meanInSystem: throughput * (residences[k] ?? 0),
      meanResidence: residences[k] ?? 0,
    })),
  };
}

/** The demand of a centre split into a single-server queue and a delay; exact for one server and for pure delays. */
export function seidmannParts({ demand, servers }: ClosedCentre): {
  readonly queued: number;
  readonly delayed: number;
} {
  if (!Number.isFinite(servers)) return { queued: 0, delayed: demand };
  return { queued: demand / servers, delayed: (demand * (servers - 1)) / servers };
}
