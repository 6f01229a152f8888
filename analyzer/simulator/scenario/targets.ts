import type { Component, Id, Target } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import type { End } from '../behaviours/cuts.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/** Whom faults befall: machines of components, of regions and zones. */
export class Targets {
  constructor(
    private readonly world: World,
    private readonly lookup: Lookup,
  ) {}

  /** How a target is called: `accounts.leader`, `messages.shard.3`, `us.a`. */
  nameOf({ to, part, number }: Target): string {
    return [to, part, number].filter((word) => word !== undefined).join('.');
  }

  /** Machines that a fault is about, as they stand now; none where the design has no such machine. */
  unitsOf({ to, part, number }: Target): readonly Unit[] {
    if (this.isPlace(to)) return this.world.units.filter((unit) => this.isAt(unit.spot, to));
    const units = this.world.units.filter((unit) => unit.pool.component === to);
    const own = units.filter((unit) => unit.pool.of.role === 'main');
    const one = (unit: Unit | undefined): readonly Unit[] => (unit === undefined ? [] : [unit]);
    if (part === undefined) return units;
    switch (part) {
      case 'leader':
        return this.leaders(to, number);
      case 'replica':
        return one(this.world.replicas.copy(to, number ?? 1) ?? own[number ?? 1]);
      case 'shard':
        return this.shard(to, (number ?? 1) - 1, units);
      case 'instance':
        return one(own[(number ?? 1) - 1] ?? (own.length === 1 ? own[0] : undefined));
    }
  }

  /** Whether an end of a message belongs to a target. */
  has(target: Target): (end: End) => boolean {
    const { to, part } = target;
    if (this.isPlace(to)) return ({ spot }) => this.isAt(spot, to);
    if (part === undefined) return ({ unit, component }) => component === to || unit?.pool.component === to;
    const units = new Set(this.unitsOf(target));
    return ({ unit }) => unit !== undefined && units.has(unit);
  }

  /**
   * Places in a region or zone that people are at. Those of whom only the region is said are in no zone: losing one takes machines
   * from them, and nobody away.
   */
  peopleAt(place: Id): readonly number[] {
    const areThere = (clients: Component): boolean => clients.placement?.places.some(({ at }) => at === place) === true;
    const isZone = this.lookup.zones.has(place);
    const clients = [...this.lookup.components.values()].filter(({ kind }) => kind === 'client');
    if (isZone && !clients.some(areThere)) return [];
    return this.world.places.all().filter((spot) => this.isAt(spot, place));
  }

  private isPlace(id: Id): boolean {
    return this.lookup.regions.has(id) || this.lookup.zones.has(id);
  }

  private isAt(spot: number, place: Id): boolean {
    const at = this.world.places.spot(spot);
    return at !== undefined && (at.region === place || at.zone === place);
  }

  /** Whoever leads now; of many shards the first one, or the one of that number. */
  private leaders(component: Id, number: number | undefined): readonly Unit[] {
    const leader = this.world.replicas.leader(component, (number ?? 1) - 1);
    if (leader !== undefined) return [leader];
    const first = this.world.units.find((unit) => unit.pool.component === component);
    return first === undefined ? [] : [first];
  }

  private shard(component: Id, shard: number, units: readonly Unit[]): readonly Unit[] {
    const group = this.world.replicas.of(component)?.groups[shard];
    if (group !== undefined) return group.copies.map(({ unit }) => unit);
    const own = units.filter((unit) => unit.pool.of.role === 'main');
    const shards = own[0]?.pool.configuration.shards ?? 1;
    const each = Math.max(1, Math.round(own.length / shards));
    return own.slice(shard * each, (shard + 1) * each);
  }
}
