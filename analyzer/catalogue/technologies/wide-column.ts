/** Wide-column stores: sparse rows, sorted or hashed by key. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

export const wideColumnStores: readonly Technology[] = [
  {
    id: 'bigtable',
    title: 'Google Cloud Bigtable',
    kinds: ['database'],
    model: 'wide_column',
    summary: 'Managed sorted rows of sparse columns; tablets move between nodes.',
    defaults: {
      cores: of(34, assumed('requests in service per node by Little’s law: 17,000 reads/s × 2 ms')),
      availability: of(
        0.999,
        recalled('the Bigtable service-level agreement: 99.9 % for one zone, 99.99 % and more when replicated'),
      ),
      assign: of('directory', recalled('Chang et al., Bigtable, OSDI 2006: a tree of tablets')),
    },
    work: {
      read: of(
        0.002,
        published(
          'Google Cloud Bigtable documentation, performance: 17,000 reads/s of 1 KB per SSD node, here as 34 in service for 2 ms',
        ),
      ),
      write: of(
        0.0024,
        published(
          'Google Cloud Bigtable documentation, performance: 14,000 writes/s of 1 KB per SSD node, here as 34 in service for 2.4 ms',
        ),
      ),
      query: of(
        0.1,
        published(
          'Google Cloud Bigtable documentation, performance: scans at 220 MB/s per node; a scan of 0.6 MB takes 34 servers’ share of that',
        ),
      ),
    },
    log: {
      mode: 'sync',
      source: recalled('Chang et al., Bigtable, OSDI 2006: commit log in the distributed file system'),
    },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 3,
      read: 'leader',
      source: assumed(
        'one node serves a row; the file system below keeps copies. Clusters in other places are eventually consistent',
      ),
    },
    consistency: {
      model: 'linearizable',
      source: recalled('the Bigtable documentation: single-row operations of one cluster are strongly consistent'),
    },
    pacelc: { class: 'PC/EC', source: published('Abadi 2012') },
    failover: {
      kind: 'automatic',
      source: recalled('Chang et al., Bigtable, OSDI 2006: the master reassigns tablets'),
    },
    lacks: ['joins', 'multi_item_transactions', 'cross_shard_transactions', 'secondary_indexes', 'leaderless'],
    facts: [
      {
        text: 'A node with SSD serves 17,000 reads or 14,000 writes of 1 KB per second and scans 220 MB/s; with HDD 500 reads, 10,000 writes, 180 MB/s; linear in nodes.',
        source: published('Google Cloud Bigtable documentation, performance'),
      },
    ],
  },
  {
    id: 'hbase',
    title: 'Apache HBase',
    kinds: ['database'],
    model: 'wide_column',
    summary: 'Sorted rows of sparse columns on a distributed file system; one region server owns each range.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      assign: of('directory', recalled('the HBase reference guide: the meta table')),
    },
    work: {
      read: of(0.0016, assumed('8 cores / 1.6 ms = 5,000 reads per second per server')),
      write: of(0.0004, assumed('8 cores / 0.4 ms = 20,000 writes per second per server: log and memory only')),
      query: of(0.1, assumed('a scan of some 10⁵ rows')),
    },
    log: {
      mode: 'async',
      source: recalled(
        'the HBase reference guide: the log is hflushed to three nodes’ memory, hsync is off by default',
      ),
    },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 3,
      read: 'leader',
      source: recalled('the HDFS documentation, dfs.replication: 3; one region server serves a row'),
    },
    consistency: { model: 'linearizable', source: recalled('the HBase reference guide: strongly consistent per row') },
    pacelc: { class: 'PC/EC', source: published('Abadi 2012') },
    failover: {
      kind: 'automatic',
      source: recalled(
        'the HBase reference guide: regions are reassigned after the ZooKeeper session ends, tens of seconds',
      ),
    },
    lacks: ['joins', 'multi_item_transactions', 'cross_shard_transactions', 'secondary_indexes', 'leaderless'],
    facts: [
      {
        text: 'A region is unavailable until it is reassigned: tens of seconds with usual session time-outs.',
        source: recalled('the HBase reference guide'),
      },
    ],
  },
  {
    id: 'cassandra',
    title: 'Apache Cassandra',
    kinds: ['database'],
    model: 'wide_column',
    summary: 'Leaderless wide-column store on a ring; consistency chosen per operation.',
    defaults: {
      cores: of(
        4,
        recalled('the AWS documentation: m1.xlarge, the machine of Netflix’s benchmark, has four virtual cores'),
      ),
      resolve: of('last_write_wins', recalled('the Cassandra documentation: the highest time stamp wins')),
      assign: of('ring', recalled('the Cassandra documentation: token ring')),
      vnodes: of(16, published('Apache Cassandra documentation, num_tokens: 16')),
      migrate: of(24 * 1024 * 1024, published('Apache Cassandra, cassandra.yaml: stream_throughput_outbound 24 MiB/s')),
    },
    work: {
      read: of(0.0006, assumed('a read touches several files: half again as dear as a write')),
      write: of(0.00036, published('Netflix 2011: 10,900–11,500 copies written per second per node of 4 cores')),
      query: of(0.1, assumed('a scan of some 10⁵ rows')),
    },
    log: {
      mode: 'async',
      every: 10,
      source: recalled('Apache Cassandra, cassandra.yaml: commitlog_sync periodic, 10,000 ms'),
    },
    replication: {
      topology: 'leaderless',
      count: 1,
      read: 'one',
      write: 'one',
      source: recalled('the Cassandra documentation: replication is set per keyspace; consistency level ONE'),
    },
    consistency: {
      model: 'eventual',
      source: recalled('the Cassandra documentation, tunable consistency: ONE by default'),
    },
    pacelc: { class: 'PA/EL', source: published('Abadi 2012') },
    lacks: ['joins', 'multi_item_transactions', 'cross_shard_transactions'],
    facts: [
      {
        text: '48 to 288 nodes of m1.xlarge took 3,633–3,821 client writes per second each with three copies: linear.',
        source: published('Netflix technology blog, Benchmarking Cassandra scalability on AWS, 2011'),
      },
      {
        text: 'LOCAL_QUORUM does not overlap between data centres; ANY counts a hint as a copy.',
        source: recalled('the Cassandra documentation, consistency levels'),
      },
      {
        text: 'Compare-and-set needs lightweight transactions (Paxos), read at SERIAL.',
        source: recalled('the Cassandra documentation, lightweight transactions'),
      },
    ],
  },
  {
    id: 'scylladb',
    title: 'ScyllaDB',
    kinds: ['database'],
    model: 'wide_column',
    summary: 'Cassandra’s protocol and data model, one shard per core.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      resolve: of('last_write_wins', assumed('as Cassandra')),
      assign: of('ring', assumed('as Cassandra')),
      vnodes: of(256, recalled('the ScyllaDB documentation, num_tokens: 256')),
    },
    work: {
      read: of(0.0001, assumed('10,000 reads per second per core; the vendor’s rule is 12,500 operations')),
      write: of(0.00008, assumed('12,500 operations per second per core, the vendor’s rule of thumb')),
      query: of(0.05, assumed('a scan of some 10⁵ rows')),
    },
    log: { mode: 'async', every: 10, source: assumed('as Cassandra: periodic commit log, 10 s') },
    replication: { topology: 'leaderless', count: 1, read: 'one', write: 'one', source: assumed('as Cassandra') },
    consistency: { model: 'eventual', source: assumed('as Cassandra') },
    pacelc: { class: 'PA/EL', source: assumed('as Cassandra') },
    lacks: ['joins', 'multi_item_transactions', 'cross_shard_transactions'],
    facts: [
      {
        text: 'Semantics are Cassandra’s; a node does several times its work.',
        source: assumed('same protocol and consistency levels'),
      },
    ],
  },
];
