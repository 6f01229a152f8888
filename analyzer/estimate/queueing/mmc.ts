import { invertTail } from '../distribution/invert-tail.js';
import { erlangC } from './erlang.js';
import { type MultiServerLoad, measuresFromWait, type StationMeasures, saturated } from './station-measures.js';

/**
 * M/M/c: `Wq = C S / (c - a)` with Erlang C and a = λS.
 *
 * Poisson arrivals, exponential service, c servers, one shared unlimited queue. Saturated for a ≥ c.
 * Source: Kleinrock, Queueing Systems I, §3.5.
 */
export function mmc(load: MultiServerLoad): StationMeasures {
  const offered = load.arrivalRate * load.meanService;
  if (offered >= load.servers) return saturated(load);
  const waitProbability = erlangC(offered, load.servers);
  return measuresFromWait(load, (waitProbability * load.meanService) / (load.servers - offered), waitProbability);
}

/**
 * `P(wait > t) = C e^{-(cμ-λ)t}` of M/M/c, first come first served; 1 when saturated.
 *
 * Returns the function of t, so that Erlang C is computed once.
 */
export function mmcWaitTail(load: MultiServerLoad): (t: number) => number {
  const offered = load.arrivalRate * load.meanService;
  if (offered >= load.servers) return () => 1;
  const probability = erlangC(offered, load.servers);
  const drain = (load.servers - offered) / load.meanService;
  return (t) => (t < 0 ? 1 : probability * Math.exp(-drain * t));
}

/**
 * `P(response > t) = e^{-μt} + Cμ(e^{-μt} - e^{-dt})/(d-μ)` of M/M/c with d = cμ - λ; at d = μ its limit
 * `e^{-μt}(1 + Cμt)`. First come first served; 1 when saturated.
 *
 * Source: Gross, Shortle, Thompson, Harris, Fundamentals of Queueing Theory, §2.3.
 */
export function mmcResponseTail(load: MultiServerLoad): (t: number) => number {
  const offered = load.arrivalRate * load.meanService;
  if (offered >= load.servers) return () => 1;
  const probability = erlangC(offered, load.servers);
  const service = 1 / load.meanService;
  const gap = load.servers - offered - 1;
  return (t) => {
    if (t <= 0) return 1;
    const x = service * t;
    // (e^{-x} - e^{-(1+gap)x}) / gap, by its series where the two rates nearly coincide; neither term overflows.
    const near = Math.abs(gap * x) < 1e-8;
    const both = near ? Math.exp(-x) * x * (1 - (gap * x) / 2) : (Math.exp(-x) - Math.exp(-(1 + gap) * x)) / gap;
    return Math.min(1, Math.exp(-x) + probability * both);
  };
}

/** Quantile of the M/M/c wait in seconds; 0 when that share does not wait, `Infinity` when saturated. */
export function mmcWaitQuantile(load: MultiServerLoad, p: number): number {
  const offered = load.arrivalRate * load.meanService;
  if (offered >= load.servers) return Infinity;
  const probability = erlangC(offered, load.servers);
  if (probability <= 1 - p) return 0;
  return (Math.log(probability / (1 - p)) * load.meanService) / (load.servers - offered);
}

/** Quantile of the M/M/c response in seconds, by inverting its tail; `Infinity` when saturated. */
export function mmcResponseQuantile(load: MultiServerLoad, p: number): number {
  if (load.arrivalRate * load.meanService >= load.servers) return Infinity;
  return invertTail(mmcResponseTail(load), 1 - p, load.meanService);
}
