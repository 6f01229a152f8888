/** Document databases. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const read = of(0.0008, assumed('8 cores / 0.8 ms = 10,000 reads per second by key'));
const write = of(0.0016, assumed('8 cores / 1.6 ms = 5,000 writes per second with journal'));
const query = of(0.05, assumed('an aggregation over some 10⁵ documents'));

export const documentStores: readonly Technology[] = [
  {
    id: 'mongodb',
    title: 'MongoDB',
    kinds: ['database'],
    model: 'document',
    summary: 'Documents in collections; replica sets elect a primary; sharding by key.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      assign: of('directory', recalled('the MongoDB documentation: config servers keep the chunk map')),
    },
    work: { read, write, query },
    isolation: {
      default: 'read_uncommitted',
      strongest: 'snapshot',
      source: recalled(
        'the MongoDB documentation: read concern local may see data that is rolled back; transactions with majority and snapshot concerns are snapshot isolation',
      ),
    },
    log: {
      mode: 'async',
      every: 0.1,
      source: recalled('the MongoDB documentation, journaling: every 100 ms; a majority write concern waits for it'),
    },
    replication: {
      topology: 'leader',
      mode: 'semi_sync',
      count: 1,
      read: 'leader',
      source: published('MongoDB documentation: implicit default write concern is majority since 5.0'),
    },
    pacelc: {
      class: 'PC/EC',
      source: published('Abadi 2012 rated it PA/EC; majority writes, the default since 5.0, behave PC/EC'),
    },
    failover: { kind: 'automatic', source: recalled('the MongoDB documentation, replica set elections') },
    lacks: ['leaderless', 'joins'],
    facts: [
      {
        text: 'A write with w:1 may be rolled back after a fail-over; readConcern local may return it before.',
        source: published('MongoDB documentation, read and write concerns'),
      },
      {
        text: 'Linearizable reads exist only at the primary.',
        source: published('MongoDB documentation, readConcern linearizable'),
      },
      { text: 'A document has at most 16 MB.', source: recalled('the MongoDB documentation, limits') },
    ],
  },
  {
    id: 'couchdb',
    title: 'Apache CouchDB',
    kinds: ['database'],
    model: 'document',
    summary: 'Documents over HTTP; every node takes writes and replicates them; conflicts are kept.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      resolve: of(
        'application',
        recalled('the CouchDB documentation, conflicts: losing revisions are kept for the application'),
      ),
    },
    work: { read, write, query },
    log: {
      mode: 'sync',
      source: recalled('the CouchDB documentation: delayed_commits is gone since 3.0, each write is flushed'),
    },
    replication: {
      topology: 'multi_leader',
      mode: 'async',
      count: 1,
      read: 'nearest',
      source: recalled('the CouchDB documentation, replication'),
    },
    consistency: { model: 'eventual', source: recalled('the CouchDB documentation, eventual consistency') },
    pacelc: { class: 'PA/EL', source: assumed('every copy takes writes without asking the others') },
    lacks: ['multi_item_transactions', 'cross_shard_transactions', 'joins', 'synchronous_replication'],
    facts: [
      {
        text: 'An update must name the revision it is based on; a stale one is refused: optimistic locking per document.',
        source: recalled('the CouchDB documentation, document revisions'),
      },
    ],
  },
  {
    id: 'dynamodb',
    title: 'Amazon DynamoDB',
    kinds: ['database'],
    model: 'key_value',
    summary: 'Managed key-value and document store; capacity is bought per partition.',
    defaults: {
      cores: of(9, assumed('requests in service per partition by Little’s law: 3,000 reads/s × 3 ms')),
      availability: of(0.9999, recalled('the DynamoDB service-level agreement: 99.99 % in one region')),
      assign: of('slots', recalled('the DynamoDB documentation: the service hashes partition keys')),
      resolve: of('last_write_wins', published('Amazon DynamoDB documentation, global tables: last writer wins')),
    },
    work: {
      read: of(
        0.003,
        published('Amazon DynamoDB documentation: 3,000 read units per partition, here as 9 in service for 3 ms'),
      ),
      write: of(
        0.009,
        published('Amazon DynamoDB documentation: 1,000 write units per partition, here as 9 in service for 9 ms'),
      ),
      query: of(0.01, assumed('a query reads a page of one partition')),
    },
    isolation: {
      default: 'read_committed',
      strongest: 'serializable',
      source: recalled(
        'the DynamoDB documentation: TransactWriteItems is serializable, plain reads are read-committed',
      ),
    },
    log: { mode: 'sync', source: assumed('a majority of three copies has logged a write before it is acknowledged') },
    replication: {
      topology: 'consensus',
      count: 3,
      read: 'any',
      source: recalled('Elhemali et al., Amazon DynamoDB, USENIX ATC 2022: three copies in three zones, Multi-Paxos'),
    },
    consistency: {
      model: 'eventual',
      source: published('Amazon DynamoDB documentation: reads are eventually consistent by default, at half the price'),
    },
    pacelc: { class: 'PA/EL', source: published('Abadi 2012, for its defaults') },
    failover: {
      kind: 'automatic',
      source: recalled('Elhemali et al., USENIX ATC 2022: leaders are elected by Multi-Paxos'),
    },
    lacks: ['joins', 'leaderless'],
    facts: [
      {
        text: 'A partition takes 3,000 read units, 1,000 write units and 10 GB.',
        source: published('Amazon DynamoDB documentation, partitions'),
      },
      {
        text: 'Global tables replicate between regions asynchronously; the last writer wins.',
        source: published('Amazon DynamoDB documentation, global tables'),
      },
      { text: 'An item has at most 400 KB.', source: recalled('the DynamoDB documentation, quotas') },
    ],
  },
];
