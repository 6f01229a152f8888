import { PART_ANSWERED, PART_ARRIVED } from '../model/events.js';
import { FAILED, type Frame } from '../model/frame.js';
import type { Scatter } from '../model/ops.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/**
 * Operations that visit more shards than that of their key. Who is asked first passes them on and waits for the slowest; entries
 * of a global index are visited before the row.
 */
export class Scattering {
  constructor(private readonly world: World) {}

  /** Visits the shards; the operation goes on when all have answered. */
  ask(frame: Frame, { shards, each, mode, choose }: Scatter): void {
    const { unit } = frame;
    if (unit === undefined) return;
    const { units } = unit.pool;
    const perShard = Math.max(1, Math.round(units.length / shards));
    frame.needed = mode === 'all' ? shards * each : each;
    if (mode === 'all') {
      for (let shard = 0; shard < shards; shard++)
        for (let copy = 0; copy < each; copy++)
          this.send(frame, units[(unit.position + shard * perShard + copy) % units.length] ?? unit);
      return;
    }
    for (let index = 0; index < each; index++)
      this.send(frame, units[(unit.position + Math.floor(choose() * shards) * perShard) % units.length] ?? unit);
  }

  private send(frame: Frame, unit: Unit): void {
    const { frames, network, kernel } = this.world;
    const part = frames.take('part');
    part.flow = frame.flow;
    part.unit = unit;
    part.spot = unit.spot;
    part.call = frame.call;
    part.parent = frame;
    part.parentTicket = frame.ticket;
    part.trip = unit === frame.unit ? 0 : network.betweenMachines(frame.spot, unit.spot, unit.pool);
    if (part.trip > 0) kernel.schedule(part.trip / 2, PART_ARRIVED, part.id, part.ticket);
    else this.arrived(part);
  }

  arrived(part: Frame): void {
    this.world.stations.serve(part, part.call?.demand.work() ?? 0);
  }

  /** The work at a shard is done. */
  served(part: Frame): void {
    if (part.trip > 0) this.world.kernel.schedule(part.trip / 2, PART_ANSWERED, part.id, part.ticket);
    else this.answered(part);
  }

  answered(part: Frame): void {
    const { world } = this;
    const { parent, parentTicket } = part;
    world.frames.release(part);
    if (parent === undefined || parent.ticket !== parentTicket) return;
    if (--parent.needed > 0) return;
    parent.ticket++;
    if (parent.call?.demand.scatter?.mode === 'before') {
      world.stations.serveKey(parent);
      return;
    }
    parent.isServed = true;
    if (parent.unit !== undefined) parent.unit.pool.statistics.done.total++;
    world.resume(parent);
  }

  /** A part has left its queue without an answer: so does the whole. */
  lost(part: Frame): void {
    const { world } = this;
    const { parent, parentTicket } = part;
    world.frames.release(part);
    if (parent === undefined || parent.ticket !== parentTicket) return;
    parent.ticket++;
    world.stations.leave(parent);
    world.calls.answer(parent, FAILED);
  }
}
