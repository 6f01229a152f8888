import { autoscaleTarget } from '../../catalogue/autoscale.js';
import type { Autoscale, Id, Workload } from '../../design/design.js';
import { type Configuration, isCounted } from './configuration.js';
import { type Network, resized } from './network.js';
import type { PoolShape } from './pool.js';
import { type Solution, solveNetwork } from './solve-network.js';

/** Sizes settle in two rounds unless failures or closed loads depend on them. */
const MOST_ROUNDS = 10;
/** After so many rounds sizes only grow: what swings is held up by scaling in late. */
const FREE_ROUNDS = 4;

/**
 * The network with every autoscaled component at the size it reaches under this load, and its solution.
 *
 * Autoscaling adds instances while their mean utilization is over the target: `n = ⌈λS / (cores × target)⌉`, within its
 * bounds; this is the state it settles in, its delay aside. The search starts from the largest sizes, so that of two
 * possible equilibria (a retry storm has a congested one) the good one is found, as `solveNetwork` does. Components that
 * may not scale keep the size they have in the network.
 */
export function solveAutoscaled(
  network: Network,
  workload: Workload | undefined,
  scale: number,
  mayScale: (autoscale: Autoscale) => boolean = () => true,
): Solution {
  const scaling = [...network.configurations.values()].filter((of) => {
    const autoscale = autoscaleOf(of);
    return autoscale !== undefined && mayScale(autoscale);
  });
  if (scaling.length === 0) return solveNetwork(network, workload, scale);
  let sizes = new Map(scaling.map((of) => [of.component.id, boundsOf(of).maximum]));
  for (let round = 1; ; round++) {
    const solution = solveNetwork(resized(network, sizes), workload, scale);
    const wanted = new Map(
      [...sizes].map(([id, size]) => {
        const needed = wantedSize(id, solution);
        return [id, round > FREE_ROUNDS ? Math.max(size, needed) : needed];
      }),
    );
    if (round >= MOST_ROUNDS || [...sizes].every(([id, size]) => wanted.get(id) === size)) return solution;
    sizes = wanted;
  }
}

/** The autoscaling of a component; `undefined` where copies and shards, not instances, make its size. */
export function autoscaleOf({ component, isSource, isDelay }: Configuration): Autoscale | undefined {
  return isSource || isDelay || isCounted(component) ? undefined : component.autoscale;
}

/** Fewest and most instances. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** Bounds of the autoscaling: whole and in order, whatever was written. */
export function boundsOf(of: Configuration): Bounds {
  const { minimum = 1, maximum = 1 } = autoscaleOf(of) ?? {};
  const least = Math.max(1, Math.round(minimum) || 1);
  return { minimum: least, maximum: Math.max(least, Math.round(maximum) || 1) };
}

/** Utilization that its autoscaling keeps to. */
export function targetOf(of: Configuration): number {
  const target = autoscaleOf(of)?.target ?? Number(autoscaleTarget.value);
  return target > 0 ? Math.min(1, target) : Number(autoscaleTarget.value);
}

function wantedSize(id: Id, { network, pools }: Solution): number {
  const of = network.configurations.get(id);
  if (of === undefined) return 1;
  const { minimum, maximum } = boundsOf(of);
  const index = network.indexOf(id, 'main');
  const [shape, measures] = [network.pools[index]?.shape, pools[index]];
  if (shape === undefined || measures === undefined) return minimum;
  const busyServers = measures.utilization * shape.units * shape.servers;
  const needed = Math.ceil(busyServers / (shape.servers * targetOf(of)) - 1e-9);
  return Math.min(maximum, Math.max(minimum, needed || 0));
}

/** An autoscaled component as estimated; `undefined` when it is not autoscaled. */
export function sizeOf(of: Configuration): (Bounds & { readonly instances: number }) | undefined {
  return autoscaleOf(of) === undefined ? undefined : { instances: of.instances, ...boundsOf(of) };
}

/** Utilization at its largest size over that at the size it has, of its busiest unit; 1 without autoscaling. */
export function fullSizeShare(of: Configuration, { network }: Solution): number {
  const size = sizeOf(of);
  if (size === undefined || size.instances >= size.maximum) return 1;
  const now = network.shapeOf(of, 'main');
  const full = network.shapeOf({ ...of, instances: size.maximum }, 'main');
  return busiestServerShare(full) / busiestServerShare(now);
}

/** Share of the stream that one server of the busiest unit gets. */
function busiestServerShare({ policy, units, servers, hottestShare }: PoolShape): number {
  return (policy === 'shared' ? 1 / units : Math.max(hottestShare, 1 / units)) / servers;
}
