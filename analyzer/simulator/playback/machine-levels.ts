import type { Id } from '../../design/design.js';
import type { Pool, Unit } from '../model/units.js';
import type { World } from '../world.js';
import { State } from './playback.js';

/** What is the matter with a machine, as bits of `State`. */
export function conditionOf(unit: Unit, { cuts }: World): number {
  let bits = 0;
  if (unit.state !== 'up') bits |= State.down;
  else if (unit.isDown) bits |= State.still;
  if (unit.slowness !== 1) bits |= State.slow;
  if (unit.failing > 0) bits |= State.failing;
  if (unit.clock !== 0) bits |= State.skewed;
  if (cuts.all.length === 0) return bits;
  const end = { unit, spot: unit.spot, component: unit.pool.component };
  if (cuts.all.some(({ one, other }) => one(end) || other(end))) bits |= State.cut;
  return bits;
}

/** The same of a component without machines: people, and what others run. */
export function conditionWithout(component: Id, { cuts }: World): number {
  const end = { unit: undefined, spot: -1, component };
  return cuts.all.some(({ one, other }) => one(end) || other(end)) ? State.cut : 0;
}

/** Whether it does anything at all. */
export const works = (bits: number): boolean => (bits & (State.down | State.still)) === 0;

/** Machines that take part now: of those that come and go, those that are there. */
export const serving = (pool: Pool): readonly Unit[] => (pool.scaling === undefined ? pool.units : pool.all.units);

/** Who waits at a machine: for a server, a thread, a connection, or to be let in. */
export const waitingAt = (unit: Unit): number =>
  (unit.sharing === undefined ? unit.queue.length : unit.held) + waitingOutside(unit);

/** Those of them that are not in the queue of its servers. */
export const waitingOutside = ({ threadQueue, doorQueue, connectionQueue }: Unit): number =>
  threadQueue.length + doorQueue.length + connectionQueue.length;
