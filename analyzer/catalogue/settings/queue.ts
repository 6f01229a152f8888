/** What queues promise to those who publish and those who consume. */
import { assumed, of, published } from '../source.js';
import type { SettingSpec } from '../types.js';

export const queueSettings: readonly SettingSpec[] = [
  {
    name: 'ack',
    summary: 'Copies that have a message when its publisher is told so.',
    value: {
      type: 'symbol',
      options: [
        { name: 'none', meaning: 'nobody answers: fire and forget' },
        { name: 'leader', meaning: 'the leader’s copy' },
        { name: 'all', meaning: 'every in-sync copy' },
      ],
    },
    of: ['queue'],
    default: of('leader', assumed('the least that an acknowledgement can mean; Kafka clients since 3.0 wait for all')),
    example: 'ack all',
    used: 'guarantees: durability of messages; rules fire-and-forget-publish, leader-only-ack, unsafe-min-insync; estimate: publish latency; simulator: acknowledgement',
  },
  {
    name: 'deliver',
    summary: 'How often a message reaches its consumer when something fails.',
    value: {
      type: 'symbol',
      options: [
        { name: 'at_most_once', meaning: 'never twice, perhaps not at all' },
        { name: 'at_least_once', meaning: 'perhaps twice, never not at all' },
        { name: 'exactly_once', meaning: 'effects once, by transactions or deduplication in the queue' },
      ],
    },
    of: ['queue'],
    default: of(
      'at_least_once',
      published('Amazon SQS and Google Pub/Sub documentation: standard queues and subscriptions deliver at least once'),
    ),
    example: 'deliver at_least_once',
    used: 'rules duplicate-effects, non-idempotent-retry, poison-message; simulator: redelivery',
  },
  {
    name: 'commit',
    summary: 'When a consumer tells the queue that it is done with a message.',
    value: {
      type: 'symbol',
      options: [
        { name: 'before_processing', meaning: 'on receipt: a crash loses the message' },
        { name: 'after_processing', meaning: 'when its effects are stored: a crash repeats the message' },
        { name: 'auto', meaning: 'by the clock, whatever the processing does' },
      ],
    },
    of: ['queue'],
    default: of('after_processing', assumed('what at-least-once means; technologies that commit by themselves say so')),
    example: 'commit after_processing',
    used: 'rules ack-before-processing, contradiction; simulator: offsets after a consumer’s crash',
  },
  {
    name: 'dead_letter',
    summary: 'Queue that takes messages which failed too often.',
    value: { type: 'component', kinds: ['queue'] },
    of: ['queue'],
    example: 'dead_letter failed',
    used: 'rule poison-message; estimate: rate into it; simulator: where messages go after `max_deliveries`',
  },
  {
    name: 'max_deliveries',
    summary: 'Deliveries of one message before it is given up.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, whole: true },
    of: ['queue'],
    default: of(
      5,
      assumed('Google Pub/Sub’s default with a dead-letter topic; without a dead-letter queue there is no limit'),
    ),
    example: 'max_deliveries 5',
    used: 'estimate: deliveries per message (1−pᵐ)/(1−p); rules poison-message, order-lost; simulator: redelivery',
  },
  {
    name: 'retention',
    summary: 'How long messages (of a monitor: samples) are kept.',
    value: { type: 'quantity', dimension: 'time' },
    of: ['queue', 'monitor'],
    example: 'retention 7 d',
    used: 'estimate: storage; rules retention-shorter-than-outage, backlog-grows, storage-full; simulator: old messages vanish',
  },
  {
    name: 'prefetch',
    summary: 'Messages that the queue hands to one consumer before it waits for commits.',
    value: { type: 'quantity', dimension: 'count', minimum: 1 },
    of: ['queue'],
    example: 'prefetch 100',
    used: 'estimate and simulator: messages in hand per instance of a consumer; rule ack-before-processing: messages lost with it',
  },
  {
    name: 'max_length',
    summary:
      'Most messages that wait in the queue, those in hand of consumers not counted. Beyond it `when full` decides: the publication is refused, the oldest message is thrown away, or the publisher waits. Without one the queue takes what comes.',
    value: { type: 'quantity', dimension: 'count', minimum: 1, whole: true },
    of: ['queue'],
    example: 'max_length 10000',
    used: 'estimate: most that piles up; rules backlog-grows, unsupported-by-technology; simulator: refused or lost messages, back-pressure on publishers',
  },
  {
    name: 'fsync',
    summary: 'Whether a message is on disk when it is acknowledged.',
    value: {
      type: 'symbol',
      options: [
        { name: 'every_message', meaning: 'flushed before the acknowledgement' },
        { name: 'none', meaning: 'left to the operating system: a power failure of all copies loses it' },
      ],
    },
    of: ['queue'],
    default: of(
      'none',
      published('Apache Kafka documentation: an acknowledged record is in the page cache, not flushed by default'),
    ),
    example: 'fsync every_message',
    used: 'guarantees: durability against loss of power; rule fire-and-forget-publish; estimate: publish latency; simulator: what a crash loses',
  },
];
