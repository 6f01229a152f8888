import type { Step } from '../../design/design.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import { copiesNeeded } from '../../estimate/network/copies-needed.js';
import type { Network } from '../../estimate/network/network.js';
import type { CallNode } from '../../estimate/network/plan.js';
import { isRouted } from '../../rules/access-path.js';
import type { World } from '../world.js';
import type { Demand, Scatter } from './ops.js';

/**
 * Shards that an operation visits besides or instead of the one of its key: all of them when it looks up by a field that does not
 * say which, one with the entry of a global index before the row itself.
 */
export function scatterOf(
  node: CallNode,
  step: Step | undefined,
  target: Configuration | undefined,
  demand: Demand,
  network: Network,
  world: World,
): Scatter | undefined {
  const component = target?.component;
  const { shards = 1 } = target ?? {};
  if (component === undefined || target === undefined || demand.pool === undefined) return undefined;
  if (shards <= 1 || component.shards?.by.scheme === 'vertical') return undefined;
  const choose = world.streams.uniform(`index ${node.id}`);
  const indexes = component.indexes.filter(({ scope }) => scope === 'global');
  if (node.operation === 'write')
    return indexes.length === 0 ? undefined : { shards, each: indexes.length, mode: 'before', choose };
  if ((step?.kind !== 'read' && step?.kind !== 'query') || step.by === undefined) return undefined;
  const { by } = step;
  if (!isRouted(component, network.lookup.data.get(node.data ?? ''), step)) {
    const { copies } = target;
    const level = copies?.topology === 'leaderless' ? (node.level ?? copies.read) : undefined;
    return { shards, each: level === undefined ? 1 : copiesNeeded(level, copies?.count ?? 1), mode: 'all', choose };
  }
  return indexes.some(({ fields }) => fields[0] === by) && component.shards?.by.key[0] !== by
    ? { shards, each: 1, mode: 'before', choose }
    : undefined;
}
