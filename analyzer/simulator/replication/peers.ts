import type { Frame } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import type { CopyContents } from './contents.js';
import { versionOf } from './written.js';

/**
 * Copies that each take writes: a write happens at the copy that is asked and is answered there; the others get it as a message
 * and apply it, and what they did meanwhile is resolved. A copy that is away gets what it lacks when it is back.
 */
export class Peers {
  constructor(private readonly world: World) {}

  /** A copy has done the work of an operation. */
  served(frame: Frame, contents: CopyContents): void {
    const { unit, call } = frame;
    const { quorums } = this.world;
    const key = quorums.keyOf(frame);
    if (unit === undefined || key < 0) return;
    if (call?.isWrite !== true) {
      frame.version = versionOf(contents.get(unit, key));
      frame.answeredBy = unit;
      return;
    }
    frame.value = quorums.number(frame, contents, unit, key);
    contents.put(unit, key, frame.value);
  }

  /** A write is answered: by the copy that was asked alone, or when all others have it. */
  acknowledged(frame: Frame, contents: CopyContents): void {
    const { call, value } = frame;
    const key = this.world.quorums.keyOf(frame);
    if (call?.isWrite === true && value !== undefined && key >= 0)
      contents.acknowledge(key, value, this.world.kernel.now);
  }

  /** Another copy has applied a write. */
  applied(copy: Frame, contents: CopyContents): void {
    const { unit, value, call } = copy;
    const { world } = this;
    if (unit === undefined) return;
    const key = world.quorums.keyOf(copy);
    if (value !== undefined && key >= 0) contents.put(unit, key, value);
    if (call !== undefined) world.replicas.of(call.target)?.statistics.applies(world.kernel.now - copy.startedAt);
  }

  /** A write that another copy lacks is kept for it, by itself while it is away, else by whoever could not reach it. */
  keep(copy: Frame, contents: CopyContents, from: Unit): void {
    const { unit, value } = copy;
    const key = this.world.quorums.keyOf(copy);
    if (unit !== undefined && value !== undefined && key >= 0) this.world.hints.keep(contents, from, unit, key, value);
  }
}
