/**
 * What a queueing model says about one station in steady state.
 *
 * This folder holds the pure formulas: numbers in, numbers out. It knows nothing of designs, components or flows. Rates
 * are per second, durations in seconds, shares in [0, 1]; any consistent unit of time gives consistent answers.
 */
export interface StationMeasures {
  /** Mean share of time one server is busy; 1 when the station is saturated. */
  readonly utilization: number;
  /** Probability that an accepted arrival finds every server busy. */
  readonly waitProbability: number;
  /** Mean time an accepted arrival waits before service begins, in seconds. */
  readonly meanWait: number;
  /** Mean wait plus service of an accepted arrival (the sojourn), in seconds. */
  readonly meanResponse: number;
  /** Mean number waiting. */
  readonly meanQueue: number;
  /** Mean number waiting or in service. */
  readonly meanInSystem: number;
  /** Share of arrivals refused or abandoned. */
  readonly loss: number;
  /** Completions per second. */
  readonly throughput: number;
  /** Why a figure above is infinite; absent when all are finite. */
  readonly reason?: string;
}

/** The load that every open model of this folder is offered. */
export interface Load {
  /** Arrivals per second. */
  readonly arrivalRate: number;
  /** Mean service time in seconds. */
  readonly meanService: number;
}

/** A load on identical servers behind one shared queue. */
export interface MultiServerLoad extends Load {
  /** Number of servers, a whole number of at least 1. */
  readonly servers: number;
}

/**
 * Measures of a station without loss from its mean wait, by Little's law: `L = λW`, `Lq = λWq`.
 *
 * Source: Little, "A proof for the queuing formula L = λW", Operations Research 9 (1961).
 */
export function measuresFromWait(load: MultiServerLoad, meanWait: number, waitProbability: number): StationMeasures {
  const meanResponse = meanWait + load.meanService;
  return {
    utilization: (load.arrivalRate * load.meanService) / load.servers,
    waitProbability,
    meanWait,
    meanResponse,
    meanQueue: load.arrivalRate * meanWait,
    meanInSystem: load.arrivalRate * meanResponse,
    loss: 0,
    throughput: load.arrivalRate,
  };
}

/** Measures of a station whose queue grows without bound; it completes what its servers can. */
export function saturated(load: MultiServerLoad): StationMeasures {
  return {
    ...unbounded('the arrival rate reaches the capacity, so the queue grows without bound'),
    utilization: 1,
    throughput: load.servers / load.meanService,
    waitProbability: 1,
  };
}

/** Measures of a station that keeps up but whose mean wait does not exist (service time without variance). */
export function infiniteVariance(load: MultiServerLoad): StationMeasures {
  return {
    ...unbounded('the service time has no variance, so the mean wait is infinite'),
    utilization: (load.arrivalRate * load.meanService) / load.servers,
    throughput: load.arrivalRate,
    waitProbability: Number.NaN,
  };
}

function unbounded(reason: string) {
  return {
    meanWait: Infinity,
    meanResponse: Infinity,
    meanQueue: Infinity,
    meanInSystem: Infinity,
    loss: 0,
    reason,
  };
}
