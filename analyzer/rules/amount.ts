/** How much there is of a data item, as several rules ask it. */
import { quantity } from '../catalogue/setting.js';
import type { DataItem } from '../design/design.js';

/** The effective value of a number setting of data, in SI units. */
export function figureOf(item: DataItem, name: string): number | undefined {
  return quantity({ kind: 'data', settings: item.settings }, name)?.value;
}

/** Items there are in the end: the stated count and what grows until it is deleted; `undefined` when nobody says. */
export function itemsOf(item: DataItem): number | undefined {
  const count = figureOf(item, 'count');
  const grown = (figureOf(item, 'grows') ?? 0) * (figureOf(item, 'keep') ?? 0);
  return count === undefined && grown === 0 ? undefined : (count ?? 0) + grown;
}
