/** Relational databases that shard and replicate by consensus. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

export const distributedSql: readonly Technology[] = [
  {
    id: 'cockroachdb',
    title: 'CockroachDB',
    kinds: ['database'],
    model: 'relational',
    summary: 'Distributed SQL: ranges replicated by Raft, serializable transactions across them.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      assign: of(
        'directory',
        recalled('the CockroachDB documentation, architecture: ranges found through meta ranges'),
      ),
    },
    work: {
      read: of(0.0008, assumed('8 cores / 0.8 ms = 10,000 reads per second per node')),
      write: of(
        0.004,
        assumed('8 cores / 4 ms = 2,000 transactions per second per node: consensus and conflict checks'),
      ),
      query: of(0.1, assumed('a join over some 10⁵ rows')),
    },
    isolation: {
      default: 'serializable',
      strongest: 'serializable',
      source: published('CockroachDB documentation, SERIALIZABLE transactions: the default'),
    },
    log: {
      mode: 'sync',
      source: recalled('the CockroachDB documentation: Raft entries are synced before acknowledgement'),
    },
    replication: {
      topology: 'consensus',
      count: 3,
      read: 'leader',
      source: recalled('the CockroachDB documentation, num_replicas: 3'),
    },
    consistency: {
      model: 'linearizable',
      source: recalled(
        'the CockroachDB consistency model: serializable, single-key linearizable, no stale reads by default',
      ),
    },
    pacelc: { class: 'PC/EC', source: assumed('a range without a majority of its replicas stops') },
    failover: { kind: 'automatic', source: recalled('the CockroachDB documentation: leases move when a node dies') },
    lacks: ['leaderless'],
    facts: [
      {
        text: 'READ COMMITTED is offered since 23.2; serializable transactions may have to be retried by the client.',
        source: published('CockroachDB documentation, isolation levels'),
      },
    ],
  },
  {
    id: 'spanner',
    title: 'Google Cloud Spanner',
    kinds: ['database'],
    model: 'relational',
    summary: 'Managed distributed SQL with external consistency by synchronized clocks.',
    defaults: {
      cores: of(20, assumed('requests in service per node by Little’s law: 10,000 reads/s × 2 ms')),
      availability: of(
        0.9999,
        recalled('the Spanner service-level agreement: 99.99 % regional, 99.999 % multi-region'),
      ),
      assign: of('directory', recalled('the Spanner documentation: splits are found and moved by the service')),
    },
    work: {
      read: of(
        0.002,
        published(
          'Google Cloud Spanner documentation: 10,000 reads/s of 1 KB per node, here as 20 in service for 2 ms',
        ),
      ),
      write: of(
        0.01,
        published(
          'Google Cloud Spanner documentation: 2,000 writes/s of 1 KB per node, here as 20 in service for 10 ms',
        ),
      ),
      query: of(0.05, assumed('a query over some 10⁴ rows')),
    },
    isolation: {
      default: 'serializable',
      strongest: 'serializable',
      source: recalled('the Spanner documentation, TrueTime and external consistency'),
    },
    log: { mode: 'sync', source: assumed('Paxos groups acknowledge after a durable majority') },
    replication: {
      topology: 'consensus',
      count: 3,
      read: 'leader',
      source: recalled('the Spanner documentation: a regional configuration has three read-write replicas'),
    },
    consistency: {
      model: 'strict_serializable',
      source: recalled('Corbett et al., Spanner, OSDI 2012: external consistency'),
    },
    pacelc: {
      class: 'PC/EC',
      source: assumed('a split without a majority of its replicas stops; a strong read waits for the leader'),
    },
    failover: {
      kind: 'automatic',
      source: recalled('Corbett et al., Spanner, OSDI 2012: Paxos leaders hold 10 s leases'),
    },
    lacks: ['leaderless'],
    facts: [
      {
        text: 'A node serves about 10,000 reads or 2,000 writes of 1 KB per second.',
        source: published('Google Cloud Spanner documentation, older per-node figures'),
      },
      {
        text: 'Monotonic keys send all writes to one split.',
        source: recalled('the Spanner documentation, schema design best practices'),
      },
    ],
  },
];
