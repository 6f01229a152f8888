import { FAILED, type Frame, type FrameQueue } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/**
 * Machines that crash and come back, stand still and go on.
 *
 * A crash takes everything that was in the machine: whoever waits for an answer gets an error at once, as the operating system
 * closes the connections, or never hears of it, where the whole place is lost. A machine that stands still keeps its state, and
 * nobody is told.
 */
export class Machines {
  /** Machines that stand still, and how many reasons each of them has to. */
  private readonly pauses = new Map<Unit, number>();
  private readonly crashes = new Map<Unit, number>();

  constructor(private readonly world: World) {}

  /** Stops at once; several crashes at a time end with the last of them. */
  crash(unit: Unit, isSilent = false): void {
    const times = this.crashes.get(unit) ?? 0;
    this.crashes.set(unit, times + 1);
    if (times > 0) return;
    const { world } = this;
    unit.state = isSilent ? 'gone' : 'down';
    world.breakdowns.stop(unit);
    // Elections that turn on what the machine still answers must not be asked of it any more.
    world.leadership.crashed(unit);
    this.empty(unit);
    world.health.changed(unit);
    for (const queue of world.queues) queue.consumerCrashed(unit);
  }

  /** Is there again, with nothing in it. */
  restart(unit: Unit): void {
    const times = (this.crashes.get(unit) ?? 0) - 1;
    this.crashes.set(unit, Math.max(0, times));
    if (times !== 0) return;
    const { world } = this;
    unit.state = 'up';
    world.breakdowns.goOn(unit);
    world.leadership.restarted(unit);
    world.health.changed(unit);
    for (const queue of world.queues) queue.consumerBack(unit);
  }

  /** Stands still with all that is in it. */
  pause(unit: Unit): void {
    const times = this.pauses.get(unit) ?? 0;
    this.pauses.set(unit, times + 1);
    if (times > 0) return;
    const { world } = this;
    world.breakdowns.stop(unit);
    world.leadership.paused(unit);
    world.health.changed(unit);
  }

  resume(unit: Unit): void {
    const times = (this.pauses.get(unit) ?? 0) - 1;
    this.pauses.set(unit, Math.max(0, times));
    if (times !== 0) return;
    const { world } = this;
    world.breakdowns.goOn(unit);
    world.leadership.resumed(unit);
    world.health.changed(unit);
  }

  isPaused(unit: Unit): boolean {
    return (this.pauses.get(unit) ?? 0) > 0;
  }

  /** Ends everything in a machine that has crashed. */
  private empty(unit: Unit): void {
    for (const queue of [unit.doorQueue, unit.connectionQueue]) this.turnAwayAll(queue);
    this.emptyServers(unit);
    this.emptyQueue(unit);
    // Whatever goes on here ends from the inside out, so that locks, threads and connections are given back on the way.
    for (let left = this.victims(unit), rounds = 0; left.length > 0 && rounds < MOST_DEPTH; rounds++) {
      const parents = new Set(left.map(({ frame }) => frame.parent));
      for (const { frame, ticket } of left) {
        if (parents.has(frame) || frame.ticket !== ticket || frame.unit !== unit) continue;
        this.kill(frame);
      }
      left = this.victims(unit);
    }
  }

  /** Frames that do something here; those that only come here or have left do not count. */
  private victims(unit: Unit): readonly { readonly frame: Frame; readonly ticket: number }[] {
    return this.world.frames.where((frame) => isIn(frame, unit)).map((frame) => ({ frame, ticket: frame.ticket }));
  }

  private kill(frame: Frame): void {
    const { world } = this;
    frame.calling = undefined;
    if (!frame.isReady) frame.ticket++;
    // Messages are in the queue of those that their consumer has in hand.
    const waits = frame.isQueued && frame.role !== 'message';
    if (!waits && !frame.isReady) {
      world.end(frame, FAILED);
      return;
    }
    // What is about to go on ends as soon as it does. What waits for a lock gets it some time, and gives it on.
    frame.isDoomed = true;
    if (frame.role === 'attempt' || frame.role === 'message') return;
    const { parent } = frame;
    frame.parent = undefined;
    frame.unit = undefined;
    if (parent !== undefined) world.end(parent, FAILED);
  }

  private turnAwayAll(queue: FrameQueue): void {
    for (let frame = queue.shift(); frame !== undefined; frame = queue.shift()) {
      frame.ticket++;
      this.world.stations.leave(frame);
      this.world.calls.answer(frame, FAILED);
    }
  }

  private emptyServers(unit: Unit): void {
    const { statistics } = unit.pool;
    statistics.settle(this.world.kernel.now);
    for (const frame of unit.sharing?.clear() ?? []) this.drop(frame);
    for (let frame = unit.serving.shift(); frame !== undefined; frame = unit.serving.shift()) {
      // Those that were interrupted count as busy in the unit alone.
      unit.busy--;
      this.drop(frame);
    }
  }

  private emptyQueue(unit: Unit): void {
    const { statistics } = unit.pool;
    statistics.settle(this.world.kernel.now);
    for (let frame = unit.queue.shift(); frame !== undefined; frame = unit.queue.shift()) {
      statistics.waiting--;
      this.drop(frame);
    }
    for (let frame = unit.threadQueue.shift(); frame !== undefined; frame = unit.threadQueue.shift()) frame.ticket++;
  }

  /** Its work here is lost; of an operation on a copy nothing else is here. */
  private drop(frame: Frame): void {
    frame.ticket++;
    if (frame.role === 'copy') this.world.copies.gone(frame);
    else if (frame.role === 'part') this.world.scattering.lost(frame);
  }
}

/** Calls within calls in one machine. */
const MOST_DEPTH = 1000;

function isIn(frame: Frame, unit: Unit): boolean {
  if (frame.unit !== unit || frame.isDoomed) return false;
  switch (frame.role) {
    case 'attempt':
      return frame.isInside;
    case 'free':
    case 'flow':
    case 'copy':
    case 'part':
    // What an outbox keeps is in its store.
    case 'relay':
      return false;
    default:
      return true;
  }
}
