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
 * Requests go on coming and wait. A unit that shares its servers among all requests does not break.
 */
export class Breakdowns {
  private readonly breaking = new Map<Unit, Breaking>();

  constructor(private readonly world: World) {}

  /** From now on the unit breaks every now and then. */
  expect(unit: Unit, breaking: Breaking): void {
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

  break(unit: Unit): void {
    const { kernel } = this.world;
    unit.isDown = true;
    const { statistics } = unit.pool;
    statistics.settle(kernel.now);
    for (let frame = unit.serving.first; frame !== undefined; frame = frame.next) {
      frame.work -= kernel.now - frame.startedService;
      frame.ticket++;
      statistics.busy--;
    }
    const breaking = this.breaking.get(unit);
    if (breaking !== undefined) kernel.schedule(breaking.repair(), REPAIR, unit.index, 0);
  }

  repair(unit: Unit): void {
    const { kernel } = this.world;
    unit.isDown = false;
    const { statistics } = unit.pool;
    statistics.settle(kernel.now);
    for (let frame = unit.serving.first; frame !== undefined; frame = frame.next) {
      frame.startedService = kernel.now;
      kernel.schedule(frame.work, SERVED, frame.id, frame.ticket);
      statistics.busy++;
    }
    const breaking = this.breaking.get(unit);
    if (breaking !== undefined) kernel.schedule(breaking.up(), BREAK, unit.index, 0);
    this.world.stations.next(unit);
  }
}
