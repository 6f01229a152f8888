/** What is known about a kind of data. */
import { assumed, of, recalled } from '../source.js';
import type { SettingSpec } from '../types.js';

export const dataSettings: readonly SettingSpec[] = [
  {
    name: 'size',
    summary: 'Bytes of one item.',
    value: { type: 'quantity', dimension: 'size' },
    of: ['data'],
    default: of(1000, assumed('1 KB, the record size of the published benchmarks that service times are taken from')),
    example: 'size 2 KB',
    used: 'estimate: storage, cache objects in memory, bytes over links, logs and disks; rules blobs-in-database, link-saturated',
  },
  {
    name: 'count',
    summary: 'Items there are.',
    value: { type: 'quantity', dimension: 'count', minimum: 1 },
    of: ['data'],
    example: 'count 100M',
    used: 'estimate: hit ratio (Che), storage, rows read by scans; rules undersized-cache, unindexed-lookup, analytics-on-transactional',
  },
  {
    name: 'popularity',
    summary:
      'How unevenly items are asked for: `uniform`, `zipf s`, or `hottest(5%, 60%)` (5 % of the items get 60 % of the requests).',
    value: { type: 'popularity' },
    of: ['data'],
    default: of(
      'zipf 0.8',
      recalled(
        'Breslau et al., Web Caching and Zipf-like Distributions, INFOCOM 1999: exponents .64–.83 in six traces',
      ),
    ),
    example: 'popularity zipf 0.9',
    used: 'estimate: hit ratio of caches, hottest shard, conflicts on the hottest key; rules cache-stampede, hot-shard, read-modify-write; simulator: sampled keys',
  },
  {
    name: 'updated',
    summary: 'How often one item changes, besides the writes of the flows.',
    value: { type: 'quantity', dimension: 'rate' },
    of: ['data'],
    example: 'updated 0.5/s',
    used: 'estimate: P(stale) of copies; rules stale-cache, dynamic-on-cdn',
  },
  {
    name: 'grows',
    summary: 'New items per time.',
    value: { type: 'quantity', dimension: 'rate' },
    of: ['data'],
    example: 'grows 4G/d',
    used: 'estimate: storage growth; rules storage-full, time-series-on-rows',
  },
  {
    name: 'keep',
    summary: 'How long items are kept before they are deleted.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['data'],
    example: 'keep 1 y',
    used: 'estimate: storage in the steady state; rule storage-full',
  },
  {
    name: 'importance',
    summary: 'What a wrong or lost item costs.',
    value: {
      type: 'symbol',
      options: [
        { name: 'critical', meaning: 'money, orders, stock, rights: must never be wrong' },
        { name: 'normal', meaning: 'wrong data annoys' },
        { name: 'low', meaning: 'feeds, likes, counters: nobody notices' },
      ],
    },
    of: ['data'],
    default: of('normal', assumed('the author says which data is critical')),
    example: 'importance critical',
    used: 'rules ap-for-critical, strong-for-feed, weak-isolation; severity of findings about durability',
  },
  {
    name: 'personal',
    summary: 'Whether what is read depends on who asks.',
    value: {
      type: 'symbol',
      options: [
        { name: 'on', meaning: 'each person sees another version' },
        { name: 'off', meaning: 'everyone sees the same' },
      ],
    },
    of: ['data'],
    default: of('off', assumed('most data is the same whoever reads it')),
    example: 'personal on',
    used: 'rule dynamic-on-cdn',
  },
  {
    name: 'conflict_free',
    summary: 'Whether concurrent writes can be merged in any order (counters, sets, last value of a sensor).',
    value: {
      type: 'symbol',
      options: [
        { name: 'on', meaning: 'writes commute: no order between them matters' },
        { name: 'off', meaning: 'the order of writes matters' },
      ],
    },
    of: ['data'],
    default: of('off', assumed('merging in any order is a property of special data types (Shapiro et al., SSS 2011)')),
    example: 'conflict_free on',
    used: 'rules write-quorum-overlap, multi-leader-conflict, read-modify-write, duplicate-effects',
  },
  {
    name: 'deterministic',
    summary:
      'Whether a statement that writes it gives the same result at every copy; `off`: it uses time, random numbers or triggers.',
    value: {
      type: 'symbol',
      options: [
        { name: 'on', meaning: 'the same statement writes the same values everywhere' },
        { name: 'off', meaning: 'written values depend on time, randomness or the copy' },
      ],
    },
    of: ['data'],
    default: of('on', assumed('only the author knows of random or time-dependent statements')),
    example: 'deterministic off',
    used: 'rule statement-replication; simulator: copies differ after statement shipping',
  },
  {
    name: 'key_order',
    summary: 'Whether new keys come in ascending order (times, sequence numbers) or anywhere.',
    value: {
      type: 'symbol',
      options: [
        { name: 'increasing', meaning: 'new keys are larger than all before: times, counters' },
        { name: 'random', meaning: 'new keys fall anywhere' },
      ],
    },
    of: ['data'],
    default: of('random', assumed('names, hashes and user ids fall anywhere')),
    example: 'key_order increasing',
    used: 'rules monotonic-range-key, time-series-on-rows; simulator: which range shard gets new items',
  },
  {
    name: 'distinct',
    summary: 'Different values a field has, for fields that have few.',
    value: { type: 'counts' },
    of: ['data'],
    many: true,
    example: 'distinct country 4, status 3',
    used: 'rules low-cardinality-key, hot-shard, unindexed-lookup',
  },
];
