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
    return hashOf(key) < this.limit;
  }

  /** Follows half as many from now on: those that are followed then were followed before. */
  halve(): void {
    this.limit = Math.floor(this.limit / 2);
  }
}

/** 32 bits of a whole number: the finalizer of MurmurHash3 over both halves. */
function hashOf(key: number): number {
  let hash = Math.imul((key | 0) ^ Math.imul(Math.floor(key / ALL) | 0, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
