import type { Configuration } from '../../estimate/network/configuration.js';
import type { Pool, Unit } from '../model/units.js';
import { ReplicaGroup } from './replica-group.js';

/** How the copies of a component are held: one leads a shard, all are alike, or each takes writes. */
export type SetKind = 'led' | 'leaderless' | 'multi_leader';

/** The copies of everything that a component keeps. */
export class ReplicaSet {
  readonly kind: SetKind;
  /** Copies of each shard. */
  readonly count: number;
  /** Of a led set: its shards; those of other sets are not kept here. */
  readonly groups: readonly ReplicaGroup[];

  constructor(
    readonly configuration: Configuration,
    readonly main: Pool,
    readonly followers: Pool | undefined,
  ) {
    const { copies } = configuration;
    this.count = copies?.count ?? 1;
    const topology = this.count > 1 ? copies?.topology : undefined;
    this.kind = topology === 'leaderless' || topology === 'multi_leader' ? topology : 'led';
    this.groups =
      this.kind === 'led' ? main.units.map((_, shard) => new ReplicaGroup(this, shard, this.unitsOf(shard))) : [];
  }

  get id(): string {
    return this.configuration.component.id;
  }

  /** Machines of a shard, the first leader first. */
  private unitsOf(shard: number): readonly Unit[] {
    const { main, followers, count } = this;
    const own = main.units[shard];
    if (own === undefined) return [];
    const others = Array.from({ length: count - 1 }, (_, i) =>
      followers === undefined
        ? main.units[(shard + 1 + i) % main.units.length]
        : followers.units[(shard * (count - 1) + i) % followers.units.length],
    );
    return [...new Set([own, ...others.filter((unit) => unit !== undefined)])];
  }

  /** The n-th copy besides the first leader, from 1; of copies that are all alike: the n-th of all. */
  copy(number: number): Unit | undefined {
    if (this.kind === 'led' && this.followers !== undefined) return this.followers.units[number - 1];
    if (this.kind === 'led' && this.count > 1) return this.main.units[number % this.main.units.length];
    return this.kind === 'led' ? undefined : this.main.units[number - 1];
  }

  /** Name of a machine by what it was first: `leader`, `replica.2`, `shard.3.replica.1`, `instance.4`. */
  label(unit: Unit): string {
    const { id, main, followers, count } = this;
    if (count <= 1 || (this.kind === 'led' && followers === undefined)) {
      const part = this.configuration.shards > 1 && count <= 1 ? 'shard' : 'instance';
      return main.units.length > 1 ? `${id}.${part}.${unit.position + 1}` : id;
    }
    const each = this.kind !== 'led' ? count : unit.pool === main ? 1 : count - 1;
    const shard = Math.floor(unit.position / each);
    const role =
      this.kind === 'led' && unit.pool === main ? 'leader' : `replica.${(unit.position % Math.max(1, each)) + 1}`;
    return this.configuration.shards > 1 ? `${id}.shard.${shard + 1}.${role}` : `${id}.${role}`;
  }
}
