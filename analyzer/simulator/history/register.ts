import type { Id } from '../../design/design.js';
import type { DataCounts } from './data-counts.js';
import { FollowedKeys, MOST_KEYS } from './followed-keys.js';
import { KeyHistory } from './key-history.js';

/** A data item as the run follows it: which of its keys, wherever they are kept. */
export class FollowedData {
  readonly keys: FollowedKeys;
  private made = 0;

  constructor(
    readonly id: Id,
    /** Position among the data of the design. */
    readonly index: number,
    /** How many items there are; `undefined` where nobody says so: then every write makes a new one. */
    readonly count: number | undefined,
    readonly counts: DataCounts,
  ) {
    this.keys = new FollowedKeys(count);
  }

  /** The key of a new item; caches and ranks of popularity know none below 0. */
  fresh(): number {
    return -2 - this.made++;
  }
}

/** A data item at one store or queue: versions of one do not say anything of those of another. */
export class Register {
  private readonly keys = new Map<number, KeyHistory>();

  constructor(
    readonly of: FollowedData,
    /** The store or queue. */
    readonly home: Id,
  ) {}

  get data(): Id {
    return this.of.id;
  }

  follows(key: number): boolean {
    return this.of.keys.has(key);
  }

  /** The history of a key that is followed. */
  key(key: number): KeyHistory {
    let known = this.keys.get(key);
    if (known === undefined) {
      known = new KeyHistory(key);
      this.keys.set(key, known);
      // Only keys that the run makes itself can become too many.
      if (this.of.count === undefined && this.keys.size > MOST_KEYS) this.thinOut(known);
    }
    return known;
  }

  /** The same, without making one. */
  known(key: number): KeyHistory | undefined {
    return this.keys.get(key);
  }

  get histories(): Iterable<KeyHistory> {
    return this.keys.values();
  }
  get size(): number {
    return this.keys.size;
  }

  /** Follows a smaller share of the keys from now on, and forgets the others. */
  private thinOut(kept: KeyHistory): void {
    while (this.keys.size > MOST_KEYS) {
      this.of.keys.halve();
      for (const key of this.keys.keys()) if (!this.of.keys.has(key) && key !== kept.key) this.keys.delete(key);
    }
  }
}
