/**
 * What the copies of stores hold, and who leads them.
 *
 * `ReplicaSets` knows the machines of each store and who leads now; a `ShardLog` is the log of a shard under one leader, a
 * `ReplicaCopy` how far a copy is in it. `LeaderLog` lets writes happen, `Leadership` lets leaders come and go, `Elections` decides
 * when. Nothing here knows flows; what calls do they learn from the frames that carry them.
 */
import type { Id } from '../../design/design.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import type { Network } from '../behaviours/network.js';
import type { Streams } from '../kernel/random.js';
import type { Pool, Unit } from '../model/units.js';
import type { Batches } from '../statistics/batches.js';
import type { Timeline } from '../statistics/timeline.js';
import type { ReplicaGroup } from './replica-group.js';
import { ReplicaSet } from './replica-set.js';
import { ReplicationStatistics } from './replication-statistics.js';

/** The copies of all stores of a run. */
export class ReplicaSets {
  readonly all: ReplicaSet[] = [];
  private readonly byComponent = new Map<Id, ReplicaSet>();
  /** Data items by their number. */
  private data: readonly Id[] = [];
  private readonly unitsOf = new Map<Id, Unit[]>();
  /** Machines that have crashed and are not back. */
  readonly down = new Set<Unit>();

  constructor(
    private readonly streams: Streams,
    private readonly network: Network,
  ) {}

  /** Deals the machines of all pools to the components that keep something. */
  build(
    data: readonly Id[],
    configurations: ReadonlyMap<Id, Configuration>,
    pools: readonly Pool[],
    batches: Batches,
    timeline: Timeline,
  ): void {
    this.data = data;
    for (const pool of pools)
      this.unitsOf.set(pool.component, [...(this.unitsOf.get(pool.component) ?? []), ...pool.units]);
    const find = (id: Id, role: Pool['of']['role']) => pools.find(({ of }) => of.component === id && of.role === role);
    for (const [id, configuration] of configurations) {
      const main = find(id, 'main');
      if (main === undefined || !keeps(configuration)) continue;
      const isCopied = (configuration.copies?.count ?? 1) > 1;
      const statistics = new ReplicationStatistics(batches, isCopied ? timeline : undefined);
      const set = new ReplicaSet(configuration, main, find(id, 'follower'), statistics, this.streams);
      for (const group of set.groups) this.findFarthest(group);
      this.all.push(set);
      this.byComponent.set(id, set);
    }
  }

  of(component: Id): ReplicaSet | undefined {
    return this.byComponent.get(component);
  }

  /** Marks the followers with the longest way to the leader. */
  private findFarthest({ copies }: ReplicaGroup): void {
    const from = copies[0]?.unit.spot ?? 0;
    const ways = copies.map((copy) => (copy.number === 0 ? -1 : this.network.meanRoundTrip(from, copy.unit.spot)));
    const longest = Math.max(...ways);
    for (const copy of copies) copy.isFarthest = copy.number > 0 && ways[copy.number] === longest;
  }

  dataAt(number: number): Id | undefined {
    return this.data[number];
  }

  numberOf(data: Id | undefined): number {
    return data === undefined ? -1 : this.data.indexOf(data);
  }

  /** Machines that can answer for a component: its leaders, where it has them; `undefined` when nothing is known of any. */
  workingUnits(component: Id): readonly Unit[] | undefined {
    const set = this.of(component);
    if (set !== undefined && set.groups.length > 0)
      return set.groups.flatMap(({ leader }) => (leader?.isRunning === true ? [leader.unit] : []));
    return this.unitsOf.get(component)?.filter((unit) => !unit.isDown && !this.down.has(unit));
  }

  /** Brings the lags up to date. */
  settle(now: number): void {
    for (const { groups, statistics, count } of this.all) {
      for (const { downSince } of groups) if (downSince !== undefined) statistics.isAway(now - downSince);
      if (count <= 1 || groups.length === 0) continue;
      let [seconds, entries] = [0, 0];
      for (const { copies, log } of groups) {
        for (const copy of copies) {
          if (copy.isDown || copy === log.leader || copy.applied >= log.last) continue;
          entries = Math.max(entries, log.last - copy.applied);
          if (log.has(copy.applied + 1)) seconds = Math.max(seconds, now - log.timeOf(copy.applied + 1));
        }
      }
      statistics.isBehind(now, seconds, entries);
    }
  }

  /** The machine that leads a shard now, the first being 0; `undefined` while nobody does, or where nobody ever does. */
  leader(component: Id, shard: number): Unit | undefined {
    const leader = this.of(component)?.groups[shard]?.leader;
    return leader === undefined || leader.isDown ? undefined : leader.unit;
  }

  /** The follower of that number by its first place: `replica.1`, `replica.2` …, those of a second shard after those of the first. */
  copy(component: Id, number: number): Unit | undefined {
    return this.of(component)?.copy(number);
  }

  /** What a machine is called by its first place: `accounts.leader`, `accounts.replica.2`, `messages.shard.3.replica.1`. */
  labelOf(unit: Unit): string {
    const { component, units } = unit.pool;
    const set = this.of(component);
    if (set !== undefined) return set.label(unit);
    return units.length > 1 ? `${component}.instance.${unit.position + 1}` : component;
  }
}

/** What keeps data, or has copies of whatever it keeps. */
function keeps({ component, copies, isSource }: Configuration): boolean {
  return !isSource && ((copies !== undefined && copies.count > 1) || component.stores.length > 0);
}
