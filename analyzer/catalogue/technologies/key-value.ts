/** In-memory stores and leaderless key-value stores. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const redisLike = {
  kinds: ['cache', 'database', 'coordinator'],
  model: 'key_value',
  work: {
    query: of(0.001, assumed('a set operation over some thousand members')),
  },
  replication: {
    topology: 'leader',
    mode: 'async',
    count: 1,
    read: 'leader',
    source: published('Redis documentation: replication is asynchronous'),
  },
  consistency: {
    model: 'eventual',
    source: published(
      'Redis documentation, cluster specification: acknowledged writes may be lost; WAIT does not make it strongly consistent',
    ),
  },
  lacks: ['leaderless', 'synchronous_replication', 'joins', 'secondary_indexes', 'cross_shard_transactions'],
} as const;

const redisDefaults = {
  cores: of(1, assumed('commands run on one thread')),
  work: of(
    0.00001,
    published(
      'Redis documentation, benchmarks: about 110,000 SET and 81,000 GET per second; 100,000 operations per second',
    ),
  ),
  connections: of(10_000, published('Redis, redis.conf: maxclients 10000')),
  evict: of('none', recalled('the Redis documentation, maxmemory-policy: noeviction')),
  assign: of('slots', recalled('the Redis cluster specification: 16,384 hash slots')),
} as const;

export const keyValueStores: readonly Technology[] = [
  {
    id: 'redis',
    title: 'Redis',
    ...redisLike,
    summary: 'In-memory key-value store with lists, sets, hashes and publish–subscribe.',
    defaults: redisDefaults,
    isolation: {
      default: 'serializable',
      strongest: 'serializable',
      source: recalled(
        'the Redis documentation, transactions: commands of MULTI/EXEC run without others in between, on one shard',
      ),
    },
    log: { mode: 'off', source: recalled('the Redis documentation, persistence: appendonly is off, snapshots are on') },
    pacelc: {
      class: 'PA/EL',
      source: assumed('a replica that is promoted may lack acknowledged writes; nothing waits for it'),
    },
    failover: {
      kind: 'manual',
      source: assumed('a plain replica is promoted by a person; Sentinel and Cluster are extra'),
    },
    facts: [
      {
        text: 'appendfsync everysec loses about one second of acknowledged writes in a crash.',
        source: published('Redis documentation, persistence'),
      },
      {
        text: 'A cluster has windows in which acknowledged writes are lost, larger on the minority side of a partition.',
        source: published('Redis documentation, cluster specification'),
      },
      {
        text: 'min-replicas-to-write with min-replicas-max-lag bounds the loss window.',
        source: published('Redis documentation, replication'),
      },
      {
        text: 'Pipelines of 16 reach 310,000–860,000 operations per second.',
        source: published('Redis documentation, benchmarks'),
      },
    ],
  },
  {
    id: 'valkey',
    title: 'Valkey',
    ...redisLike,
    summary: 'In-memory key-value store, an open fork of Redis 7.2.',
    defaults: {
      ...redisDefaults,
      work: of(0.00001, assumed('as Redis, whose code it continues')),
      connections: of(10_000, assumed('as Redis')),
    },
    replication: { topology: 'leader', mode: 'async', count: 1, read: 'leader', source: assumed('as Redis') },
    consistency: { model: 'eventual', source: assumed('as Redis') },
    isolation: {
      default: 'serializable',
      strongest: 'serializable',
      source: assumed('as Redis: MULTI/EXEC on one shard'),
    },
    log: { mode: 'off', source: assumed('as Redis: append-only file off by default') },
    pacelc: { class: 'PA/EL', source: assumed('as Redis') },
    failover: { kind: 'manual', source: assumed('as Redis') },
    facts: [
      {
        text: 'Guarantees are those of Redis: asynchronous replication, bounded loss only with min-replicas-to-write.',
        source: assumed('same replication protocol'),
      },
    ],
  },
  {
    id: 'memcached',
    title: 'Memcached',
    kinds: ['cache'],
    model: 'key_value',
    summary: 'In-memory cache of many threads; clients choose the server; nothing survives a restart.',
    defaults: {
      cores: of(4, recalled('the memcached documentation, -t: 4 threads')),
      work: of(
        0.00001,
        assumed('4 threads / 10 µs = 400,000 operations per second; rules of thumb say 200,000–1,000,000'),
      ),
      memory: of(64 * 1024 * 1024, published('memcached manual, -m: 64 megabytes')),
      connections: of(1024, published('memcached manual, -c: 1,024')),
      evict: of('lru', recalled('the memcached documentation: segmented LRU per slab class')),
    },
    lacks: [
      'persistence',
      'durable_log',
      'joins',
      'secondary_indexes',
      'range_scans',
      'multi_item_transactions',
      'cross_shard_transactions',
      'synchronous_replication',
      'leaderless',
    ],
    facts: [
      {
        text: 'An item has at most 1 MB unless the server is told otherwise.',
        source: published('memcached help, -I: default 1 megabyte'),
      },
    ],
  },
  {
    id: 'riak',
    title: 'Riak KV',
    kinds: ['database'],
    model: 'key_value',
    summary: 'Leaderless key-value store in the manner of Dynamo.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      hints: of('on', recalled('the Riak documentation: hinted hand-off to fallback nodes is on')),
      resolve: of(
        'last_write_wins',
        recalled('the Riak documentation: the default bucket type resolves by time stamp; others keep siblings'),
      ),
      assign: of('ring', recalled('the Riak documentation: a ring of 64 partitions')),
    },
    work: {
      read: of(0.0008, assumed('8 cores / 0.8 ms = 10,000 reads per second per node')),
      write: of(0.0008, assumed('8 cores / 0.8 ms = 10,000 copies written per second per node')),
    },
    log: { mode: 'async', source: recalled('the Riak documentation, Bitcask sync_strategy: none') },
    replication: {
      topology: 'leaderless',
      count: 3,
      read: 'quorum',
      write: 'quorum',
      source: recalled('the Riak documentation: n_val 3, r and w quorum'),
    },
    consistency: { model: 'eventual', source: recalled('the Riak documentation, eventual consistency') },
    pacelc: { class: 'PA/EL', source: published('Abadi 2012') },
    lacks: ['joins', 'multi_item_transactions', 'cross_shard_transactions'],
    facts: [
      {
        text: 'Quorums are sloppy: fallback nodes count, so R + W > N does not promise that sets meet.',
        source: recalled('DeCandia et al., Dynamo, SOSP 2007, §4.6'),
      },
    ],
  },
];
