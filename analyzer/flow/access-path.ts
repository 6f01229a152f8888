/** How a look-up finds its items: by the shard key, by an index, inside one partition, or by asking everywhere. */
import type { Component, DataItem, QueryStep, ReadStep, Step } from '../design/design.js';

/**
 * Whether the look-up by `step.by` can tell which shard has its items.
 *
 * A hash is of all its fields together; ranges and lists are found by their first one. A global index is sharded by the
 * field it indexes.
 */
export function isRouted(component: Component, item: DataItem | undefined, step: ReadStep | QueryStep): boolean {
  const { shards } = component;
  if (shards === undefined || step.by === undefined || shards.by.scheme === 'vertical') return true;
  const { key } = shards.by;
  const isKey = shards.by.scheme === 'hash' ? key.length === 1 && key[0] === step.by : key[0] === step.by;
  return (
    isKey ||
    isWithinPartition(component, item, step) ||
    component.indexes.some(({ fields, scope }) => scope === 'global' && fields[0] === step.by)
  );
}

/** Whether the items are found without reading all there are: by the first field of the key, of the shards or of an index. */
export function isIndexed(component: Component, item: DataItem, step: ReadStep | QueryStep): boolean {
  const { shards } = component;
  const isShardKey = shards !== undefined && shards.by.scheme !== 'vertical' && shards.by.key[0] === step.by;
  return (
    isShardKey ||
    item.key[0] === step.by ||
    isWithinPartition(component, item, step) ||
    component.indexes.some(({ fields }) => fields[0] === step.by)
  );
}

/**
 * A range over a later field of the key (`key sensor, time`, `range by time`) is read inside the partition that the fields
 * before it name; those must hold the shard key.
 */
function isWithinPartition({ shards }: Component, item: DataItem | undefined, step: ReadStep | QueryStep): boolean {
  if (item === undefined || step.kind !== 'query' || step.shape !== 'range' || step.by === undefined) return false;
  const before = item.key.slice(0, Math.max(0, item.key.indexOf(step.by)));
  if (before.length === 0) return false;
  return (
    shards === undefined || shards.by.scheme === 'vertical' || shards.by.key.every((field) => before.includes(field))
  );
}

/** Shards that an operation visits instead of, or before, the one of its key. */
export interface Reach {
  /** All of them, or first those that have the entries of global indexes. */
  readonly mode: 'all' | 'before';
  /** Entries of global indexes that it visits; 0 where it asks all shards. */
  readonly entries: number;
}

/**
 * All shards where a look-up goes by a field that does not say which; one with the entry of a global index before the row itself,
 * and before a write one for each of these indexes. Missing where the shard of the key is all there is to visit.
 */
export function reachOf(component: Component, item: DataItem | undefined, step: Step): Reach | undefined {
  const { shards, indexes } = component;
  if (shards === undefined || shards.count <= 1 || shards.by.scheme === 'vertical') return undefined;
  const global = indexes.filter(({ scope }) => scope === 'global');
  if (step.kind === 'write') return global.length === 0 ? undefined : { mode: 'before', entries: global.length };
  if ((step.kind !== 'read' && step.kind !== 'query') || step.by === undefined) return undefined;
  const { by } = step;
  if (!isRouted(component, item, step)) return { mode: 'all', entries: 0 };
  const isIndexed = global.some(({ fields }) => fields[0] === by) && shards.by.key[0] !== by;
  return isIndexed ? { mode: 'before', entries: 1 } : undefined;
}
