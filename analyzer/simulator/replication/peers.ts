import type { Frame } from '../model/frame.js';
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
    const { quorums, kernel } = this.world;
    const key = quorums.keyOf(frame);
    if (unit === undefined || key < 0) return;
    if (call?.isWrite !== true) {
      frame.version = versionOf(contents.get(unit, key));
      frame.answeredBy = unit;
      return;
    }
    frame.value = quorums.number(frame, contents, unit, key);
    contents.put(unit, key, frame.value);
    contents.acknowledge(key, frame.value, kernel.now);
  }

  /** Another copy has applied a write. */
  applied(copy: Frame, contents: CopyContents): void {
    const { unit, value, call } = copy;
    const { world } = this;
    if (unit === undefined) return;
    const key = world.quorums.keyOf(copy);
    if (world.quorums.isAway(unit)) {
      if (value !== undefined && key >= 0) world.hints.keep(contents, unit, unit, key, value);
      return;
    }
    if (value !== undefined && key >= 0) contents.put(unit, key, value);
    if (call !== undefined) world.replicas.of(call.target)?.statistics.applies(world.kernel.now - copy.startedAt);
  }
}
