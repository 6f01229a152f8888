import { BREAK, REPAIR, SERVED } from '../model/events.js';
import type { Frame } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/** How long the units of a pool work between two breakdowns, and how long a repair takes. */
export interface Breaking {
  readonly up: () => number;
  readonly repair: () => number;
}

/**
 * `breaks every L repaired in R`: a unit stands still and keeps its state; what it was serving goes on where it was.
 *
 * Requests go on coming and wait, unless a health check takes the unit out. Pauses stop a unit the same way.
 */
export class Breakdowns {
  private readonly breaking = new Map<Unit, Breaking>();
  private readonly broken = new Set<Unit>();

  constructor(private readonly world: World) {}

  /** From now on the unit breaks every now and then. */
  expect(unit: Unit, breaking: Breaking): void {
    unit.isWatched = true;
    this.breaking.set(unit, breaking);
    this.world.kernel.schedule(breaking.up(), BREAK, unit.index, 0);
  }

  begin(frame: Frame, unit: Unit): void {
    unit.serving.append(frame);
    frame.startedService = this.world.kernel.now;
  }

  end(frame: Frame, unit: Unit): void {
    unit.serving.remove(frame);
  }

  /** Whether it is being repaired. */
  isBroken(unit: Unit): boolean {
    return this.broken.has(unit);
  }

  break(unit: Unit): void {
    this.broken.add(unit);
    if (!this.world.machines.isPaused(unit)) this.stop(unit);
    this.world.health.changed(unit);
    const breaking = this.breaking.get(unit);
    if (breaking !== undefined) this.world.kernel.schedule(breaking.repair(), REPAIR, unit.index, 0);
  }

  repair(unit: Unit): void {
    this.broken.delete(unit);
    this.goOn(unit);
    this.world.health.changed(unit);
    const breaking = this.breaking.get(unit);
    if (breaking !== undefined) this.world.kernel.schedule(breaking.up(), BREAK, unit.index, 0);
  }

  /** What is being served is interrupted. */
  stop(unit: Unit): void {
    if (unit.isDown) return;
    const { kernel } = this.world;
    unit.isDown = true;
    unit.sharing?.stopped(true);
    const { statistics } = unit.pool;
    statistics.settle(kernel.now);
    for (let frame = unit.serving.first; frame !== undefined; frame = frame.next) {
      frame.work -= kernel.now - frame.startedService;
      frame.ticket++;
      statistics.busy--;
    }
  }

  /** It goes on where it was, unless there is another reason to stand still. */
  goOn(unit: Unit): void {
    if (!unit.isDown || unit.state !== 'up' || this.isBroken(unit) || this.world.machines.isPaused(unit)) return;
    const { kernel } = this.world;
    unit.isDown = false;
    unit.sharing?.stopped(false);
    const { statistics } = unit.pool;
    statistics.settle(kernel.now);
    for (let frame = unit.serving.first; frame !== undefined; frame = frame.next) {
      frame.startedService = kernel.now;
      kernel.schedule(frame.work, SERVED, frame.id, frame.ticket);
      statistics.busy++;
    }
    this.world.stations.next(unit);
  }
}
