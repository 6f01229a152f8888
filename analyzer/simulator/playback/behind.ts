import type { Pool } from '../model/units.js';
import type { CopyContents } from '../replication/contents.js';
import { versionOf } from '../replication/written.js';

/**
 * How many followed items each copy of a store has in an older version than another copy of its shard, for copies that are all
 * alike: kept up with each write to a copy, so that looking costs nothing.
 */
export class Behind {
  /** Index is the position of the machine. */
  readonly counts: Int32Array;

  constructor(contents: CopyContents, { units }: Pool) {
    this.counts = new Int32Array(units.length);
    const put = contents.put.bind(contents);
    contents.put = (unit, key, value) => {
      const first = unit.position - (unit.position % contents.count);
      this.add(contents, first, key, -1);
      put(unit, key, value);
      this.add(contents, first, key, 1);
    };
  }

  /** Counts a key in, or out again, at the copies of the shard that begins there. */
  private add({ held, count }: CopyContents, first: number, key: number, by: number): void {
    let newest = 0;
    for (let i = first; i < first + count; i++) newest = Math.max(newest, versionOf(held[i]?.get(key)));
    for (let i = first; i < first + count && i < this.counts.length; i++)
      if (versionOf(held[i]?.get(key)) < newest) this.counts[i] = (this.counts[i] ?? 0) + by;
  }
}
