/**
 * A centre of a closed queueing network.
 *
 * `demand` is visits × mean service, in seconds per pass through the network. Queueing centres are product form: first
 * come with exponential service, or processor sharing with any law.
 */
export interface ClosedCentre {
  readonly demand: number;
  /** Servers behind one queue; `Infinity` for a pure delay. */
  readonly servers: number;
}

export interface CentreMeasures {
  /** Mean busy share of one server; for a delay, the mean number inside. */
  readonly utilization: number;
  readonly meanInSystem: number;
  /** Mean time spent here per pass through the network, in seconds. */
  readonly meanResidence: number;
}

/** How the figures were found; everything but `exact` is an approximation. */
export type ClosedMethod = 'exact' | 'seidmann' | 'linearizer';

export interface ClosedMeasures {
  /** Passes per second. */
  readonly throughput: number;
  /** Mean time of a pass without the think time, in seconds. */
  readonly meanResponse: number;
  readonly centres: readonly CentreMeasures[];
  readonly method: ClosedMethod;
}

export interface ClosedBounds {
  /** `X ≤ min(1/Dmax, N/(D+Z))`, asymptotic. */
  readonly highestThroughput: number;
  /** `X ≥ N/(D + Z + (N-1)Dmax)`, everybody always behind everybody else at the bottleneck. */
  readonly lowestThroughput: number;
  /** `N* = (D+Z)/Dmax`, the population at which queueing must begin. */
  readonly saturationPopulation: number;
}

/**
 * Asymptotic bounds; a centre of c servers counts as demand D/c at the bottleneck.
 *
 * Source: Lazowska et al., Quantitative System Performance, §5.2.
 */
export function closedBounds(centres: readonly ClosedCentre[], thinkTime: number, population: number): ClosedBounds {
  const total = centres.reduce((sum, centre) => sum + centre.demand, thinkTime);
  const longest = Math.max(0, ...centres.map((centre) => centre.demand / centre.servers));
  const serial = Math.max(0, ...centres.filter((c) => Number.isFinite(c.servers)).map((c) => c.demand));
  return {
    highestThroughput: Math.min(longest > 0 ? 1 / longest : Infinity, population / total),
    lowestThroughput: population / (total + (population - 1) * serial),
    saturationPopulation: longest > 0 ? total / longest : Infinity,
  };
}
