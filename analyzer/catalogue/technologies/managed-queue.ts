/** Queues run by a cloud. */
import { assumed, of, published, recalled } from '../source.js';
import type { Technology } from '../types.js';

const managed = {
  ack: of('all', assumed('the service keeps copies in several zones before it answers')),
  commit: of('after_processing', assumed('consumers delete or acknowledge what they have processed')),
} as const;
const copies = { topology: 'consensus', count: 3, read: 'leader' } as const;

export const managedQueues: readonly Technology[] = [
  {
    id: 'google_pubsub',
    title: 'Google Cloud Pub/Sub',
    kinds: ['queue'],
    model: 'message',
    summary: 'Managed publish–subscribe with acknowledgement per message.',
    defaults: {
      ...managed,
      cores: of(20_000, assumed('in effect unlimited: 1 M messages/s × 20 ms; quotas are in GB/s per region')),
      availability: of(0.9995, recalled('the Pub/Sub service-level agreement: 99.95 %')),
      retention: of(7 * 86_400, published('Google Cloud Pub/Sub documentation, subscription properties: 7 days')),
      max_deliveries: of(
        5,
        published('Google Cloud Pub/Sub documentation, dead-letter topics: 5 to 100 delivery attempts'),
      ),
      fsync: of('every_message', assumed('a message is stored in several zones before it is acknowledged')),
    },
    work: {
      publish: of(0.02, assumed('publishing takes tens of milliseconds in the median')),
      consume: of(0.02, assumed('as publishing')),
    },
    log: { mode: 'sync', source: assumed('stored before the acknowledgement') },
    replication: { ...copies, source: assumed('the service keeps several copies in different zones') },
    failover: { kind: 'automatic', source: assumed('a managed service') },
    lacks: ['leaderless', 'joins', 'secondary_indexes', 'conditional_writes', 'bounded_length'],
    facts: [
      {
        text: 'Delivery is at least once; an unacknowledged message comes again after 10 s unless the deadline is extended.',
        source: published('Google Cloud Pub/Sub documentation, ackDeadlineSeconds'),
      },
      {
        text: 'Order holds only between messages with the same ordering key in one region.',
        source: recalled('the Pub/Sub documentation, message ordering'),
      },
    ],
  },
  {
    id: 'sqs',
    title: 'Amazon SQS',
    kinds: ['queue'],
    model: 'message',
    summary: 'Managed queue; standard queues are unordered, FIFO queues ordered by group.',
    defaults: {
      ...managed,
      cores: of(
        20_000,
        published('Amazon SQS quotas: a nearly unlimited number of calls per second; here 1 M/s × 20 ms'),
      ),
      availability: of(0.999, recalled('the SQS service-level agreement: 99.9 %')),
      retention: of(4 * 86_400, published('Amazon SQS quotas: a message is retained for 4 days by default')),
      prefetch: of(10, published('Amazon SQS quotas: at most 10 messages in a batch')),
      fsync: of('every_message', assumed('a message is stored in several zones before it is acknowledged')),
    },
    work: {
      publish: of(0.02, assumed('tens of milliseconds per call')),
      consume: of(0.02, assumed('tens of milliseconds per call')),
    },
    log: { mode: 'sync', source: assumed('stored before the acknowledgement') },
    replication: { ...copies, source: assumed('the service keeps several copies in different zones') },
    failover: { kind: 'automatic', source: assumed('a managed service') },
    lacks: ['leaderless', 'joins', 'secondary_indexes', 'conditional_writes', 'bounded_length', 'ordered_partitions'],
    facts: [
      {
        text: 'FIFO queues take 300 calls per second and action, 3,000 messages with batches, unless high throughput is switched on.',
        source: published('Amazon SQS quotas related to messages'),
      },
      {
        text: 'A received message is hidden for 30 s and then delivered again; it has at most 256 KB.',
        source: published('Amazon SQS quotas related to messages'),
      },
    ],
  },
  {
    id: 'kinesis',
    title: 'Amazon Kinesis Data Streams',
    kinds: ['queue'],
    model: 'log',
    summary: 'Managed partitioned log; capacity is bought by the shard.',
    defaults: {
      ...managed,
      cores: of(
        20,
        assumed(
          'records in service per shard by Little’s law: 1,000 records/s × 20 ms; give it as many instances as shards',
        ),
      ),
      availability: of(0.999, recalled('the Kinesis service-level agreement: 99.9 %')),
      retention: of(86_400, recalled('the Kinesis documentation: 24 hours by default, up to 365 days')),
      fsync: of('every_message', assumed('a record is stored in three zones before it is acknowledged')),
    },
    work: {
      publish: of(
        0.02,
        published('Amazon Kinesis quotas: 1,000 records/s written per shard, here as 20 in service for 20 ms'),
      ),
      consume: of(0.01, published('Amazon Kinesis quotas: 2 MB/s read per shard, twice what is written')),
    },
    log: { mode: 'sync', source: assumed('stored before the acknowledgement') },
    replication: { ...copies, source: recalled('the Kinesis documentation: three availability zones, synchronously') },
    failover: { kind: 'automatic', source: assumed('a managed service') },
    lacks: ['leaderless', 'joins', 'secondary_indexes', 'conditional_writes', 'bounded_length'],
    facts: [
      {
        text: 'A shard takes 1 MB/s or 1,000 records per second, and gives 2 MB/s in five reads per second.',
        source: published('Amazon Kinesis Data Streams, quotas and limits'),
      },
    ],
  },
];
