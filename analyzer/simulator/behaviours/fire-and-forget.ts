import { FAILED, type Frame, type Outcome } from '../model/frame.js';
import type { World } from '../world.js';

/**
 * The way of a message that nobody answers (`ack none`) is at its end: where it is in no queue now, nobody sends it again, and
 * its publisher, who went on long ago, is not told.
 */
export function unheard(attempt: Frame, outcome: Outcome, world: World): void {
  const { call, unit, serves } = attempt;
  if (attempt.isHanging && unit !== undefined) unit.assigned--;
  if (outcome === FAILED && call?.recorded !== undefined) world.history.unheard(call.recorded.register.data, serves);
  world.frames.release(attempt);
}
