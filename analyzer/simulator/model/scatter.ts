import type { Configuration } from '../../estimate/network/configuration.js';
import { copiesNeeded } from '../../estimate/network/copies-needed.js';
import type { CallNode } from '../../estimate/network/plan.js';
import type { World } from '../world.js';
import type { Demand, Scatter } from './ops.js';

/** Visits of other shards that an operation makes, as the estimate has them. */
export function scatterOf(
  { id, reach, level: stated }: CallNode,
  target: Configuration | undefined,
  demand: Demand,
  world: World,
): Scatter | undefined {
  const { shards = 1, copies } = target ?? {};
  if (reach === undefined || shards <= 1 || demand.pool === undefined) return undefined;
  const choose = world.streams.uniform(`index ${id}`);
  if (reach.mode === 'before') return { shards, each: reach.entries, mode: 'before', choose };
  const level = copies?.topology === 'leaderless' ? (stated ?? copies.read) : undefined;
  return { shards, each: level === undefined ? 1 : copiesNeeded(level, copies?.count ?? 1), mode: 'all', choose };
}
