import { erlangB } from './erlang.js';
import { MANY } from './many-servers.js';
import type { MultiServerLoad, StationMeasures } from './station-measures.js';

/** An M/M/c station that holds at most `capacity` requests, waiting and in service together. */
export interface BoundedLoad extends MultiServerLoad {
  readonly capacity: number;
}

/**
 * M/M/c/K: birth-death chain with refused arrivals; waits by Little's law on the accepted rate λ(1 - p_K).
 *
 * Poisson arrivals that are lost when full, exponential service. Any load. With K = c it is Erlang B, then valid for
 * every service law. A capacity below the number of servers is read as that many servers.
 * Source: Kleinrock, Queueing Systems I, §3.8; Gross et al., §2.5.
 */
export function mmck(load: BoundedLoad): StationMeasures {
  if (load.capacity > MANY) return manyStates(load);
  const servers = Math.min(load.servers, load.capacity);
  const states = mmckStates(load);
  let inSystem = 0;
  let queue = 0;
  let waiting = 0;
  for (const [n, probability] of states.entries()) {
    inSystem += n * probability;
    queue += Math.max(0, n - servers) * probability;
    if (n >= servers && n < load.capacity) waiting += probability;
  }
  const loss = states[load.capacity] ?? 0;
  const throughput = load.arrivalRate * (1 - loss);
  return {
    utilization: (throughput * load.meanService) / load.servers,
    waitProbability: loss < 1 ? waiting / (1 - loss) : 0,
    meanWait: throughput > 0 ? queue / throughput : 0,
    meanResponse: throughput > 0 ? inSystem / throughput : load.meanService,
    meanQueue: queue,
    meanInSystem: inSystem,
    loss,
    throughput,
  };
}

/**
 * The same without a number per state: the states up to c by Erlang B, those above it as a geometric series; of more than
 * `MANY` places in the queue only so many count.
 */
function manyStates(load: BoundedLoad): StationMeasures {
  const { arrivalRate, meanService, capacity } = load;
  const servers = Math.min(load.servers, capacity);
  const offered = arrivalRate * meanService;
  const density = offered / servers;
  const blocked = erlangB(offered, servers);
  let [weight, states, queue] = [1, 1, 0];
  for (let k = 1; k <= Math.min(capacity - servers, MANY) && weight > 1e-18 * states; k++) {
    weight *= density;
    if (!(weight < 1e200)) break;
    states += weight;
    queue += k * weight;
  }
  const top = 1 / (1 / blocked - 1 + states);
  const loss = blocked > 0 ? (capacity > servers + MANY && density < 1 ? 0 : weight * top) : 0;
  const throughput = arrivalRate * (1 - loss);
  const meanQueue = blocked > 0 ? queue * top : 0;
  const waiting = blocked > 0 ? (states - weight) * top : 0;
  const meanInSystem = meanQueue + throughput * meanService;
  return {
    utilization: (throughput * meanService) / load.servers,
    waitProbability: loss < 1 ? waiting / (1 - loss) : 0,
    meanWait: throughput > 0 ? meanQueue / throughput : 0,
    meanResponse: throughput > 0 ? meanInSystem / throughput : meanService,
    meanQueue,
    meanInSystem,
    loss,
    throughput,
  };
}

/** Stationary probabilities of 0 … K requests in the system; index is the number in the system. */
export function mmckStates(load: BoundedLoad): readonly number[] {
  const offered = load.arrivalRate * load.meanService;
  const servers = Math.min(load.servers, load.capacity);
  const states = [1];
  let last = 1;
  let total = 1;
  for (let n = 1; n <= load.capacity; n++) {
    last *= offered / Math.min(n, servers);
    if (last > 1e200) {
      // Rescaling keeps large overloaded systems within the range of numbers.
      for (let i = 0; i < states.length; i++) states[i] = (states[i] ?? 0) / last;
      total /= last;
      last = 1;
    }
    states.push(last);
    total += last;
  }
  return states.map((weight) => weight / total);
}

/**
 * `P(response > t)` of an accepted arrival to M/M/c/K, first come first served, as a function of t.
 *
 * An arrival that finds n ≥ c waits an Erlang(n-c+1, cμ) time, then is served. The sum of both has the tail
 * `Q_k(cμt) + b_k`, where Q_k is the Erlang tail and `b_k = pois(k; cμt) + (c-1)/c · b_{k+1}`: a backward recursion of
 * positive terms, hence stable for any K.
 * Source: Gross et al., §2.5.1, in the form derived here.
 */
export function mmckResponseTail(load: BoundedLoad): (t: number) => number {
  const servers = Math.min(load.servers, load.capacity);
  // Who waits for one of so many servers waits for no time.
  if (load.capacity > MANY) return (t) => (t <= 0 ? 1 : Math.exp(-t / load.meanService));
  const states = mmckStates(load);
  const accepted = 1 - (states[load.capacity] ?? 0);
  let immediate = 0;
  for (let n = 0; n < servers; n++) immediate += (states[n] ?? 0) / accepted;
  const queued: number[] = [0];
  for (let n = servers; n < load.capacity; n++) queued.push((states[n] ?? 0) / accepted);
  while (queued.length > 1 && (queued.at(-1) ?? 0) < 1e-13) queued.pop();
  return (t) => {
    if (t <= 0) return 1;
    const x = t / load.meanService;
    return Math.min(1, immediate * Math.exp(-x) + queuedTail(queued, servers, x));
  };
}

function queuedTail(queued: readonly number[], servers: number, x: number): number {
  const mean = servers * x;
  const last = queued.length - 1;
  if (last < 1) return 0;
  const top = Math.ceil(Math.max(last, mean) + 12 * Math.sqrt(Math.max(last, mean)) + 30);
  const poisson = poissonProbabilities(mean, top);
  let remainder = 0;
  for (let k = top; k > last; k--) remainder = (poisson[k] ?? 0) + ((servers - 1) / servers) * remainder;
  let above = 0;
  for (let k = last; k <= top; k++) above += poisson[k] ?? 0;
  let result = 0;
  for (let k = last; k >= 1; k--) {
    remainder = (poisson[k] ?? 0) + ((servers - 1) / servers) * remainder;
    result += (queued[k] ?? 0) * (1 - above + remainder);
    above += poisson[k - 1] ?? 0;
  }
  return result;
}

function poissonProbabilities(mean: number, top: number): Float64Array {
  const result = new Float64Array(top + 1);
  const mode = Math.min(top, Math.floor(mean));
  let logMode = -mean + mode * Math.log(mean || 1);
  for (let k = 2; k <= mode; k++) logMode -= Math.log(k);
  result[mode] = Math.exp(logMode);
  for (let k = mode + 1; k <= top; k++) result[k] = ((result[k - 1] ?? 0) * mean) / k;
  for (let k = mode; k > 0; k--) result[k - 1] = ((result[k] ?? 0) * k) / mean;
  return result;
}
