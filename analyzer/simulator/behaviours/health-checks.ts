import type { Id } from '../../design/design.js';
import { Group, type Pool, type Unit } from '../model/units.js';
import type { World } from '../world.js';

/** Units that a sender chooses among, all of them and by region. */
export interface Choice {
  readonly all: Group;
  readonly regions: readonly (Group | undefined)[];
}

/** What one component knows of the health of another's instances. */
export class Checked implements Choice {
  all: Group;
  regions: (Group | undefined)[];
  private readonly out = new Set<Unit>();
  /** The choice that it was made of. */
  private whole: Group;
  /** How often each instance went down or came up. */
  private readonly turns = new Map<Unit, number>();

  constructor(
    private readonly world: World,
    private readonly pool: Pool,
    private readonly every: number,
    private readonly failAfter: number,
    private readonly uniform: () => number,
  ) {
    this.whole = pool.all;
    this.all = pool.all;
    this.regions = pool.regions;
  }

  /** The instances that are sent to now. */
  get choice(): Choice {
    if (this.whole !== this.pool.all) this.renew();
    return this;
  }

  /** An instance went down or came up: the next checks find out. */
  changed(unit: Unit): void {
    if (unit.pool !== this.pool) return;
    const turn = (this.turns.get(unit) ?? 0) + 1;
    this.turns.set(unit, turn);
    const isSick = isUnwell(unit);
    if (isSick === this.out.has(unit)) return;
    const wait = this.every * (this.uniform() + (isSick ? this.failAfter - 1 : 0));
    this.world.later(wait, () => {
      // What happened in between has its own checks.
      if (this.turns.get(unit) !== turn) return;
      if (isSick) this.out.add(unit);
      else this.out.delete(unit);
      this.renew();
    });
  }

  /** Without anybody left all are asked, as balancers do that fail open. */
  private renew(): void {
    const { pool, out } = this;
    this.whole = pool.all;
    const well = (group: Group | undefined) => {
      if (group === undefined || out.size === 0) return group;
      const units = group.units.filter((unit) => !out.has(unit));
      return units.length === group.units.length ? group : units.length === 0 ? undefined : new Group(units);
    };
    this.all = well(pool.all) ?? pool.all;
    this.regions = pool.regions.map(well);
  }
}

const isUnwell = (unit: Unit): boolean => unit.state !== 'up' || unit.isDown;

/** `health check every T fail after N`: an instance that fails N checks gets nothing until it answers one. */
export class HealthChecks {
  private readonly known = new Map<string, Checked>();

  constructor(private readonly world: World) {}

  /** A component checks the instances of a pool. */
  watch(checker: Id, pool: Pool, every: number, failAfter: number): Checked {
    const name = `${checker} ${pool.component} ${pool.of.role}`;
    let checked = this.known.get(name);
    if (checked === undefined) {
      const uniform = this.world.streams.uniform(`${name} health`);
      checked = new Checked(this.world, pool, every, Math.max(1, Math.round(failAfter)), uniform);
      this.known.set(name, checked);
    }
    return checked;
  }

  changed(unit: Unit): void {
    for (const checked of this.known.values()) checked.changed(unit);
  }
}
