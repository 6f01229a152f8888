import type { Distribution } from '../../design/distribution.js';
import { branch } from '../distribution/branch.js';
import { constantLatency, type Latency, latencyFromTail, latencyOf, scaled } from '../distribution/latency.js';
import { lawText, remember, rememberLatency, sum } from './latency-cache.js';
import type { NetworkPool } from './network.js';
import type { PoolMeasures, WaitLaw } from './pool.js';

/** A duration that never ends: what waits at a saturated station. */
export const NEVER: Latency = constantLatency(Infinity);

/**
 * The response of a pool to one class of its work, as a law: the wait, then the service.
 *
 * The wait of those who wait is exponential with the model's mean (exact for M/M/c and GI/M/1, asymptotically right near
 * saturation: Whitt, Bell System Technical Journal 62 (1983), §5); where the model gives the law of the response itself,
 * that is taken.
 */
export function poolResponse(pool: NetworkPool, measures: PoolMeasures, of: number): Latency {
  const known = responses.get(measures) ?? [];
  const response = known[of] ?? composed(pool, measures, of);
  known[of] = response;
  responses.set(measures, known);
  return response;
}

/** Measures are of one pool; index is the class. */
const responses = new WeakMap<PoolMeasures, Latency[]>();

function composed(pool: NetworkPool, measures: PoolMeasures, of: number): Latency {
  const law = pool.classes[of]?.law;
  if (law === undefined || measures.reason !== undefined) return NEVER;
  const ways = measures.waits.map((wait) => ({
    probability: wait.share,
    latency: groupResponse(wait, law, pool, measures, of),
  }));
  const [only] = ways;
  return only !== undefined && ways.length === 1
    ? only.latency
    : remember(
        'either',
        ways.map((way) => way.latency),
        ways.map((way) => way.probability),
        () => branch(ways),
      );
}

function groupResponse(
  wait: WaitLaw,
  law: Distribution,
  pool: NetworkPool,
  measures: PoolMeasures,
  of: number,
): Latency {
  const { slowing } = pool.shape;
  const classWait = measures.classWaits[of] ?? measures.meanWait;
  // Waits that differ by class (priorities) keep the probability of waiting of all.
  const isFurther = pool.classes[of]?.isFurther === true;
  const mean = isFurther ? 0 : measures.waits.length > 1 ? wait.mean : classWait;
  const description = `${lawText(law)} ${slowing} ${measures.stretch} ${wait.probability} ${mean}`;
  const { responseTail } = wait;
  if (responseTail !== undefined && pool.classes.length === 1) {
    const exact = `${description} ${measures.method} ${measures.arrivalRate * wait.share}`;
    const service = measures.meanService;
    return rememberLatency(exact, () => latencyFromTail(responseTail, wait.mean + service));
  }
  const { waitTail } = wait;
  if (waitTail !== undefined && mean > 0) {
    const waited = rememberLatency(`${description} ${measures.method} ${measures.utilization}`, () =>
      latencyFromTail(waitTail, mean),
    );
    return sum(waited, stretched(law, slowing));
  }
  return rememberLatency(description, () => {
    const service = stretched(law, slowing * measures.stretch);
    if (!(mean > 0) || measures.stretch !== 1) return service;
    if (law.law === 'exponential') return exponentialResponse(mean, wait.probability, law.mean * slowing);
    return sum(waitLatency(mean, wait.probability), service);
  });
}

function stretched(law: Distribution, factor: number): Latency {
  const latency = latencyOf(law);
  return factor === 1 ? latency : scaled(latency, factor);
}

/** Nobody waits with probability 1 - p; the others wait an exponential time, so that the mean over all is `mean`. */
export function waitLatency(mean: number, probability: number): Latency {
  const chance = Math.min(1, Math.max(probability, 1e-12));
  const rate = chance / mean;
  return latencyFromTail((t) => (t < 0 ? 1 : chance * Math.exp(-rate * t)), mean);
}

/**
 * Wait plus exponential service in closed form: with probability p both are exponential, so that
 * `P(T > t) = e^{-μt} + pμ(e^{-μt} - e^{-dt})/(d - μ)`, as for M/M/c.
 */
function exponentialResponse(meanWait: number, probability: number, meanService: number): Latency {
  if (!(meanService > 0)) return waitLatency(meanWait, probability);
  const chance = Math.min(1, Math.max(probability, 1e-12));
  const service = 1 / meanService;
  const gap = chance / meanWait / service - 1;
  const tail = (t: number) => {
    if (t <= 0) return 1;
    const x = service * t;
    // (e^{-x} - e^{-(1+gap)x}) / gap, by its series where the two rates nearly coincide; neither term overflows.
    const both =
      Math.abs(gap * x) < 1e-8
        ? Math.exp(-x) * x * (1 - (gap * x) / 2)
        : (Math.exp(-x) - Math.exp(-(1 + gap) * x)) / gap;
    return Math.min(1, Math.exp(-x) + chance * both);
  };
  return latencyFromTail(tail, meanWait + meanService);
}
