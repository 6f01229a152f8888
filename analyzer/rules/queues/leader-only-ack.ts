/** A replicated queue that answers before the replicas have the message. */
import { replication, symbol } from '../../catalogue/setting.js';
import { sayRate } from '../../design/say.js';
import { durableMessages, placeOf } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const leaderOnlyAck: Rule = {
  id: 'leader-only-ack',
  family: 'queues',
  severity: 'warning',
  summary: 'A replicated queue acknowledges a durable message when only its leader has it.',
  concept: 'acknowledgement levels',
  sources: ['Apache Kafka documentation, producer configuration: acks'],
  *check(facts) {
    for (const queue of facts.design.components) {
      if (queue.kind !== 'queue' || symbol(queue, 'ack')?.value !== 'leader') continue;
      const copies = replication(queue);
      const [message] = durableMessages(facts, queue);
      if (message === undefined || copies === undefined || copies.count < 2) continue;
      const rate = busiestRate(facts, message.publishes);
      yield {
        at: placeOf(queue, 'ack'),
        message:
          `\`${queue.id}\` has ${copies.count} copies and acknowledges when one has \`${message.item.id}\`: ` +
          (rate > 0 ? `the crash of its leader loses the acknowledged messages of the last fetch, ${sayRate(rate)} of them.` : 'the crash of its leader loses the acknowledged messages not yet fetched.'),
        related: [{ at: message.need, message: 'requires durable' }],
        help: 'Use `ack all` with `min_insync 2`.',
        fixes: [{ title: 'Use ack all', edits: [{ kind: 'set', into: queue.id, clause: 'ack all' }] }],
      };
    }
  },
};
