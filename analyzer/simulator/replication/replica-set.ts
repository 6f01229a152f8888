import type { Distribution } from '../../design/distribution.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import type { Streams } from '../kernel/random.js';
import type { Pool, Unit } from '../model/units.js';
import { CopyContents } from './contents.js';
import { ReplicaGroup } from './replica-group.js';
import { type ReplicationRules, replicationRules } from './replication-rules.js';
import type { ReplicationStatistics } from './replication-statistics.js';

/** How the copies of a component are held: one leads a shard, all are alike, or each takes writes. */
export type SetKind = 'led' | 'leaderless' | 'multi_leader';

/** The copies of everything that a component keeps. */
export class ReplicaSet {
  readonly kind: SetKind;
  readonly rules: ReplicationRules;
  /** Copies of each shard. */
  readonly count: number;
  /** Of a led set: its shards; those of other sets are not kept here. */
  readonly groups: readonly ReplicaGroup[];
  /** Of other sets: what the copies hold. */
  readonly contents: CopyContents | undefined;
  /** Seconds of work of applying an entry, and of a flush of a synchronous log. */
  readonly apply: () => number;
  readonly flush: (() => number) | undefined;
  /** How long messages to a copy and back take where the design states it, work included. */
  readonly legs: { readonly there: () => number; readonly back: () => number } | undefined;
  /** Newest version of each followed key that was ever given out. */
  private readonly versions = new Map<number, number>();

  constructor(
    readonly configuration: Configuration,
    readonly main: Pool,
    readonly followers: Pool | undefined,
    readonly statistics: ReplicationStatistics,
    streams: Streams,
  ) {
    const { copies } = configuration;
    this.count = copies?.count ?? 1;
    this.rules = replicationRules(configuration);
    const topology = this.count > 1 ? copies?.topology : undefined;
    this.kind = topology === 'leaderless' || topology === 'multi_leader' ? topology : 'led';
    const { id } = this;
    const { delays } = configuration.component.replicas ?? {};
    const leg = (law: Distribution | undefined, name: string) =>
      streams.draw(law ?? { law: 'constant', value: 0 }, `${id} ${name}`);
    this.legs =
      delays?.write === undefined && delays?.ack === undefined
        ? undefined
        : { there: leg(delays.write, 'write delay'), back: leg(delays.ack, 'ack delay') };
    this.apply = streams.draw(this.rules.apply, `${id} apply`);
    this.flush = configuration.flush === undefined ? undefined : streams.draw(configuration.flush, `${id} flush`);
    this.contents =
      this.kind === 'led'
        ? undefined
        : new CopyContents(configuration, this.count, main.units.length, (key) => this.nextVersion(key));
    this.groups =
      this.kind === 'led'
        ? main.units.map((_, shard) => {
            const uniform = streams.uniform(`${id} elections ${shard}`);
            return new ReplicaGroup(this, shard, this.unitsOf(shard), uniform);
          })
        : [];
    if (this.rules.log !== 'async') return;
    const uniform = streams.uniform(`${id} flushes`);
    for (const { copies } of this.groups) for (const copy of copies) copy.phase = uniform();
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

  /** The shard that a machine has a copy of by its place; of machines that have several: the one it leads first. */
  groupOf(unit: Unit): ReplicaGroup | undefined {
    return this.groups[unit.pool === this.main ? unit.position : Math.floor(unit.position / (this.count - 1))];
  }

  /** Version of the next write to a followed key. */
  nextVersion(key: number): number {
    const version = (this.versions.get(key) ?? 0) + 1;
    this.versions.set(key, version);
    return version;
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
    const isLeader = this.kind === 'led' && unit.pool === main;
    const each = this.kind !== 'led' ? count : isLeader ? 1 : count - 1;
    const role = isLeader ? 'leader' : `replica.${(unit.position % each) + 1}`;
    const shard = Math.floor(unit.position / each) + 1;
    return this.configuration.shards > 1 ? `${id}.shard.${shard}.${role}` : `${id}.${role}`;
  }
}
