/** Settings in the block of `shards`. */
import { of, published } from '../source.js';
import type { SettingSpec } from '../types.js';

export const shardsSettings: readonly SettingSpec[] = [
  {
    name: 'vnodes',
    summary: 'Points of each shard on the ring of consistent hashing; implies `assign ring`.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, whole: true },
    of: ['shards'],
    example: 'vnodes 256',
    used: 'estimate: peak-to-mean load, s.d. √((n−1)/(nV+1)); rules few-virtual-nodes, modulo-rebalance; simulator: ring',
  },
  {
    name: 'assign',
    summary: 'How a hash or range is given to a shard.',
    value: {
      type: 'symbol',
      options: [
        { name: 'modulo', meaning: 'hash modulo the number of shards: nearly every key moves when it changes' },
        { name: 'ring', meaning: 'consistent hashing: 1/n of the keys move' },
        { name: 'slots', meaning: 'a fixed number of slots, handed to shards (Redis Cluster: 16,384)' },
        { name: 'directory', meaning: 'a table says where each key or range lives' },
      ],
    },
    of: ['shards'],
    example: 'assign slots',
    used: 'estimate: keys moved when a shard is added; rules modulo-rebalance, unrouted-shards; simulator: which shard has a key',
  },
  {
    name: 'skew',
    summary: 'How unevenly shard keys are asked for, where it differs from the data’s `popularity`.',
    value: { type: 'popularity' },
    of: ['shards'],
    example: 'skew zipf 0.9',
    used: 'estimate: load of the hottest shard; rule hot-shard; simulator: sampled keys',
  },
  {
    name: 'migrate',
    summary: 'Bytes per second at which one shard hands over keys when shards are added.',
    value: { type: 'quantity', dimension: 'bandwidth' },
    of: ['shards'],
    default: of(
      24 * 1024 * 1024,
      published('Apache Cassandra, cassandra.yaml: stream_throughput_outbound 24 MiB/s per node'),
    ),
    example: 'migrate 100 MB/s',
    used: 'rule modulo-rebalance: hours that rebalancing takes',
  },
];
