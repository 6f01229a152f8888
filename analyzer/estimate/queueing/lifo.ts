import { busyPeriod, mixtureTail } from './busy-period.js';
import { erlangC } from './erlang.js';
import type { MultiServerLoad } from './station-measures.js';

/**
 * `P(wait > t)` of M/M/c, last come first served without pre-emption; 1 when saturated.
 *
 * Who finds all servers busy waits until one is free and all who came later are served: the busy period of a server of
 * the combined speed. Probability and mean of the wait are those of first come first served, its spread is larger by
 * `1/(1-ρ)`: `E[W²] = E[W²](FCFS) / (1-ρ)`. Source: Gross et al., Fundamentals of Queueing Theory, §2.3; Kleinrock,
 * Queueing Systems II, §3.6.
 */
export function lifoWaitTail(load: MultiServerLoad): (t: number) => number {
  const offered = load.arrivalRate * load.meanService;
  if (offered >= load.servers) return () => 1;
  const probability = erlangC(offered, load.servers);
  const tail = mixtureTail(busyPeriod(load.arrivalRate, load.servers / load.meanService));
  return (t) => (t < 0 ? 1 : probability * tail(t));
}

/** `P(response > t)` of the same: the wait, then an exponential service, in closed form; 1 when saturated. */
export function lifoResponseTail(load: MultiServerLoad): (t: number) => number {
  const offered = load.arrivalRate * load.meanService;
  if (offered >= load.servers) return () => 1;
  const probability = erlangC(offered, load.servers);
  const { weights, rates } = busyPeriod(load.arrivalRate, load.servers / load.meanService);
  const service = 1 / load.meanService;
  return (t) => {
    if (t <= 0) return 1;
    const served = Math.exp(-service * t);
    let both = 0;
    for (let i = 0; i < rates.length; i++) both += (weights[i] ?? 0) * extraTail(rates[i] ?? 0, service, t, served);
    return Math.min(1, served + probability * both);
  };
}

/** `P(A + S > t) - P(S > t)` of exponentials of rates a and μ: `μ (e^{-at} - e^{-μt}) / (μ - a)`, at a = μ its limit. */
function extraTail(rate: number, service: number, t: number, served: number): number {
  const gap = (service - rate) * t;
  if (Math.abs(gap) < 1e-8) return service * t * served;
  return (service * t * (Math.exp(-rate * t) - served)) / gap;
}
