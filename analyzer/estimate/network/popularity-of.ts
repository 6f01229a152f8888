import { popularity } from '../../catalogue/setting.js';
import type { DataItem } from '../../design/design.js';
import type { Popularity } from '../cache/popularity.js';
import { dataOwner } from './effective.js';

/** How often each object of a data item is asked for, defaults applied; uniform when there is no such item. */
export function popularityOf(item: DataItem | undefined): Popularity {
  return (item === undefined ? undefined : popularity(dataOwner(item), 'popularity')?.value) ?? { kind: 'uniform' };
}
