import { autoscaleDelay, autoscaleDownAfter, autoscaleEvery, autoscaleTolerance } from '../../catalogue/autoscale.js';
import { SCALE, SCALED } from '../model/events.js';
import { Group, type Pool, type Unit } from '../model/units.js';
import type { Tally } from '../statistics/batches.js';
import type { World } from '../world.js';

const EVERY = Number(autoscaleEvery.value);
const TOLERANCE = Number(autoscaleTolerance.value);
const DOWN_AFTER = Number(autoscaleDownAfter.value);

/** How a pool may grow and shrink. */
export interface ScalingRule {
  readonly minimum: number;
  readonly maximum: number;
  /** Busy share of the servers that is aimed at. */
  readonly target: number;
  /** Seconds until a new instance serves; missing: at once. */
  readonly delay: number | undefined;
}

/** The instances of one pool that come and go. */
export class Scaling {
  /** Instances that serve, and those still starting. */
  serving: number;
  starting = 0;
  private cancelled = 0;
  private readonly active: Unit[];
  /** Sizes wanted at the looks of the last minutes, the latest at `at`. */
  private readonly wanted: Float64Array;
  private at = 0;
  private busyBefore = 0;
  private lookedAt = 0;
  private since = 0;

  constructor(
    private readonly world: World,
    readonly pool: Pool,
    private readonly rule: ScalingRule,
    /** Area under the number of serving instances. */
    readonly area: Tally,
    private readonly index: number,
    private readonly makeUnit: (position: number) => Unit,
  ) {
    this.active = [...pool.units];
    this.serving = pool.shape.policy === 'shared' ? (pool.units[0]?.machines ?? 1) : pool.units.length;
    this.wanted = new Float64Array(Math.ceil(DOWN_AFTER / EVERY)).fill(this.serving);
    world.kernel.schedule(EVERY, SCALE, index, 0);
  }

  settle(now: number): void {
    if (now > this.since) this.area.total += this.serving * (now - this.since);
    this.since = now;
  }

  /** Compares the utilization since the last look with the target, and orders instances or takes some away. */
  look(): void {
    const { kernel, chronicle } = this.world;
    const { statistics, shape, component } = this.pool;
    statistics.settle(kernel.now);
    const busy = (statistics.busyArea.total - this.busyBefore) / (kernel.now - this.lookedAt);
    this.busyBefore = statistics.busyArea.total;
    this.lookedAt = kernel.now;
    kernel.schedule(EVERY, SCALE, this.index, 0);
    const now = this.serving + this.starting;
    const then = this.size(now, busy / (now * shape.servers * this.rule.target));
    if (then === now) return;
    chronicle.note('scaling', [component], `${component} scales from ${now} to ${then} instances`);
    if (then > now) {
      this.starting += then - now;
      kernel.schedule(this.rule.delay ?? Number(autoscaleDelay.value), SCALED, this.index, then - now);
      return;
    }
    // Those that do not serve yet go first.
    const unborn = Math.min(this.starting, now - then);
    this.starting -= unborn;
    this.cancelled += unborn;
    this.resize(this.serving - (now - then - unborn));
  }

  /** Instances wanted: more at once, fewer only when fewer have been enough for some minutes. */
  private size(now: number, ratio: number): number {
    const { minimum, maximum } = this.rule;
    const asked = Math.abs(ratio - 1) <= TOLERANCE ? now : Math.ceil(now * ratio - 1e-9);
    const within = Math.min(maximum, Math.max(minimum, asked || 0));
    this.at = (this.at + 1) % this.wanted.length;
    this.wanted[this.at] = within;
    if (within >= now) return within;
    let most = 0;
    for (let i = 0; i < this.wanted.length; i++) most = Math.max(most, this.wanted[i] ?? 0);
    return Math.min(now, most);
  }

  /** So many of the instances that were ordered serve from now on. */
  started(count: number): void {
    const unwanted = Math.min(count, this.cancelled);
    this.cancelled -= unwanted;
    this.starting -= count - unwanted;
    if (count > unwanted) this.resize(this.serving + count - unwanted);
  }

  private resize(size: number): void {
    const { world, pool, active } = this;
    this.settle(world.kernel.now);
    const by = size - this.serving;
    this.serving = size;
    const [first] = pool.units;
    if (pool.shape.policy === 'shared') {
      if (first !== undefined) world.stations.widen(first, by);
      return;
    }
    // Who is taken away gets nothing new and finishes what it has; who comes back is one that was there before.
    while (active.length > size) active.pop();
    while (active.length < size) {
      const known = pool.units[active.length];
      const unit = known ?? this.makeUnit(active.length);
      if (known === undefined) pool.units.push(unit);
      active.push(unit);
    }
    pool.all = groupOf(pool.all, active);
    for (let region = 0; region < world.places.regionCount; region++) {
      const own = active.filter(({ spot }) => world.places.regionOf(spot) === region);
      if (own.length > 0) pool.regions[region] = groupOf(pool.regions[region], own);
      else delete pool.regions[region];
    }
    for (const queue of world.queues) for (const group of queue.groups) if (group.pool === pool) group.resize(active);
  }
}

/** Turns go on where they were. */
function groupOf(before: Group | undefined, units: readonly Unit[]): Group {
  const group = new Group([...units]);
  group.turn = Math.min(before?.turn ?? 0, units.length - 1);
  return group;
}

/**
 * `autoscale A..B target U every T`: instances come and go while the run goes on, by the rule of Kubernetes' horizontal pod
 * autoscaler. Every 15 s it wants ⌈n × measured / target⌉ instances, unless the two differ by at most a tenth; more are ordered at
 * once and serve after T, those still starting counted as idle; fewer are kept only when fewer have been wanted for 5 min.
 *
 * Source: the Kubernetes documentation, horizontal pod autoscaling, algorithm details.
 */
export class Autoscaling {
  private readonly all: Scaling[] = [];

  constructor(private readonly world: World) {}

  add(pool: Pool, rule: ScalingRule, area: Tally, makeUnit: (position: number) => Unit): void {
    const scaling = new Scaling(this.world, pool, rule, area, this.all.length, makeUnit);
    pool.scaling = scaling;
    this.all.push(scaling);
  }

  look(index: number): void {
    this.all[index]?.look();
  }

  started(index: number, count: number): void {
    this.all[index]?.started(count);
  }

  settle(now: number): void {
    for (const scaling of this.all) scaling.settle(now);
  }
}
