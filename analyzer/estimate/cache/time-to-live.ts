import { type CacheMeasures, characteristicTime, hitRatioOf } from './che-approximation.js';
import { type Popularity, popularityGroups } from './popularity.js';

export interface TimeToLiveLoad {
  readonly popularity: Popularity;
  readonly objects: number;
  /** Requests per second over all objects, Poisson. */
  readonly requestRate: number;
  /** Lifetime in seconds, from insertion, or from the last use when `sliding`. */
  readonly timeToLive: number;
  readonly sliding?: boolean;
  /** How often a given object is removed by those who write it, per second (Poisson); 0 when missing. */
  readonly removalRate?: number;
}

export interface TimeToLiveMeasures {
  readonly hitRatio: number;
  /** Misses per second that reach the origin. */
  readonly originRate: number;
  /** Mean number of objects present. */
  readonly occupancy: number;
}

/**
 * A cache bounded by time only: hit of object i `λT/(1+λT)` with lifetime from insertion, `1-e^{-λT}` sliding.
 *
 * Removed at rate u an entry from insertion lives `(1-e^{-uT})/u` on average, which stands for T (renewal theory: the hits of
 * a cycle are λ times its length); a sliding one is hit with `λ/(λ+u) (1-e^{-(λ+u)T})`.
 * Exact for Poisson requests; occupancy has the same form (Poisson arrivals see time averages).
 * Source: Jung, Berger, Balakrishnan, IEEE INFOCOM 2003; Fofack et al., Performance Evaluation 73 (2014).
 */
export function timeToLiveCache(load: TimeToLiveLoad): TimeToLiveMeasures {
  const { requestRate, timeToLive, sliding = false, removalRate = 0 } = load;
  const life = meanLife(timeToLive, removalRate);
  const slidingHit = (rate: number) =>
    rate > 0 ? (rate / (rate + removalRate)) * -Math.expm1(-(rate + removalRate) * timeToLive) : 0;
  const hit = (each: number) => (sliding ? slidingHit(each * requestRate) : keep(each * requestRate * life));
  const groups = popularityGroups(load.popularity, load.objects);
  const hitRatio = hitRatioOf(groups, hit);
  return {
    hitRatio,
    originRate: load.requestRate * (1 - hitRatio),
    occupancy: groups.reduce((sum, { count, each }) => sum + count * hit(each), 0),
  };
}

/** Mean life of an entry that ends after `timeToLive` (`Infinity`: never by itself) and is removed at a rate. */
export const meanLife = (timeToLive: number, removalRate: number): number =>
  removalRate > 0 ? -Math.expm1(-removalRate * timeToLive) / removalRate : timeToLive;

const keep = (requests: number) => (requests === Infinity ? 1 : requests / (1 + requests));

/**
 * LRU with both a capacity and a lifetime from insertion.
 *
 * An object is hit while gaps between its requests stay below Che's T and its age below the lifetime τ. With q = 1 - e^{-λT}
 * and g the mean gap given that it is below T, a visit sees about `q(1 - q^{τ/g})/(1-q)` hits. An approximation that is exact
 * in both limits (no lifetime: Che; no capacity: time to live); T is such that the objects present fill the capacity.
 */
export function boundedTimeToLiveCache(load: TimeToLiveLoad & { readonly capacity: number }): CacheMeasures {
  const free = timeToLiveCache({ ...load, sliding: false });
  if (free.occupancy <= load.capacity) return { hitRatio: free.hitRatio, characteristicRequests: Infinity };
  if (load.capacity <= 0) return { hitRatio: 0, characteristicRequests: 0 };
  const groups = popularityGroups(load.popularity, load.objects);
  const lifetime = load.requestRate * meanLife(load.timeToLive, load.removalRate ?? 0);
  const present = (each: number, time: number) => keep(hitsPerVisit(each * time, each * lifetime));
  // Without the lifetime the cache would be as full after this time; with it, only later.
  let low = 0;
  let high = characteristicTime(groups, load.capacity, (requests) => -Math.expm1(-requests));
  const occupied = (time: number) => groups.reduce((sum, { count, each }) => sum + count * present(each, time), 0);
  while (occupied(high) < load.capacity && high < 1e300) {
    low = high;
    high *= 2;
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (occupied(middle) < load.capacity) low = middle;
    else high = middle;
  }
  const hitRatio = hitRatioOf(groups, (each) => present(each, high));
  return { hitRatio: Math.min(free.hitRatio, hitRatio), characteristicRequests: high };
}

/** Mean hits between insertion and loss, for x = λT and y = λτ. */
function hitsPerVisit(x: number, y: number): number {
  if (x <= 0) return 0;
  const q = -Math.expm1(-x);
  // Mean gap given that it is below T, in units of 1/λ.
  const gap = x < 1e-4 ? x / 2 : 1 - (x * Math.exp(-x)) / q;
  const missing = Math.exp(-x);
  if (missing < 1e-12) return y;
  return (q * -Math.expm1((y / gap) * Math.log(q))) / missing;
}

/** Origin requests in flight at once when a hot key expires and misses are not coalesced: about rate × recompute time. */
export function stampedeSize(requestRate: number, recomputeTime: number): number {
  return requestRate * recomputeTime;
}
