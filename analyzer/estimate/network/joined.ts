import { type Latency, scaled } from '../distribution/latency.js';
import { kthFastest, parallelAll, slowestOf } from '../distribution/parallel.js';
import { forkJoinResponse } from '../queueing/fork-join.js';
import { compact, remember } from './latency-cache.js';
import type { Network } from './network.js';
import type { ParallelNode, PlanNode } from './plan.js';
import type { PoolMeasures } from './pool.js';

/**
 * Time until enough branches are through. `queued` is the mean of all of them where a model of their common queues has it.
 */
export function joined(
  { copies: each, waitFor }: ParallelNode,
  branches: readonly Latency[],
  queued: number | undefined,
): Latency {
  const count = branches.length * each;
  if (waitFor >= count) {
    return remember('join', branches, [each, queued ?? 0], () => {
      const all = parallelAll(...branches.map((latency) => slowestOf(latency, each)));
      return compact(queued === undefined || !(all.mean > 0) ? all : scaled(all, queued / all.mean), branches);
    });
  }
  const most = Math.max(1, Math.floor(1000 / branches.length));
  const copies = Math.min(each, most);
  // Beyond a thousand parts the order statistic at the same rank among fewer is as good.
  const rank = Math.max(1, Math.round((waitFor / count) * branches.length * copies));
  return kth(
    branches.flatMap((latency) => new Array<Latency>(copies).fill(latency)),
    rank,
  );
}

/**
 * Mean of a fork-join over separate stations that are alike: their queues are fed by the same arrivals, so the slowest
 * is sooner than of independent ones. `undefined` where that model does not apply.
 */
export function forkJoinMean(
  node: ParallelNode,
  network: Network,
  solved: readonly PoolMeasures[],
  rates: Float64Array,
): number | undefined {
  if (node.copies !== 1 || node.branches.length < 2) return undefined;
  let first: { readonly rate: number; readonly service: number } | undefined;
  const pools = new Set<number>();
  for (const { nodes } of node.branches) {
    const [only] = unwrapped(nodes);
    if (nodes.length !== 1 || only?.kind !== 'call' || only.body.nodes.length > 0) return undefined;
    const pool = network.indexOf(only.target, 'main');
    const measures = solved[pool];
    if (measures === undefined || measures.method !== 'M/M/1') return undefined;
    const own = rates[only.index] ?? 0;
    if (network.pools[pool]?.shape.units !== 1 || Math.abs(own - measures.arrivalRate) > 1e-9 * own) return undefined;
    if (first !== undefined && (first.rate !== measures.arrivalRate || first.service !== measures.meanService))
      return undefined;
    first = { rate: measures.arrivalRate, service: measures.meanService };
    pools.add(pool);
    if (network.distances.isPlaced || only.policy.retry !== undefined) return undefined;
  }
  if (first === undefined || pools.size !== node.branches.length) return undefined;
  return forkJoinResponse({ arrivalRate: first.rate, meanService: first.service }, node.branches.length);
}

/** The steps themselves, where a block is a single path. */
function unwrapped(nodes: readonly PlanNode[]): readonly PlanNode[] {
  const [only] = nodes;
  return nodes.length === 1 && only?.kind === 'group' ? unwrapped(only.body.nodes) : nodes;
}

/** The `wanted`-th fastest of independent parts. */
export function kth(parts: readonly Latency[], wanted: number): Latency {
  return remember('kth', parts, [wanted], () => compact(kthFastest(parts, wanted), parts));
}

/** Probability that at least `wanted` of the parts succeed, each part existing `copies` times. */
export function chanceOfAtLeast(successes: readonly number[], copies: number, wanted: number): number {
  const count = successes.length * copies;
  if (successes.every((p) => p >= 1)) return 1;
  if (wanted >= count) return successes.reduce((product, p) => product * p ** copies, 1);
  if (count > 1000) return successes.reduce((sum, p) => sum + p * copies, 0) >= wanted ? 1 : 0;
  let law = [1];
  for (const p of successes) {
    for (let i = 0; i < copies; i++)
      law = Array.from({ length: law.length + 1 }, (_, k) => (law[k] ?? 0) * (1 - p) + (law[k - 1] ?? 0) * p);
  }
  return law.slice(wanted).reduce((sum, value) => sum + value, 0);
}
