import { type Load, type StationMeasures, saturated } from './station-measures.js';

/** Laplace-Stieltjes transform `E[e^{-sT}]` of the time between arrivals, for s ≥ 0. */
export type ArrivalTransform = (s: number) => number;

/** GI/M/1 also has the probability σ that an arrival finds the server busy. */
export interface RenewalMeasures extends StationMeasures {
  /** The root in (0, 1) of `σ = A*(μ(1-σ))`; 1 when saturated. */
  readonly sigma: number;
}

/**
 * GI/M/1: `σ = A*(μ(1-σ))`, response exponential with mean `S/(1-σ)`, `Wq = σS/(1-σ)`.
 *
 * Independent, equally distributed times between arrivals; exponential service; one first-come server.
 * Source: Kleinrock, Queueing Systems I, §6.4.
 */
export function gm1(load: Load, transform: ArrivalTransform): RenewalMeasures {
  const utilization = load.arrivalRate * load.meanService;
  if (utilization >= 1) return { ...saturated({ ...load, servers: 1 }), sigma: 1 };
  const sigma = busyOnArrival(1 / load.meanService, transform);
  const meanResponse = load.meanService / (1 - sigma);
  const meanWait = sigma * meanResponse;
  return {
    sigma,
    utilization,
    waitProbability: sigma,
    meanWait,
    meanResponse,
    meanQueue: load.arrivalRate * meanWait,
    meanInSystem: load.arrivalRate * meanResponse,
    loss: 0,
    throughput: load.arrivalRate,
  };
}

/** Bisection on u = 1 - σ: `A*(μu) - 1 + u` is convex, 0 at u = 0, then negative, then positive at u = 1. */
function busyOnArrival(serviceRate: number, transform: ArrivalTransform): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (transform(serviceRate * middle) - 1 + middle < 0) low = middle;
    else high = middle;
  }
  return 1 - high;
}

/** Evenly paced arrivals: a constant time between them. */
export const pacedArrivals =
  (rate: number): ArrivalTransform =>
  (s) =>
    Math.exp(-s / rate);

/** Every `stages`-th arrival of a Poisson stream: Erlang times between arrivals, `rate` after the thinning. */
export const erlangArrivals =
  (rate: number, stages: number): ArrivalTransform =>
  (s) =>
    (1 + s / (rate * stages)) ** -stages;

/** Arrivals more irregular than Poisson: hyperexponential with balanced means and squared variation `scv` ≥ 1. */
export const hyperexponentialArrivals = (rate: number, scv: number): ArrivalTransform => {
  const often = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const [fast, slow] = [2 * often * rate, 2 * (1 - often) * rate];
  return (s) => (often * fast) / (fast + s) + ((1 - often) * slow) / (slow + s);
};

/**
 * Round robin of Poisson traffic over `servers` separate queues: each is an E_n/M/1 queue.
 *
 * `load.arrivalRate` is the rate of the whole stream; the measures are those of one server, whose queue and throughput
 * are a share 1/n of the whole. Exact for exponential service.
 */
export function roundRobin(load: Load & { readonly servers: number }): RenewalMeasures {
  const rate = load.arrivalRate / load.servers;
  return gm1({ arrivalRate: rate, meanService: load.meanService }, erlangArrivals(rate, load.servers));
}
