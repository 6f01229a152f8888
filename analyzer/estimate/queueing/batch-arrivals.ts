import { type Load, type StationMeasures, saturated } from './station-measures.js';

/** Poisson batches; `arrivalRate` counts batches per second. */
export interface BatchLoad extends Load {
  /** Mean number of requests in a batch, at least 1. */
  readonly meanBatch: number;
  /** Squared coefficient of variation of the batch size; 0 (the default) for equal batches. */
  readonly batchScv?: number;
}

/**
 * M^[X]/M/1: `L = ρ(1 + E[X²]/E[X]) / (2(1-ρ))` with ρ = λ E[X] S; for a fixed batch b, `ρ(b+1)/(2(1-ρ))`.
 *
 * Measures are per request, not per batch. Batches arrive Poisson, service is exponential, one first-come server.
 * Source: Gross et al., Fundamentals of Queueing Theory, §3.1.
 */
export function batchArrivals(load: BatchLoad): StationMeasures {
  const arrivalRate = load.arrivalRate * load.meanBatch;
  const utilization = arrivalRate * load.meanService;
  if (utilization >= 1) return saturated({ arrivalRate, meanService: load.meanService, servers: 1 });
  const sizeSeen = load.meanBatch * (1 + (load.batchScv ?? 0));
  const meanInSystem = (utilization * (1 + sizeSeen)) / (2 * (1 - utilization));
  const meanResponse = utilization > 0 ? meanInSystem / arrivalRate : (load.meanService * (1 + sizeSeen)) / 2;
  return {
    utilization,
    // The first of a batch waits with probability ρ, every other one surely.
    waitProbability: 1 - (1 - utilization) / load.meanBatch,
    meanWait: meanResponse - load.meanService,
    meanResponse,
    meanQueue: meanInSystem - utilization,
    meanInSystem,
    loss: 0,
    throughput: arrivalRate,
  };
}
