import { assumed, of } from '../source.js';
import type { Kind } from '../types.js';

export const queue: Kind = {
  id: 'queue',
  title: 'Queue',
  summary: 'Takes messages now and hands them to consumers later: queue, log or publish–subscribe.',
  holds: ['carries'],
  isStation: true,
  isStore: true,
  defaults: {
    instances: of(1, assumed('what is not said is one')),
    work: of(
      0.00002,
      assumed('between the published figures of Kafka (9 µs a record) and of brokers that track each message'),
    ),
  },
  model: 'Broker: M/G/c station. Backlog: fluid queue between publish rate and consumer capacity, by partition.',
};
