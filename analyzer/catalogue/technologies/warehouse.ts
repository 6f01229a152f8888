/** Column-oriented stores for analysis. */
import { assumed, of, recalled } from '../source.js';
import type { Technology } from '../types.js';

const columnar = {
  model: 'columnar',
  work: {
    read: of(0.1, assumed('a point read opens many column blocks: tens to hundreds of milliseconds')),
    write: of(0.05, assumed('a single-row write makes a block of its own')),
  },
} as const;

export const warehouses: readonly Technology[] = [
  {
    id: 'bigquery',
    title: 'Google BigQuery',
    kinds: ['warehouse'],
    model: 'columnar',
    summary: 'Managed warehouse that lends slots to each query.',
    defaults: {
      cores: of(2000, recalled('the BigQuery documentation: 2,000 slots per project on demand')),
      availability: of(0.9999, recalled('the BigQuery service-level agreement: 99.99 %')),
    },
    work: {
      read: of(1, assumed('even a small query is planned and scheduled: about a second')),
      write: of(0.05, assumed('streaming inserts are answered in tens of milliseconds')),
      query: of(20, assumed('a query of some seconds on some ten slots')),
    },
    isolation: {
      default: 'snapshot',
      strongest: 'snapshot',
      source: recalled('the BigQuery documentation, multi-statement transactions: snapshot isolation'),
    },
    log: { mode: 'sync', source: assumed('a managed service') },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 2,
      read: 'any',
      source: recalled('the BigQuery documentation: two zones of a region'),
    },
    failover: { kind: 'automatic', source: assumed('a managed service') },
    lacks: ['secondary_indexes', 'conditional_writes', 'leaderless'],
    facts: [
      {
        text: 'A query takes seconds; capacity is slots, not requests per second.',
        source: assumed('its pricing and quotas are in slots and bytes scanned'),
      },
    ],
  },
  {
    id: 'redshift',
    title: 'Amazon Redshift',
    kinds: ['warehouse'],
    ...columnar,
    summary: 'Column store cluster with distribution and sort keys.',
    defaults: {
      cores: of(32, assumed('a few nodes of common size')),
      connections: of(500, recalled('the Redshift documentation: 500 connections')),
    },
    work: { ...columnar.work, query: of(4, assumed('seconds of core time over millions of rows')) },
    isolation: {
      default: 'serializable',
      strongest: 'serializable',
      source: recalled('the Redshift documentation, serializable isolation; newer warehouses start with snapshot'),
    },
    log: { mode: 'sync', source: assumed('commits are durable') },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 2,
      read: 'leader',
      source: recalled('the Redshift documentation: a block is kept on another node and in S3'),
    },
    failover: { kind: 'automatic', source: recalled('the Redshift documentation: failed nodes are replaced') },
    lacks: ['secondary_indexes', 'conditional_writes', 'leaderless'],
    facts: [
      {
        text: 'Concurrent writers of one table are serialized by table locks and may be aborted.',
        source: recalled('the Redshift documentation, isolation levels'),
      },
    ],
  },
  {
    id: 'snowflake',
    title: 'Snowflake',
    kinds: ['warehouse'],
    ...columnar,
    summary: 'Managed warehouse: storage apart from compute clusters that start on demand.',
    defaults: {
      cores: of(32, assumed('a small virtual warehouse')),
      availability: of(0.999, recalled('the Snowflake service-level agreement: 99.9 %')),
    },
    work: { ...columnar.work, query: of(4, assumed('seconds of core time over millions of rows')) },
    isolation: {
      default: 'read_committed',
      strongest: 'read_committed',
      source: recalled('the Snowflake documentation, transactions: READ COMMITTED is the only level'),
    },
    log: { mode: 'sync', source: assumed('commits are durable') },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 3,
      read: 'any',
      source: recalled('the Snowflake documentation: storage across three zones'),
    },
    failover: { kind: 'automatic', source: assumed('a managed service') },
    lacks: ['secondary_indexes', 'conditional_writes', 'leaderless'],
    facts: [
      {
        text: 'Statements see what was committed when each began; two updates of one table wait for each other.',
        source: recalled('the Snowflake documentation, transactions'),
      },
    ],
  },
  {
    id: 'clickhouse',
    title: 'ClickHouse',
    kinds: ['warehouse', 'database', 'monitor'],
    ...columnar,
    summary: 'Column store for fast aggregates; parts are merged in the background.',
    defaults: {
      cores: of(16, assumed('one node of common size')),
      resolve: of('crdt', assumed('inserted blocks are merged in any order')),
    },
    work: {
      read: of(0.02, assumed('a point read scans at least one granule of 8,192 rows per column')),
      write: of(
        0.02,
        assumed('an insert makes a part; some ten to a hundred inserts per second and table are the advice'),
      ),
      query: of(0.5, assumed('some 10⁹ values per second and node')),
    },
    log: { mode: 'async', source: recalled('the ClickHouse documentation, fsync_after_insert: 0') },
    replication: {
      topology: 'multi_leader',
      mode: 'async',
      count: 1,
      read: 'any',
      source: recalled('the ClickHouse documentation, replication: asynchronous, multi-master'),
    },
    consistency: {
      model: 'eventual',
      source: recalled('the ClickHouse documentation, replication: a read may miss inserts that another replica took'),
    },
    failover: { kind: 'automatic', source: recalled('the ClickHouse documentation: every replica takes inserts') },
    lacks: ['multi_item_transactions', 'cross_shard_transactions', 'conditional_writes', 'leaderless'],
    facts: [
      {
        text: 'Inserts should come in batches of thousands of rows; one row at a time makes a part each.',
        source: recalled('the ClickHouse documentation, inserting data'),
      },
    ],
  },
];
