/**
 * What the copies of stores hold, and who leads them.
 *
 * `ReplicaSets` knows the machines of each store and who leads now; a `ShardLog` is the log of a shard under one leader, a
 * `ReplicaCopy` how far a copy is in it. `LeaderLog` lets writes happen, `Leadership` lets leaders come and go, `Elections` decides
 * when. Nothing here knows flows; what calls do they learn from the frames that carry them.
 */
import type { Id } from '../../design/design.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import type { Pool, Unit } from '../model/units.js';
import { ReplicaSet } from './replica-set.js';

/** The copies of all stores of a run. */
export class ReplicaSets {
  readonly all: ReplicaSet[] = [];
  private readonly byComponent = new Map<Id, ReplicaSet>();

  /** Deals the machines of all pools to the components that keep something. */
  build(configurations: ReadonlyMap<Id, Configuration>, pools: readonly Pool[]): void {
    const find = (id: Id, role: Pool['of']['role']) => pools.find(({ of }) => of.component === id && of.role === role);
    for (const [id, configuration] of configurations) {
      const main = find(id, 'main');
      if (main === undefined || !keeps(configuration)) continue;
      const set = new ReplicaSet(configuration, main, find(id, 'follower'));
      this.all.push(set);
      this.byComponent.set(id, set);
    }
  }

  of(component: Id): ReplicaSet | undefined {
    return this.byComponent.get(component);
  }

  /** The machine that leads a shard now, the first being 0; `undefined` while nobody does, or where nobody ever does. */
  leader(component: Id, shard: number): Unit | undefined {
    return this.of(component)?.groups[shard]?.leader?.unit;
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
