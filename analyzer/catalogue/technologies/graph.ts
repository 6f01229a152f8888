/** Graph databases. */
import { assumed, of, recalled } from '../source.js';
import type { Technology } from '../types.js';

export const graphStores: readonly Technology[] = [
  {
    id: 'neo4j',
    title: 'Neo4j',
    kinds: ['database'],
    model: 'graph',
    summary: 'Property graph with traversals along stored pointers.',
    defaults: { cores: of(8, assumed('one node of common size')) },
    work: {
      read: of(0.0008, assumed('8 cores / 0.8 ms = 10,000 node look-ups per second')),
      write: of(0.003, assumed('8 cores / 3 ms = 2,700 transactions per second')),
      query: of(0.002, assumed('8 cores / 2 ms = 4,000 short traversals per second; rules of thumb say 1,000–10,000')),
    },
    isolation: {
      default: 'read_committed',
      strongest: 'serializable',
      source: recalled('the Neo4j documentation: read-committed; explicit locks give more'),
    },
    log: { mode: 'sync', source: recalled('the Neo4j documentation: transaction logs are flushed at commit') },
    replication: {
      topology: 'consensus',
      count: 1,
      read: 'replica',
      source: recalled('the Neo4j documentation: Raft among primaries, reads routed to secondaries'),
    },
    failover: { kind: 'automatic', source: recalled('the Neo4j documentation: a cluster elects its leader') },
    lacks: ['leaderless', 'cross_shard_transactions'],
    facts: [
      {
        text: 'Bookmarks passed between requests give a client causal reads in a cluster.',
        source: recalled('the Neo4j documentation, causal consistency'),
      },
    ],
  },
  {
    id: 'infogrid',
    title: 'InfoGrid',
    kinds: ['database'],
    model: 'graph',
    summary: 'Open-source web graph database; keeps its graph in another store.',
    defaults: { cores: of(4, assumed('one small node')) },
    work: {
      read: of(0.002, assumed('a read passes through to the store below, at least one more look-up')),
      write: of(0.004, assumed('a write passes through to the store below')),
      query: of(0.01, assumed('a short traversal of some ten look-ups')),
    },
    lacks: ['leaderless', 'cross_shard_transactions', 'synchronous_replication'],
    facts: [
      {
        text: 'Durability and isolation are those of the store it is configured with.',
        source: assumed('it persists its mesh objects through a store plug-in'),
      },
    ],
  },
];
