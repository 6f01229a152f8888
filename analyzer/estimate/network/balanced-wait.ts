import { joinShortestQueue, randomSplit, twoChoices } from '../queueing/balanced-servers.js';
import { erlangC } from '../queueing/erlang.js';
import { mmc } from '../queueing/mmc.js';
import {
  type MultiServerLoad,
  measuresFromWait,
  type StationMeasures,
  saturated,
} from '../queueing/station-measures.js';

/** Measures of one request and what had to be assumed. */
export interface BalancedWait {
  readonly measures: StationMeasures;
  readonly assumptions: readonly string[];
}

const general = 'the wait scales with (1 + cv²)/2 of the service time';

/**
 * Join the shortest queue over `groups` units; `unit` is the load of one of them.
 *
 * One server per unit: the model of `joinShortestQueue`. Several: an arrival waits only when nearly all servers of all
 * units are busy, so `W ≈ W(M/M/nc) + κCS/c`, with κ the cost of separate queues at one server each, which shrinks with
 * the c servers that empty every queue.
 */
export function shortestQueueWait(unit: MultiServerLoad, groups: number, scv: number): BalancedWait {
  const all = { ...unit, arrivalRate: unit.arrivalRate * groups, servers: unit.servers * groups };
  const offered = all.arrivalRate * all.meanService;
  const assumptions = [
    ...(scv === 1 ? [] : [general]),
    ...(unit.servers > 1 ? ['separate queues cost less the more servers empty them'] : []),
  ];
  if (offered >= all.servers) return { measures: saturated(unit), assumptions };
  const single = { arrivalRate: (offered / all.servers) * groups, meanService: 1, servers: groups };
  const alone = shortestQueue(groups, offered / all.servers);
  const waits = erlangC(single.arrivalRate, groups);
  const separation = waits > 0 ? Math.max(0, (alone - mmc(single).meanWait) / waits) : 0;
  const waiting = erlangC(offered, all.servers);
  const meanWait = mmc(all).meanWait + (separation * waiting * all.meanService) / unit.servers;
  return { measures: measuresFromWait(unit, meanWait * ((1 + scv) / 2), waiting), assumptions };
}

/**
 * Two choices over `groups` units; `unit` is the load of one of them.
 *
 * Several servers per unit: the wait of random choice, improved by the same factor as with one server each.
 */
export function twoChoicesWait(unit: MultiServerLoad, groups: number, scv: number): BalancedWait {
  const density = (unit.arrivalRate * unit.meanService) / unit.servers;
  const assumptions = [
    ...(scv === 1 ? [] : [general]),
    ...(unit.servers > 1 ? ['improves on random choice as it does with one server per unit'] : []),
  ];
  if (density >= 1) return { measures: saturated(unit), assumptions };
  const single = { arrivalRate: density * groups, meanService: 1, servers: groups };
  const chosen = groups === 2 ? shortestQueue(2, density) : twoChoices(single).meanWait;
  const random = randomSplit(single).meanWait;
  const improvement = random > 0 ? chosen / random : 1;
  const unaided = mmc(unit);
  const meanWait = unaided.meanWait * improvement;
  const waits = Math.min(1, unaided.waitProbability * Math.max(density, improvement));
  return { measures: measuresFromWait(unit, meanWait * ((1 + scv) / 2), waits), assumptions };
}

/**
 * Mean wait in service times, remembered: two servers are solved as a chain, which takes longer than the rest of a keystroke.
 */
function shortestQueue(servers: number, density: number): number {
  const key = servers + density;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const wait = joinShortestQueue({ arrivalRate: density * servers, meanService: 1, servers }).meanWait;
  if (remembered.size > 2000) remembered.clear();
  remembered.set(key, wait);
  return wait;
}

/** By servers + density, density being below 1. */
const remembered = new Map<number, number>();
