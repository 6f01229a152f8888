import type { Id } from '../design/design.js';
import type { Network } from '../estimate/network/network.js';
import type { Breaker } from './behaviours/breaker.js';
import type { Refreshes } from './model/build-refreshes.js';
import type { Holders } from './model/holders.js';
import type { Pool } from './model/units.js';
import type { Parts } from './report.js';
import type { FlowStatistics } from './statistics/flow-statistics.js';
import type { World } from './world.js';

/** The inside of a run, for those who only look at it. */
export interface Observed {
  readonly world: World;
  readonly flows: ReadonlyMap<Id, FlowStatistics>;
  readonly parts: ReadonlyMap<Id, Parts>;
  /** By caller and target, with a space between them. */
  readonly breakers: ReadonlyMap<string, Breaker>;
}

/** What each component consists of in a run. */
export function partsOf(
  { configurations, poolOf }: Network,
  pools: readonly Pool[],
  holders: Holders,
  refreshes: Refreshes,
  { replicas }: World,
): ReadonlyMap<Id, Parts> {
  return new Map<Id, Parts>(
    [...configurations.keys()].map((id) => [
      id,
      {
        main: pools[poolOf.get(`${id} main`) ?? -1],
        follower: pools[poolOf.get(`${id} follower`) ?? -1],
        cache: holders.caches.get(id),
        queue: holders.queues.get(id),
        refreshed: refreshes.all.get(id),
        replicas: replicas.of(id),
      },
    ]),
  );
}
