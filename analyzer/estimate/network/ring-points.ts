import { quantity, symbol } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { isWritten, partOwner } from './effective.js';

/**
 * Points of each shard on the ring of consistent hashing; `undefined` when no ring assigns the keys.
 *
 * A ring of which nothing more is said has one point for each shard. A product's own ring without virtual nodes deals a
 * fixed number of partitions out evenly (Riak) and counts as none.
 */
export function ringPoints(component: Component): number | undefined {
  const { shards } = component;
  if (shards === undefined || shards.by.scheme !== 'hash') return undefined;
  const owner = partOwner('shards', component, shards);
  const points = quantity(owner, 'vnodes')?.value;
  const assign = symbol(owner, 'assign')?.value;
  if (!isWritten(owner, 'vnodes') && assign !== 'ring') return undefined;
  if (points !== undefined) return Math.max(1, Math.round(points));
  return isWritten(owner, 'assign') ? 1 : undefined;
}
