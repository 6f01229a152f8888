import { erlangC } from './erlang.js';
import { mdc } from './mdc.js';
import { mmc } from './mmc.js';
import {
  infiniteVariance,
  type MultiServerLoad,
  measuresFromWait,
  type StationMeasures,
  saturated,
} from './station-measures.js';

/** A multi-server load with general laws, each given by its squared coefficient of variation. */
export interface GeneralMultiServerLoad extends MultiServerLoad {
  /** Of the service time: 0 constant, 1 exponential, `Infinity` without variance. */
  readonly serviceScv: number;
  /** Of the time between arrivals: 0 paced, 1 Poisson (the default). */
  readonly arrivalScv?: number;
}

/**
 * G/G/1 by Kingman's heavy-traffic formula: `Wq ≈ ρ/(1-ρ) · (ca² + cs²)/2 · S`.
 *
 * Exact for M/G/1; for other arrivals an upper-bound type of approximation, good near saturation.
 * Source: Kingman, Proc. Cambridge Phil. Soc. 57 (1961).
 */
export function kingman(load: Omit<GeneralMultiServerLoad, 'servers'>): StationMeasures {
  return allenCunneen({ ...load, servers: 1 });
}

/**
 * G/G/c by Allen and Cunneen: `Wq ≈ Wq(M/M/c) (ca² + cs²)/2`.
 *
 * Exact for M/M/c and M/G/1; 1-6 % low for M/D/c with few servers per unit of load.
 * Source: Allen, Probability, Statistics and Queueing Theory, §5.6.
 */
export function allenCunneen(load: GeneralMultiServerLoad): StationMeasures {
  return scaled(load, mmc(load).meanWait, ((load.arrivalScv ?? 1) + load.serviceScv) / 2);
}

/**
 * G/G/c with the better multi-server correction, and the one to use for a station.
 *
 * For M/G/c with cs² ≤ 1 it interpolates between the two exact cases, `Wq ≈ cs² Wq(M/M/c) + (1 - cs²) Wq(M/D/c)`
 * (Cosmetatos, Operational Research Quarterly 27 (1976)); above it is Allen-Cunneen. Arrivals other than Poisson scale
 * the result by `(ca² + cs²)/(1 + cs²)`. Exact for M/M/c, M/D/c and M/G/1.
 */
export function ggc(load: GeneralMultiServerLoad): StationMeasures {
  const { serviceScv, arrivalScv = 1 } = load;
  if (!(serviceScv < 1)) return allenCunneen(load);
  const poisson = serviceScv * mmc(load).meanWait + (1 - serviceScv) * mdc(load).meanWait;
  return scaled(load, poisson, (arrivalScv + serviceScv) / (1 + serviceScv));
}

function scaled(load: GeneralMultiServerLoad, meanWait: number, factor: number): StationMeasures {
  const offered = load.arrivalRate * load.meanService;
  if (offered >= load.servers) return saturated(load);
  if (!Number.isFinite(load.serviceScv)) return infiniteVariance(load);
  return measuresFromWait(load, meanWait * factor, factor === 0 ? 0 : erlangC(offered, load.servers));
}

/**
 * `P(wait > t)` of a station whose mean wait and probability of waiting are known, taking the wait of those who wait as
 * exponential. Exact for M/M/c and GI/M/1, asymptotically right near saturation, an approximation elsewhere.
 *
 * Source: Whitt, "The queueing network analyzer", Bell System Technical Journal 62 (1983), §5.
 */
export function exponentialWaitTail(measures: StationMeasures): (t: number) => number {
  const { meanWait, waitProbability } = measures;
  if (!(meanWait > 0)) return (t) => (t < 0 ? 1 : 0);
  if (!Number.isFinite(meanWait)) return () => 1;
  const probability = Number.isNaN(waitProbability) ? Math.min(1, measures.utilization) : waitProbability;
  return (t) => (t < 0 ? 1 : probability * Math.exp((-probability * t) / meanWait));
}
