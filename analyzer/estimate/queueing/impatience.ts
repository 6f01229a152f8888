import { erlangB } from './erlang.js';
import { MANY, sumAbove } from './many-servers.js';
import type { MultiServerLoad, StationMeasures } from './station-measures.js';

/**
 * Erlang A (M/M/c+M): waiting requests give up after an exponential patience; birth-death chain with death rate
 * `min(n,c)μ + (n-c)⁺θ`, abandoned share `θ Lq/λ`.
 *
 * `meanPatience` = 1/θ in seconds; `Infinity` means nobody gives up and the load must then be below c. `loss` is the
 * abandoned share, `meanWait` the mean time in the queue over all arrivals, `meanResponse` that plus the service of
 * those served. Any load is stable. Source: Palm 1957; Garnett, Mandelbaum, Reiman, M&SOM 4 (2002).
 */
export function erlangA(load: MultiServerLoad & { readonly meanPatience: number }): StationMeasures {
  const { arrivalRate, meanService, servers, meanPatience } = load;
  if (fluidQueue(load) > LARGEST_CHAIN) return fluid(load);
  if (servers > MANY) return manyServers(load);
  let weight = 1;
  let total = 1;
  let busy = 0;
  let queue = 0;
  let waiting = 0;
  for (let n = 1; ; n++) {
    const death = Math.min(n, servers) / meanService + Math.max(0, n - servers) / meanPatience;
    const factor = arrivalRate / death;
    weight *= factor;
    total += weight;
    busy += Math.min(n, servers) * weight;
    queue += Math.max(0, n - servers) * weight;
    if (n >= servers) waiting += weight;
    if (total > 1e200)
      [weight, total, busy, queue, waiting] = [weight, total, busy, queue, waiting].map(shrink) as Five;
    if (n > servers && factor < 1 && (weight * n) / (1 - factor) < 1e-16 * total) break;
    if (n > servers && factor >= 1 && !Number.isFinite(meanPatience)) return endless(load);
  }
  const meanQueue = queue / total;
  const loss = arrivalRate > 0 ? meanQueue / (meanPatience * arrivalRate) : 0;
  const throughput = arrivalRate * (1 - loss);
  const meanWait = arrivalRate > 0 ? meanQueue / arrivalRate : 0;
  return {
    utilization: busy / total / servers,
    waitProbability: waiting / total,
    meanWait,
    meanResponse: meanWait + meanService * (1 - loss),
    meanQueue,
    meanInSystem: (queue + busy) / total,
    loss,
    throughput,
  };
}

/**
 * The same without walking through the states: with `1/B` the sum below c servers, `x = c/(Sθ)`, `y = λ/θ` and A the sum above,
 * `P(wait) = A B/(1 + (A-1)B)`, and of those who wait the share `1/(ρA) + 1 - 1/ρ` gives up.
 * Source: Mandelbaum and Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007, §5.
 */
function manyServers(load: Parameters<typeof erlangA>[0]): StationMeasures {
  const { arrivalRate, meanService, servers, meanPatience } = load;
  const offered = arrivalRate * meanService;
  const density = offered / servers;
  if (!Number.isFinite(meanPatience) && density >= 1) return endless(load);
  const blocked = erlangB(offered, servers);
  const above = Number.isFinite(meanPatience)
    ? sumAbove((servers * meanPatience) / meanService, arrivalRate * meanPatience)
    : 1 / (1 - density);
  const waitProbability = Number.isFinite(above) ? (above * blocked) / (1 + (above - 1) * blocked) : 1;
  const givesUp = density > 0 ? Math.max(0, 1 / (density * above) + 1 - 1 / density) : 0;
  const loss = Number.isFinite(meanPatience) ? waitProbability * givesUp : 0;
  const throughput = arrivalRate * (1 - loss);
  const meanQueue = Number.isFinite(meanPatience)
    ? loss * arrivalRate * meanPatience
    : (waitProbability * density) / (1 - density);
  const meanWait = arrivalRate > 0 ? meanQueue / arrivalRate : 0;
  return {
    utilization: (throughput * meanService) / servers,
    waitProbability,
    meanWait,
    meanResponse: meanWait + meanService * (1 - loss),
    meanQueue,
    meanInSystem: meanQueue + throughput * meanService,
    loss,
    throughput,
  };
}

/** States beyond which the chain is its own fluid limit to more digits than anybody reads. */
const LARGEST_CHAIN = 200_000;

/** Queue at which as many give up as come too much: `(λ - cμ)/θ`. */
function fluidQueue({ arrivalRate, meanService, servers, meanPatience }: Parameters<typeof erlangA>[0]): number {
  return Number.isFinite(meanPatience) ? (arrivalRate - servers / meanService) * meanPatience : 0;
}

/** A flood: every server is always busy, and whoever is too much gives up. */
function fluid(load: Parameters<typeof erlangA>[0]): StationMeasures {
  const { arrivalRate, meanService, servers } = load;
  const throughput = servers / meanService;
  const loss = Number.isFinite(arrivalRate) ? 1 - throughput / arrivalRate : 1;
  const meanQueue = fluidQueue(load);
  const meanWait = Number.isFinite(arrivalRate) ? meanQueue / arrivalRate : load.meanPatience;
  return {
    utilization: 1,
    waitProbability: 1,
    meanWait,
    meanResponse: meanWait + meanService * (1 - loss),
    meanQueue,
    meanInSystem: meanQueue + servers,
    loss,
    throughput,
  };
}

type Five = [number, number, number, number, number];
const shrink = (value: number) => value / 1e200;

function endless(load: MultiServerLoad): StationMeasures {
  return {
    utilization: 1,
    waitProbability: 1,
    meanWait: Infinity,
    meanResponse: Infinity,
    meanQueue: Infinity,
    meanInSystem: Infinity,
    loss: 0,
    throughput: load.servers / load.meanService,
    reason: 'the arrival rate reaches the capacity and nobody gives up waiting',
  };
}
