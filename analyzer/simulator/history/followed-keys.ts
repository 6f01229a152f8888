import { hashOf } from '../kernel/hash.js';

/** Keys of one data item that are followed one by one, at most, besides the most popular ones. */
export const MOST_KEYS = 4096;
/** The most popular keys are followed in any case. */
const POPULAR = 64;

const ALL = 2 ** 32;

/**
 * Which keys of a data item are followed: the most popular ones and, of the others, a share chosen by a hash of the key, which
 * knows nothing of what happens to them.
 */
export class FollowedKeys {
  /** Hashes below it are followed. */
  private limit: number;

  /** `count` items; `undefined` where the run makes new ones all the time. */
  constructor(count: number | undefined) {
    this.limit = count === undefined ? ALL : Math.min(ALL, Math.ceil((MOST_KEYS / Math.max(1, count)) * ALL));
  }

  has(key: number): boolean {
    if (key === -1) return false;
    if (this.limit === ALL || (key >= 0 && key <= POPULAR)) return true;
    return hashOf(key, 1) < this.limit;
  }

  /** Follows half as many from now on: those that are followed then were followed before. */
  halve(): void {
    this.limit = Math.floor(this.limit / 2);
  }
}
