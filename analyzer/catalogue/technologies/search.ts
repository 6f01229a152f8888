/** Search indexes. */
import { assumed, of, recalled } from '../source.js';
import type { Technology } from '../types.js';

const index = {
  model: 'search',
  work: {
    read: of(0.0008, assumed('8 cores / 0.8 ms = 10,000 reads by id per second')),
    write: of(
      0.0008,
      assumed('8 cores / 0.8 ms = 10,000 documents per second per node; rules of thumb say 5,000–20,000'),
    ),
    query: of(0.01, assumed('8 cores / 10 ms = 800 queries per second per node')),
  },
  lacks: ['multi_item_transactions', 'cross_shard_transactions', 'joins', 'leaderless'],
} as const;

export const searchIndexes: readonly Technology[] = [
  {
    id: 'elasticsearch',
    title: 'Elasticsearch',
    kinds: ['search', 'database', 'monitor'],
    ...index,
    summary: 'Distributed inverted index with aggregations; near real time.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      refresh: of(1, recalled('the Elasticsearch documentation, refresh_interval: 1 s')),
      assign: of(
        'modulo',
        recalled('the Elasticsearch documentation, routing: hash modulo the number of primary shards'),
      ),
    },
    log: { mode: 'sync', source: recalled('the Elasticsearch documentation, index.translog.durability: request') },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 2,
      read: 'any',
      source: recalled('the Elasticsearch documentation, number_of_replicas: 1; a write waits for all in-sync copies'),
    },
    consistency: {
      model: 'eventual',
      source: recalled(
        'the Elasticsearch documentation: near real-time search; dirty reads are possible in a partition',
      ),
    },
    pacelc: {
      class: 'PC/EC',
      source: assumed('a write waits for every in-sync copy, and a shard without its primary takes none'),
    },
    failover: { kind: 'automatic', source: recalled('the Elasticsearch documentation: an in-sync copy is promoted') },
    facts: [
      {
        text: 'wait_for_active_shards is 1 by default and only checked before the write.',
        source: recalled('the Elasticsearch documentation, index API'),
      },
      {
        text: 'The number of primary shards is fixed when an index is made; more need a split or a new index.',
        source: recalled('the Elasticsearch documentation, index modules'),
      },
    ],
  },
  {
    id: 'opensearch',
    title: 'OpenSearch',
    kinds: ['search', 'database', 'monitor'],
    ...index,
    summary: 'Fork of Elasticsearch 7.10 with the same index and replication.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      refresh: of(1, recalled('the OpenSearch documentation, refresh_interval: 1 s')),
      assign: of('modulo', assumed('as Elasticsearch')),
    },
    log: { mode: 'sync', source: assumed('as Elasticsearch: translog durability request') },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 2,
      read: 'any',
      source: assumed('as Elasticsearch: document replication to one replica'),
    },
    consistency: { model: 'eventual', source: assumed('as Elasticsearch') },
    pacelc: { class: 'PC/EC', source: assumed('as Elasticsearch') },
    failover: { kind: 'automatic', source: assumed('as Elasticsearch') },
    facts: [
      {
        text: 'Segment replication copies finished segments instead of indexing twice: cheaper writes, older replicas.',
        source: recalled('the OpenSearch documentation, segment replication'),
      },
    ],
  },
];
