import { type Popularity, type PopularityGroup, popularityGroups, topMass } from './popularity.js';

/** What a full cache throws out: the least recently used, the oldest, a random one, or the least frequently used. */
export type Eviction = 'lru' | 'fifo' | 'random' | 'lfu';

export interface CacheLoad {
  readonly popularity: Popularity;
  /** Number of different objects asked for. */
  readonly objects: number;
  /** Number of objects the cache holds. */
  readonly capacity: number;
  readonly eviction: Eviction;
}

export interface CacheMeasures {
  /** Share of requests found in the cache. */
  readonly hitRatio: number;
  /**
   * Che's characteristic time T, counted in requests: how long an object stays (LRU: after its last use). Divide by the
   * request rate for seconds. `Infinity` when everything fits; `NaN` for LFU, which has none.
   */
  readonly characteristicRequests: number;
}

/**
 * Hit ratio of a cache in steady state under independent requests.
 *
 * Che: T solves `Σ(1 - e^{-p_i T}) = C`, hit `Σ p_i (1 - e^{-p_i T})`; FIFO and RANDOM use `p_i T/(1 + p_i T)` in both;
 * LFU's limit is the mass of the C most popular. Within .002 of simulation for LRU. Requests that come in bursts for the
 * same object do better, scans do worse.
 * Source: Che, Tung, Wang, IEEE JSAC 20 (2002); Fricker, Robert, Roberts, ITC 24 (2012).
 */
export function cheApproximation(load: CacheLoad): CacheMeasures {
  const { popularity, objects, capacity, eviction } = load;
  if (capacity >= objects) return { hitRatio: objects > 0 ? 1 : 0, characteristicRequests: Infinity };
  if (capacity <= 0) return { hitRatio: 0, characteristicRequests: 0 };
  if (eviction === 'lfu') {
    return { hitRatio: topMass(popularity, objects, capacity), characteristicRequests: Number.NaN };
  }
  const groups = popularityGroups(popularity, objects);
  const present = eviction === 'lru' ? recentlyUsed : recentlyInserted;
  const time = characteristicTime(groups, capacity, present);
  return { hitRatio: hitRatioOf(groups, (each) => present(each * time)), characteristicRequests: time };
}

/** Probability that an object is present, given the mean number of requests for it in the characteristic time. */
export type Presence = (requests: number) => number;
const recentlyUsed: Presence = (requests) => -Math.expm1(-requests);
const recentlyInserted: Presence = (requests) => requests / (1 + requests);

/** The time, in requests, for which the mean number of objects present is the capacity; the capacity must be below their number. */
export function characteristicTime(groups: readonly PopularityGroup[], capacity: number, present: Presence): number {
  const occupied = (time: number) => groups.reduce((sum, { count, each }) => sum + count * present(each * time), 0);
  let low = capacity;
  let high = capacity;
  // At most C requests are needed to fill C places when all are different, so T ≥ C.
  while (occupied(high) < capacity && high < 1e300) {
    low = high;
    high *= 4;
  }
  for (let i = 0; i < 60 && high / low > 1 + 1e-9; i++) {
    const middle = Math.sqrt(low * high);
    if (occupied(middle) < capacity) low = middle;
    else high = middle;
  }
  return high;
}

/** `Σ p_i h(p_i)`. */
export function hitRatioOf(groups: readonly PopularityGroup[], hit: (each: number) => number): number {
  return groups.reduce((sum, { count, each }) => sum + count * each * hit(each), 0);
}
