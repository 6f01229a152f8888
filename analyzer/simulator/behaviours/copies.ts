import { COPY_ANSWERED, COPY_ARRIVED, FLUSHED } from '../model/events.js';
import { FAILED, type Frame } from '../model/frame.js';
import type { Copies as CopiesAsked } from '../model/ops.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/** Operations on the other copies of a store: each goes to whoever knows what its copies hold. */
export class Copies {
  constructor(private readonly world: World) {}

  /** Sends an operation to the other copies, and flushes the log meanwhile. */
  ask(frame: Frame, copies: CopiesAsked | undefined): void {
    const { world } = this;
    const flush = frame.call?.demand.flush;
    frame.needed = copies?.needed ?? 0;
    frame.coming = flush === undefined ? 0 : 1;
    frame.gone = 0;
    const isAwaited = frame.needed > 0 || frame.coming > 0;
    if (copies !== undefined) for (let i = 0; i < copies.count; i++) this.send(frame, copies, i);
    if (flush !== undefined) world.kernel.schedule(flush(), FLUSHED, frame.id, frame.ticket);
    if (!isAwaited) this.done(frame);
  }

  private send(frame: Frame, copies: CopiesAsked, index: number): void {
    const { world } = this;
    const { pool } = copies;
    const unit = this.unitOf(frame, copies, index);
    if (unit === undefined) return;
    const copy = world.frames.take('copy');
    copy.flow = frame.flow;
    copy.unit = unit;
    copy.spot = unit.spot;
    copy.call = frame.call;
    copy.key = frame.key;
    copy.session = frame.session;
    copy.parent = copies.needed > 0 ? frame : undefined;
    copy.parentTicket = frame.ticket;
    copy.value = frame.value;
    copy.contents = copies.contents;
    copy.trip = world.network.betweenMachines(frame.spot, unit.spot, pool);
    copy.startedAt = world.kernel.now;
    const cut = frame.unit === undefined ? 0 : world.cuts.delayBetween(frame.unit, unit);
    if (cut === Infinity) {
      this.missed(copy, frame.unit);
      return;
    }
    const transfer = cut + world.transfers.copy(frame.unit, unit, frame.call);
    if (copy.trip + transfer > 0) world.kernel.schedule(copy.trip / 2 + transfer, COPY_ARRIVED, copy.id, copy.ticket);
    else this.arrived(copy);
  }

  private unitOf(frame: Frame, { pool, count }: CopiesAsked, index: number): Unit | undefined {
    const { units } = pool;
    const { unit } = frame;
    if (unit === undefined) return units[index % units.length];
    const own = unit.position;
    if (unit.pool === pool) return units[(own + 1 + index) % units.length];
    return units[(own * count + index) % units.length];
  }

  arrived(copy: Frame): void {
    if (copy.duty !== 0) {
      this.world.quorums.arrived(copy);
      return;
    }
    if (copy.log !== undefined) {
      this.world.followerLog.arrived(copy);
      return;
    }
    if (copy.unit !== undefined && this.world.quorums.isAway(copy.unit)) {
      this.missed(copy, copy.unit);
      return;
    }
    const work = copy.call?.demand.copies?.work;
    this.world.stations.serve(copy, work === undefined ? 0 : work());
  }

  /** The work at another copy is done. */
  served(copy: Frame): void {
    if (copy.duty !== 0) {
      this.world.quorums.served(copy);
      return;
    }
    if (copy.log !== undefined) {
      this.world.followerLog.applied(copy);
      return;
    }
    const { parent, contents } = copy;
    if (contents !== undefined) this.world.peers.applied(copy, contents);
    if (parent === undefined || parent.ticket !== copy.parentTicket) {
      this.world.frames.release(copy);
      return;
    }
    const flush = copy.call?.demand.flush;
    const delay = copy.trip / 2 + (flush === undefined ? 0 : flush());
    if (delay > 0) this.world.kernel.schedule(delay, COPY_ANSWERED, copy.id, copy.ticket);
    else this.answered(copy);
  }

  /** A copy cannot be reached: `from` keeps what it lacks until it is. */
  private missed(copy: Frame, from: Unit | undefined): void {
    if (copy.contents !== undefined && from !== undefined) this.world.peers.keep(copy, copy.contents, from);
    this.gone(copy);
  }

  /** The machine of a copy has crashed before it answered; too few others may be left. */
  gone(copy: Frame): void {
    const { parent, parentTicket, call, log, duty } = copy;
    if (duty !== 0) {
      this.world.quorums.lost(copy);
      return;
    }
    this.world.frames.release(copy);
    // Logs know what is void after a crash.
    if (log !== undefined || parent === undefined || parent.ticket !== parentTicket) return;
    parent.gone++;
    const copies = call?.demand.copies;
    if (copies === undefined || copies.count - parent.gone >= copies.needed) return;
    parent.ticket++;
    this.world.end(parent, FAILED);
  }

  answered(copy: Frame): void {
    if (copy.duty !== 0) {
      this.world.quorums.answered(copy);
      return;
    }
    if (copy.log !== undefined) {
      this.world.followerLog.answered(copy);
      return;
    }
    const { parent } = copy;
    const isAwaited = parent !== undefined && parent.ticket === copy.parentTicket;
    this.world.frames.release(copy);
    if (!isAwaited) return;
    if (parent.needed > 0) parent.needed--;
    if (parent.needed === 0 && parent.coming === 0) this.done(parent);
  }

  flushed(frame: Frame): void {
    if (frame.log !== undefined) {
      this.world.leaderLog.flushed(frame);
      return;
    }
    frame.coming = 0;
    if (frame.needed === 0) this.done(frame);
  }

  private done(frame: Frame): void {
    const demand = frame.call?.demand;
    if (demand?.peers !== undefined) this.world.peers.acknowledged(frame, demand.peers);
    frame.ticket++;
    frame.isServed = true;
    if (frame.unit !== undefined) frame.unit.pool.statistics.done.total++;
    this.world.resume(frame);
  }
}
