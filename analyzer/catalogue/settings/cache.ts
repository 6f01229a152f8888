/** What caches and content delivery networks keep, for how long and how. */
import { assumed, of, recalled } from '../source.js';
import type { SettingSpec } from '../types.js';
import { caches } from './where.js';

export const cacheSettings: readonly SettingSpec[] = [
  {
    name: 'capacity',
    summary: 'What it may hold, as bytes or as a number of objects (`objects(500)` or a plain number).',
    value: { type: 'capacity' },
    of: caches,
    example: 'capacity objects(500)',
    used: 'estimate: hit ratio (Che), occupancy; rules undersized-cache, unbounded-cache; simulator: entries before eviction',
  },
  {
    name: 'ttl',
    summary: 'Time after which an entry is no longer served (of DNS: after which an address is asked for again).',
    value: { type: 'quantity', dimension: 'time' },
    of: [...caches, 'dns'],
    example: 'ttl 10 min',
    used: 'estimate: hit ratio λT/(1+λT), staleness, time to fail over by name; rules stale-cache, cache-stampede, unbounded-cache; simulator: expiry',
  },
  {
    name: 'ttl_jitter',
    summary: 'Share of the time to live by which expiries are spread at random.',
    value: { type: 'quantity', dimension: 'ratio', maximum: 1 },
    of: caches,
    default: of(0, assumed('entries written together expire together unless the code spreads them')),
    example: 'ttl_jitter 10%',
    used: 'rule cache-stampede; simulator: expiry times',
  },
  {
    name: 'ttl_kind',
    summary: 'Whether a hit prolongs an entry’s life.',
    value: {
      type: 'symbol',
      options: [
        { name: 'fixed', meaning: 'counted from the fill' },
        { name: 'sliding', meaning: 'counted from the last hit' },
      ],
    },
    of: caches,
    default: of('fixed', recalled('the Redis documentation, EXPIRE: reads do not change the time-out')),
    example: 'ttl_kind sliding',
    used: 'estimate: hit ratio λT/(1+λT) against 1−e^(−λT), unbounded age of sliding entries; rule stale-cache',
  },
  {
    name: 'evict',
    summary: 'Which entry goes when it is full.',
    value: {
      type: 'symbol',
      options: [
        { name: 'lru', meaning: 'the one not used for longest' },
        { name: 'lfu', meaning: 'the one used least often' },
        { name: 'fifo', meaning: 'the oldest' },
        { name: 'random', meaning: 'any one of them' },
        { name: 'none', meaning: 'none: new entries are refused' },
      ],
    },
    of: caches,
    default: of(
      'lru',
      assumed('memcached evicts the least recently used; Redis, which ships `noeviction`, has its own row'),
    ),
    example: 'evict lru',
    used: 'estimate: hit ratio by Che’s approximation for LRU, its FIFO/random form, top-C mass for LFU; rule unbounded-cache; simulator: eviction',
  },
  {
    name: 'coalesce',
    summary: 'Whether simultaneous misses of one key ask the origin once.',
    value: {
      type: 'symbol',
      options: [
        { name: 'on', meaning: 'one request goes to the origin, the others wait for it' },
        { name: 'off', meaning: 'each miss goes to the origin' },
      ],
    },
    of: caches,
    default: of(
      'off',
      assumed('look-aside caches leave it to the application; a CDN’s technology row may say otherwise'),
    ),
    example: 'coalesce on',
    used: 'estimate: origin load at expiry; rule cache-stampede; simulator: one fill per key',
  },
  {
    name: 'invalidate',
    summary: 'Whether a write to the store removes the cached copy.',
    value: {
      type: 'symbol',
      options: [
        { name: 'on_write', meaning: 'the writer deletes or updates the entry' },
        { name: 'none', meaning: 'the entry lives until it expires or is evicted' },
      ],
    },
    of: caches,
    default: of('none', assumed('nobody invalidates by itself; the writing code must')),
    example: 'invalidate on_write',
    used: 'guarantees: what a read through the cache gets; rules stale-cache, session-guarantee-broken; simulator: deletion on write',
  },
  {
    name: 'write_mode',
    summary: 'What a write through the cache does.',
    value: {
      type: 'symbol',
      options: [
        { name: 'around', meaning: 'writes go to the store only' },
        { name: 'through', meaning: 'cache and store before the answer' },
        { name: 'back', meaning: 'the cache answers; the store hears later' },
      ],
    },
    of: ['cache'],
    default: of(
      'around',
      recalled('Nishtala et al., Scaling Memcache at Facebook, NSDI 2013: look-aside, writers go to the database'),
    ),
    example: 'write_mode through',
    used: 'guarantees: consistency and durability behind the cache; rules write-back-loss, stale-cache; simulator: where writes go',
  },
  {
    name: 'hit_ratio',
    summary: 'Share of reads served here, stated instead of estimated.',
    value: { type: 'quantity', dimension: 'ratio', maximum: 1 },
    of: caches,
    example: 'hit_ratio 92%',
    used: 'estimate: replaces Che’s approximation; rules cold-cache-collapse, undersized-cache; simulator: stays measured, not stated',
  },
];
