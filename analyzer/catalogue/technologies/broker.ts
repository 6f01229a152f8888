/** Logs and message brokers that one runs oneself. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const kreps =
  'Kreps, Benchmarking Apache Kafka: 2 million writes per second, 2014 (3 brokers of 6 cores, 100-byte records)';

export const brokers: readonly Technology[] = [
  {
    id: 'kafka',
    title: 'Apache Kafka',
    kinds: ['queue'],
    model: 'log',
    summary: 'Partitioned, replicated log; consumers keep their offsets.',
    defaults: {
      cores: of(6, published(`${kreps}: six-core machines`)),
      ack: of('all', recalled('the Kafka documentation, acks: all since 3.0')),
      commit: of('auto', recalled('the Kafka documentation, enable.auto.commit: true')),
      retention: of(7 * 86_400, recalled('the Kafka documentation, log.retention.hours: 168')),
      min_insync: of(1, published('Apache Kafka broker configuration, min.insync.replicas: 1')),
      unclean: of('off', published('Apache Kafka broker configuration, unclean.leader.election.enable: false')),
      fsync: of('none', published('Apache Kafka documentation: data is in the page cache at the acknowledgement')),
      prefetch: of(500, recalled('the Kafka documentation, max.poll.records: 500')),
    },
    work: {
      publish: of(
        0.0000089,
        published(`${kreps}: 3 producers with 3 asynchronous copies 2,024,032 records/s, 6 × 3 cores`),
      ),
      consume: of(0.0000069, published(`${kreps}: 3 consumers 2,615,968 records/s, 6 × 3 cores`)),
    },
    log: {
      mode: 'async',
      source: published(
        'Apache Kafka documentation: no flush by default; a power failure of all copies loses what is in memory',
      ),
    },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 1,
      read: 'leader',
      source: published(
        'Apache Kafka broker configuration, default.replication.factor: 1; acks=all waits for the in-sync replicas',
      ),
    },
    failover: {
      kind: 'automatic',
      source: recalled('the Kafka documentation: the controller elects an in-sync replica'),
    },
    lacks: ['leaderless', 'joins', 'secondary_indexes', 'conditional_writes', 'bounded_length'],
    facts: [
      {
        text: 'One producer reached 821,557 records per second unreplicated, 786,980 with three asynchronous copies, 421,823 with three synchronous ones.',
        source: published(kreps),
      },
      { text: 'End to end 2 ms in the median, 3 ms p99, 14 ms p99.9.', source: published(kreps) },
      {
        text: 'acks=all means the current in-sync replicas only: without min.insync.replicas 2 that may be the leader alone.',
        source: published('Apache Kafka documentation, acks and min.insync.replicas'),
      },
      {
        text: 'With min.insync.replicas equal to the replication factor one broker down stops all writes.',
        source: published('Apache Kafka documentation, min.insync.replicas'),
      },
      {
        text: 'Automatic commit before processing is finished gives at-most-once delivery.',
        source: published('Apache Kafka documentation, message delivery semantics'),
      },
      {
        text: 'With 1 KB records and three copies: 605 MB/s, p99 5 ms at 200 MB/s.',
        source: published('Confluent, Benchmarking Kafka, Pulsar and RabbitMQ, 2020'),
      },
    ],
  },
  {
    id: 'pulsar',
    title: 'Apache Pulsar',
    kinds: ['queue'],
    model: 'log',
    summary: 'Brokers over a replicated ledger store; topics with queues or logs as subscriptions.',
    defaults: {
      cores: of(8, assumed('one node of common size')),
      ack: of('all', recalled('the Pulsar documentation, managedLedgerDefaultAckQuorum: 2 of 2')),
      commit: of('after_processing', recalled('the Pulsar documentation: consumers acknowledge each message')),
      fsync: of('every_message', recalled('the BookKeeper documentation, journalSyncData: true')),
    },
    work: {
      publish: of(
        0.000078,
        published(
          'Confluent 2020: 305 MB/s of 1 KB records on 3 brokers, half of Kafka; 8 cores / 78 µs = 102,000 records/s each',
        ),
      ),
      consume: of(0.00006, assumed('handing out costs a little less than storing')),
    },
    log: {
      mode: 'sync',
      source: recalled('the BookKeeper documentation: the journal is synced before the acknowledgement'),
    },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 2,
      read: 'leader',
      source: recalled('the Pulsar documentation, managedLedgerDefaultWriteQuorum: 2'),
    },
    failover: { kind: 'automatic', source: recalled('the Pulsar documentation: topics move to another broker') },
    lacks: ['leaderless', 'joins', 'secondary_indexes', 'conditional_writes'],
    facts: [
      {
        text: '305 MB/s with p99 25 ms at 200 MB/s, where Kafka had 605 MB/s and 5 ms.',
        source: published('Confluent, Benchmarking Kafka, Pulsar and RabbitMQ, 2020'),
      },
    ],
  },
  {
    id: 'rabbitmq',
    title: 'RabbitMQ',
    kinds: ['queue'],
    model: 'message',
    summary: 'Broker that routes messages through exchanges to queues and tracks each until acknowledged.',
    defaults: {
      cores: of(4, assumed('one node of common size')),
      ack: of('none', recalled('the RabbitMQ documentation: publisher confirms must be switched on')),
      commit: of(
        'auto',
        recalled(
          'the RabbitMQ documentation: automatic acknowledgement on delivery unless the consumer asks for manual',
        ),
      ),
      fsync: of(
        'none',
        recalled('the RabbitMQ documentation: persistent messages are flushed before confirms; transient ones never'),
      ),
    },
    work: {
      publish: of(
        0.0001,
        published('Confluent 2020: 38 MB/s of 1 KB messages mirrored, here as 4 cores / 100 µs = 40,000 messages/s'),
      ),
      consume: of(0.0001, assumed('delivery and acknowledgement cost about what publishing costs')),
    },
    log: { mode: 'async', source: recalled('the RabbitMQ documentation: persistent messages are written in batches') },
    replication: {
      topology: 'consensus',
      count: 1,
      read: 'leader',
      source: recalled('the RabbitMQ documentation: quorum queues use Raft; a classic queue has one copy'),
    },
    failover: { kind: 'automatic', source: recalled('the RabbitMQ documentation: quorum queues elect a leader') },
    lacks: ['leaderless', 'joins', 'secondary_indexes', 'conditional_writes', 'ordered_partitions'],
    facts: [
      {
        text: 'Mirrored queues reached 38 MB/s, p99 1 ms at 30 MB/s.',
        source: published('Confluent, Benchmarking Kafka, Pulsar and RabbitMQ, 2020'),
      },
      {
        text: 'Messages are gone once acknowledged: there is no replay.',
        source: recalled('the RabbitMQ documentation, queues'),
      },
    ],
  },
  {
    id: 'activemq',
    title: 'Apache ActiveMQ',
    kinds: ['queue'],
    model: 'message',
    summary: 'Java message broker with queues, topics and transactions.',
    defaults: {
      cores: of(4, assumed('one node of common size')),
      ack: of('leader', recalled('the ActiveMQ documentation: persistent sends are synchronous')),
      commit: of('auto', assumed('AUTO_ACKNOWLEDGE is what most code asks for')),
      max_deliveries: of(7, recalled('the ActiveMQ documentation, maximumRedeliveries: 6 after the first')),
      fsync: of('every_message', recalled('the ActiveMQ documentation, enableJournalDiskSyncs: true')),
    },
    work: {
      publish: of(0.0004, assumed('4 cores / 0.4 ms = 10,000 persistent messages per second')),
      consume: of(0.0004, assumed('delivery and acknowledgement cost about what publishing costs')),
    },
    log: { mode: 'sync', source: recalled('the ActiveMQ documentation, KahaDB journal syncs') },
    replication: {
      topology: 'leader',
      mode: 'sync',
      count: 1,
      read: 'leader',
      source: assumed('one broker with a shared or local store unless the design says more'),
    },
    failover: { kind: 'automatic', source: recalled('the ActiveMQ documentation: a slave takes the store’s lock') },
    lacks: ['leaderless', 'joins', 'secondary_indexes', 'conditional_writes', 'ordered_partitions'],
    facts: [
      {
        text: 'A message is redelivered six times and then goes to the dead-letter queue ActiveMQ.DLQ.',
        source: recalled('the ActiveMQ documentation, redelivery policy'),
      },
    ],
  },
  {
    id: 'nats',
    title: 'NATS',
    kinds: ['queue'],
    model: 'message',
    summary: 'Light publish–subscribe; core NATS keeps nothing, JetStream adds a log.',
    defaults: {
      cores: of(4, assumed('one node of common size')),
      work: of(0.000004, assumed('4 cores / 4 µs = 1 M small messages per second')),
      ack: of('none', recalled('the NATS documentation: core NATS is fire and forget')),
      deliver: of('at_most_once', recalled('the NATS documentation: core NATS delivers at most once')),
      commit: of('before_processing', assumed('core NATS forgets a message when it is sent')),
    },
    lacks: [
      'persistence',
      'durable_log',
      'leaderless',
      'joins',
      'secondary_indexes',
      'conditional_writes',
      'ordered_partitions',
      'synchronous_replication',
    ],
    facts: [
      {
        text: 'Subscribers that are away miss what is published; JetStream streams keep it (Raft, replicas 1, 3 or 5).',
        source: recalled('the NATS documentation, JetStream'),
      },
    ],
  },
  {
    id: 'redis_pubsub',
    title: 'Redis Pub/Sub',
    kinds: ['queue'],
    model: 'message',
    summary: 'Channels of Redis: whoever listens now gets the message, nobody else ever.',
    defaults: {
      cores: of(1, assumed('commands run on one thread')),
      work: of(0.00001, published('Redis documentation, benchmarks: about 100,000 operations per second')),
      ack: of('none', assumed('PUBLISH answers how many listened, and keeps nothing')),
      deliver: of('at_most_once', recalled('the Redis documentation, Pub/Sub: at-most-once delivery')),
      commit: of('before_processing', assumed('a message is forgotten when it is sent')),
    },
    lacks: [
      'persistence',
      'durable_log',
      'leaderless',
      'joins',
      'secondary_indexes',
      'conditional_writes',
      'ordered_partitions',
      'synchronous_replication',
    ],
    facts: [
      {
        text: 'A subscriber that is disconnected loses every message of that time; Redis Streams would keep them.',
        source: recalled('the Redis documentation, Pub/Sub'),
      },
    ],
  },
];
