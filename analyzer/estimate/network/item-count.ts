import type { DataItem } from '../../design/design.js';
import { dataOwner, numberOf } from './effective.js';

/**
 * How many items of a data item there are: its `count`; else what grows for as long as it is kept (`grows × keep`, the
 * number in the steady state). `undefined` when the design says neither: the number is then unknown, not one.
 */
export function itemCount(item: DataItem | undefined): number | undefined {
  if (item === undefined) return undefined;
  const owner = dataOwner(item);
  const count = numberOf(owner, 'count');
  if (count !== undefined) return count;
  const [grows, keep] = [numberOf(owner, 'grows'), numberOf(owner, 'keep')];
  return grows !== undefined && keep !== undefined && grows * keep >= 1 ? grows * keep : undefined;
}

/** What the design must say for `itemCount` to be known. */
export const missingCount = (item: DataItem): string => `say count (or grows and keep) of ${item.id}`;

/**
 * Updates per second of one item of the data: what flows write, spread evenly over its items, and what `updated` says.
 *
 * `popularity` is how items are asked for; nothing says that what is read much is written much. `undefined` when something
 * is written and the number of items is unknown.
 */
export function updateRate(item: DataItem, written: number): number | undefined {
  const alone = numberOf(dataOwner(item), 'updated') ?? 0;
  if (!(written > 0)) return alone;
  const items = itemCount(item);
  return items === undefined ? undefined : alone + written / items;
}
