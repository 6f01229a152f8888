import { matrix, solve, transpose } from './matrix.js';
import { mmc } from './mmc.js';
import type { StationMeasures } from './station-measures.js';

/** One node of an open network. */
export interface JacksonNode {
  /** Poisson arrivals from outside, per second. */
  readonly externalRate: number;
  /** Mean service per visit in seconds. */
  readonly meanService: number;
  /** Servers behind the node's one queue; `Infinity` for a pure delay. */
  readonly servers: number;
}

export interface JacksonMeasures {
  /** Total arrival rate of each node; index is the node. */
  readonly rates: readonly number[];
  readonly nodes: readonly StationMeasures[];
  /** Mean visits to each node per external arrival. */
  readonly visits: readonly number[];
  /** Mean time from entering to leaving the network, in seconds. */
  readonly meanResponse: number;
  readonly meanInSystem: number;
  readonly reason?: string;
}

/**
 * Solves the traffic equations `λ = γ + Pᵀλ`; `routing[i][j]` is the probability of going from node i to j.
 *
 * `undefined` when some request never leaves (I - P singular).
 */
export function trafficRates(
  external: readonly number[],
  routing: readonly (readonly number[])[],
): readonly number[] | undefined {
  const back = transpose(routing);
  const size = external.length;
  const rates = solve(
    matrix(size, size, (i, j) => (i === j ? 1 : 0) - (back[i]?.[j] ?? 0)),
    external.map((rate) => [rate]),
  )?.map((row) => row[0] ?? 0);
  return rates?.every((rate) => Number.isFinite(rate) && rate > -1e-9) ? rates : undefined;
}

/**
 * Open Jackson network: each node behaves as M/M/c at its total rate, `R = ΣL/Σγ`.
 *
 * Poisson external arrivals, exponential first-come service (or processor sharing of any law), random routing, feedback
 * allowed; means are exact. Source: Jackson, Management Science 10 (1963).
 */
export function jackson(
  nodes: readonly JacksonNode[],
  routing: readonly (readonly number[])[],
): JacksonMeasures | undefined {
  const rates = trafficRates(
    nodes.map((node) => node.externalRate),
    routing,
  );
  if (rates === undefined) return undefined;
  const external = nodes.reduce((sum, node) => sum + node.externalRate, 0);
  const measures = nodes.map((node, i) => nodeMeasures(node, rates[i] ?? 0));
  const meanInSystem = measures.reduce((sum, node) => sum + node.meanInSystem, 0);
  const reason = measures.find((node) => node.reason !== undefined)?.reason;
  return {
    rates,
    nodes: measures,
    visits: rates.map((rate) => (external > 0 ? rate / external : 0)),
    meanResponse: external > 0 ? meanInSystem / external : 0,
    meanInSystem,
    ...(reason === undefined ? {} : { reason }),
  };
}

function nodeMeasures(node: JacksonNode, arrivalRate: number): StationMeasures {
  if (Number.isFinite(node.servers)) return mmc({ arrivalRate, meanService: node.meanService, servers: node.servers });
  return {
    utilization: 0,
    waitProbability: 0,
    meanWait: 0,
    meanResponse: node.meanService,
    meanQueue: 0,
    meanInSystem: arrivalRate * node.meanService,
    loss: 0,
    throughput: arrivalRate,
  };
}
