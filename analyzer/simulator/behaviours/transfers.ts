import type { Frame } from '../model/frame.js';
import type { CallOp } from '../model/ops.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/** What bytes pass through one after the other: a network card, a disk, one direction of a link. */
export class Pipe {
  /** When the last byte that is on its way will have passed. */
  private freeAt = 0;

  constructor(
    /** Bytes per second. */
    private readonly bandwidth: number,
  ) {}

  /** Seconds until so many bytes, behind all that came before them, have passed. */
  pass(now: number, bytes: number): number {
    const begins = this.freeAt > now ? this.freeAt : now;
    this.freeAt = begins + bytes / this.bandwidth;
    return this.freeAt - now;
  }
}

/**
 * `bandwidth`, `disk_bandwidth`: payload takes its size over the bandwidth, behind what came before.
 *
 * Items read come with the answer, items written go with the request, as the estimate counts them. The card of the sender, the link
 * and the card of the receiver are passed at the same time, and the slowest decides. Writes are on disk before they are answered,
 * each copy on its own, unless there is no log.
 */
export class Transfers {
  constructor(private readonly world: World) {}

  /** Seconds that the payload of a request takes from the caller to the instance that is asked. */
  request(attempt: Frame, op: CallOp, caller: Frame): number {
    return op.isWrite ? this.between(caller.unit, attempt.unit, caller.spot, attempt.spot, op.bytes) : 0;
  }

  /** Seconds that the payload of an answer takes back; of a write, those it takes to disk. */
  answer(attempt: Frame, op: CallOp, caller: Frame | undefined): number {
    if (op.isWrite) return this.disk(attempt.unit, op.bytes);
    return caller === undefined ? 0 : this.between(attempt.unit, caller.unit, attempt.spot, caller.spot, op.bytes);
  }

  /** Seconds from one copy to another, and onto its disk. */
  copy(from: Unit | undefined, to: Unit, op: CallOp | undefined): number {
    if (op === undefined || op.bytes === 0 || !op.isWrite) return 0;
    const delay = this.between(from, to, from?.spot ?? 0, to.spot, op.bytes);
    return Math.max(delay, this.disk(to, op.bytes));
  }

  private disk(unit: Unit | undefined, bytes: number): number {
    return unit?.disk === undefined ? 0 : unit.disk.pass(this.world.kernel.now, bytes);
  }

  private between(from: Unit | undefined, to: Unit | undefined, here: number, there: number, bytes: number): number {
    const { kernel, network } = this.world;
    const { now } = kernel;
    let longest = from?.sends === undefined ? 0 : from.sends.pass(now, bytes);
    if (to?.receives !== undefined) longest = Math.max(longest, to.receives.pass(now, bytes));
    const link = network.pipe(here, there);
    return link === undefined ? longest : Math.max(longest, link.pass(now, bytes));
  }
}
