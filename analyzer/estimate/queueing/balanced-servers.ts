import { erlangC } from './erlang.js';
import { matrix } from './matrix.js';
import { mm1 } from './mm1.js';
import { solveQuasiBirthDeath } from './quasi-birth-death.js';
import { type MultiServerLoad, measuresFromWait, type StationMeasures, saturated } from './station-measures.js';

/**
 * Random splitting of Poisson traffic over `servers` separate queues: each is M/M/1 with a share 1/n of the rate.
 *
 * Exact for exponential service. As in the other functions of this file, `load.arrivalRate` is the rate of the whole
 * stream, and the measures are those of all servers together. Source: Kleinrock, Queueing Systems II, §5.1.
 */
export function randomSplit(load: MultiServerLoad): StationMeasures {
  const single = mm1({ arrivalRate: load.arrivalRate / load.servers, meanService: load.meanService });
  if (single.reason !== undefined) return saturated(load);
  return measuresFromWait(load, single.meanWait, single.waitProbability);
}

/**
 * Join the shortest queue (`least_connections`) of `servers` exponential servers with separate queues.
 *
 * Two servers: the chain of (shorter queue, difference), solved exactly. More: `W ≈ W(M/M/n) + κ C S`, where C is
 * Erlang C and κ(n, ρ), the cost of separate queues, is a polynomial in ln(n/7) fitted to simulations of this project
 * (n = 2…100, ρ = .2….98, up to 2·10⁸ events a point); within 1.3 % of every one of them.
 * Source of the chain: Flatto and McKean 1977; of the shared-queue bound: Whitt, Operations Research 34 (1986).
 */
export function joinShortestQueue(load: MultiServerLoad): StationMeasures {
  const { servers, meanService } = load;
  const offered = load.arrivalRate * meanService;
  const density = offered / servers;
  if (density >= 1) return saturated(load);
  if (servers === 1) return mm1(load);
  if (servers === 2) return shorterOfTwo(load);
  const waiting = erlangC(offered, servers);
  const x = Math.log(Math.min(servers, 100) / 7);
  const separation =
    0.37026 + 0.04982 * x - 0.06121 * x ** 2 + 0.0112 * x ** 3 + (0.03946 - 0.14866 * x) * (1 - density);
  const meanWait = waiting * meanService * (1 / (servers - offered) + Math.max(0, separation));
  return measuresFromWait(load, meanWait, Number.NaN);
}

/**
 * Power of two choices: each arrival joins the shorter of two different servers chosen at random.
 *
 * The mean-field response of infinitely many servers, `S Σ_{i≥1} ρ^{2^i - 2}`, plus a correction of order 1/n for few:
 * `ρ/(n(1-ρ)) (.173 - .232ρ² + .6335ρ^16.27 + (.9404ρ² - .4382ρ^16.27) n^-.37)`, fitted to simulations of this project
 * (n = 2…100, ρ = .2….98); within 1.4 % of every one of them. Two servers are exact (the same as the shortest queue).
 * Source of the mean field: Mitzenmacher, IEEE TPDS 12 (2001); Vvedenskaya, Dobrushin, Karpelevich 1996.
 */
export function twoChoices(load: MultiServerLoad): StationMeasures {
  const { servers, meanService } = load;
  const density = (load.arrivalRate * meanService) / servers;
  if (density >= 1) return saturated(load);
  if (servers <= 2) return joinShortestQueue(load);
  const steep = density ** 16.269;
  const few = (0.94042 * density ** 2 - 0.43822 * steep) * servers ** -0.36979;
  const shape = 0.173 - 0.23201 * density ** 2 + 0.63349 * steep + few;
  const response = meanFieldTwoChoices(density) + (density * shape) / (servers * (1 - density));
  return measuresFromWait(load, (response - 1) * meanService, Number.NaN);
}

/** Mean response of two choices over infinitely many servers, in service times; `Infinity` for ρ ≥ 1. */
export function meanFieldTwoChoices(density: number): number {
  if (density >= 1) return Infinity;
  let sum = 0;
  for (let i = 1; i < 60; i++) {
    const term = density ** (2 ** i - 2);
    sum += term;
    if (term < 1e-17) break;
  }
  return sum;
}

/** Differences between the two queues beyond this have probability below 10⁻⁹. */
const WIDEST_DIFFERENCE = 20;

function shorterOfTwo(load: MultiServerLoad): StationMeasures {
  const arrival = load.arrivalRate * load.meanService;
  const size = WIDEST_DIFFERENCE + 1;
  const boundary = matrix(size, size, (d, to) => {
    if (d === 0) return to === 1 ? arrival : 0;
    return to === d - 1 ? 1 : 0;
  });
  const sums = solveQuasiBirthDeath({
    up: matrix(size, size, (d, to) => (d > 0 && to === d - 1 ? arrival : 0)),
    within: boundary,
    down: matrix(size, size, (d, to) => (to !== d + 1 ? 0 : d === 0 ? 2 : 1)),
    boundary,
  });
  if (sums === undefined) return saturated(load);
  const inSystem = sums.probability.reduce((sum, p, d) => sum + d * p + 2 * (sums.level[d] ?? 0), 0);
  const meanWait = arrival > 0 ? (inSystem / arrival - 1) * load.meanService : 0;
  return measuresFromWait(load, meanWait, Number.NaN);
}
