import { capacity } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { characteristicTime, cheApproximation, type Eviction } from '../cache/che-approximation.js';
import { type Popularity, popularityGroups } from '../cache/popularity.js';
import { boundedTimeToLiveCache, timeToLiveCache } from '../cache/time-to-live.js';
import type { Configuration } from './configuration.js';
import { dataOwner, numberOf, wordOf } from './effective.js';
import { itemCount, updateRate } from './item-count.js';
import { popularityOf } from './popularity-of.js';

/** Reads per second of each data item that a cache is asked for. */
export type CacheReads = ReadonlyMap<Id, number>;

/** Hit ratios of a cache by data item, or why there are none. */
export interface CacheHits {
  readonly of: ReadonlyMap<Id, number>;
  readonly method: string;
  readonly reason?: string;
}

/** What is known of one data item in a cache. */
interface Share {
  readonly data: Id;
  readonly rate: number;
  readonly popularity: Popularity;
  readonly objects: number;
  readonly size: number;
  /** How often one item is removed because it is written, per second. */
  readonly removed: number;
}

/**
 * Hit ratios of a cache: stated, or by Che's approximation over all data items that share its memory, bounded by the time
 * to live. Items of one data item are asked for independently with its popularity. `writes` per second of each data item, of all
 * its items together, remove entries of a cache that is told of them (`invalidate on_write`).
 */
export function cacheHits(
  cache: Configuration,
  reads: CacheReads,
  lookup: Lookup,
  writes: CacheReads = new Map(),
): CacheHits {
  const { component } = cache;
  const stated = numberOf(component, 'hit_ratio');
  const each = (ratio: number) => new Map([...reads.keys()].map((data) => [data, ratio]));
  if (stated !== undefined) return { of: each(Math.min(1, Math.max(0, stated))), method: 'stated' };
  const shares: Share[] = [];
  for (const [data, rate] of reads) {
    const item = lookup.data.get(data);
    const objects = itemCount(item);
    if (item === undefined || objects === undefined) {
      return {
        of: each(0),
        method: 'none',
        reason: `${data} has no count (nor grows and keep), so how much of it fits is unknown: no hits are assumed`,
      };
    }
    const size = numberOf(dataOwner(item), 'size') ?? 0;
    const removed = isTold(component) ? (updateRate(item, writes.get(data) ?? 0) ?? 0) : 0;
    shares.push({ data, rate, popularity: popularityOf(item), objects, size, removed });
  }
  const room = roomOf(cache);
  const eviction = (wordOf(component, 'evict') ?? 'lru') as Eviction | 'none';
  const lifetime = numberOf(component, 'ttl');
  const parts = divide(shares, room, eviction === 'none' ? 'random' : eviction);
  const sliding = wordOf(component, 'ttl_kind') === 'sliding';
  const of = new Map<Id, number>();
  for (const [position, share] of shares.entries()) {
    const part = parts[position] ?? 0;
    const isTimed = lifetime !== undefined || share.removed > 0;
    const key = `${JSON.stringify(share.popularity)} ${share.objects} ${part} ${eviction} ${sliding} ${
      isTimed ? `${lifetime} ${share.rate.toPrecision(9)} ${share.removed.toPrecision(9)}` : ''
    }`;
    let ratio = known.get(key);
    if (ratio === undefined) {
      ratio = singleHitRatio(share, part, eviction === 'none' ? 'random' : eviction, lifetime, sliding);
      if (known.size > 5000) known.clear();
      known.set(key, ratio);
    }
    of.set(share.data, ratio);
  }
  return { of, method: lifetime === undefined ? 'Che approximation' : 'Che approximation with time to live' };
}

const known = new Map<string, number>();

/** Whether writers remove the entries of what they write. */
export const isTold = (cache: Component): boolean => wordOf(cache, 'invalidate') === 'on_write';

/** Bytes or objects that all instances and shards of the cache hold together; `Infinity` when nobody says. */
function roomOf(cache: Configuration): { readonly bytes: number } | { readonly objects: number } {
  const { component, shards, instances, copies } = cache;
  const nodes = Math.max(shards, copies === undefined || copies.count <= 1 ? instances * shards : shards);
  const stated = capacity(component, 'capacity')?.value;
  if (stated?.objects !== undefined) return { objects: stated.objects * nodes };
  const bytes = stated?.bytes ?? numberOf(component, 'memory');
  return { bytes: bytes === undefined ? Infinity : bytes * nodes };
}

/** Objects of each data item that are in the cache together: all stay equally long after their last use. */
function divide(shares: readonly Share[], room: ReturnType<typeof roomOf>, eviction: Eviction): readonly number[] {
  const weigh = (share: Share) => ('bytes' in room ? share.size : 1);
  const available = 'bytes' in room ? room.bytes : room.objects;
  const needed = shares.reduce((sum, share) => sum + share.objects * weigh(share), 0);
  if (needed <= available) return shares.map((share) => share.objects);
  const [only] = shares;
  if (only !== undefined && shares.length === 1) return [available / weigh(only)];
  const total = shares.reduce((sum, share) => sum + share.rate, 0);
  const present =
    eviction === 'lru' || eviction === 'lfu' ? (x: number) => -Math.expm1(-x) : (x: number) => x / (1 + x);
  const groups = shares.map((share) =>
    popularityGroups(share.popularity, share.objects).map(({ count, each }) => ({
      count,
      each: total > 0 ? (each * share.rate) / total : each / shares.length,
    })),
  );
  const weighed = groups.flatMap((all, k) => {
    const share = shares[k];
    return share === undefined ? [] : all.map(({ count, each }) => ({ count: count * weigh(share), each }));
  });
  const time = characteristicTime(weighed, available, present);
  return groups.map((all) => all.reduce((sum, { count, each }) => sum + count * present(each * time), 0));
}

function singleHitRatio(
  share: Share,
  room: number,
  eviction: Eviction,
  lifetime: number | undefined,
  sliding: boolean,
): number {
  const { popularity, objects, rate, removed } = share;
  if (lifetime === undefined && !(removed > 0))
    return cheApproximation({ popularity, objects, capacity: room, eviction }).hitRatio;
  const load = {
    popularity,
    objects,
    requestRate: rate,
    timeToLive: lifetime ?? Infinity,
    sliding,
    removalRate: removed,
  };
  const unbounded = timeToLiveCache(load);
  if (unbounded.occupancy <= room) return unbounded.hitRatio;
  const full = cheApproximation({ popularity, objects, capacity: room, eviction }).hitRatio;
  if (sliding || eviction !== 'lru') return Math.min(full, unbounded.hitRatio);
  return Math.min(full, boundedTimeToLiveCache({ ...load, capacity: room }).hitRatio);
}

/** Mean hit ratio over all reads; null when it is not known. */
export function meanHitRatio(hits: CacheHits, reads: CacheReads): number | null {
  if (hits.reason !== undefined) return null;
  let rate = 0;
  let found = 0;
  for (const [data, each] of reads) {
    rate += each;
    found += each * (hits.of.get(data) ?? 0);
  }
  if (rate > 0) return found / rate;
  const [first] = hits.of.values();
  return first ?? null;
}
