/** Publishing without waiting for any answer. */
import { symbol, technologyOf } from '../../catalogue/setting.js';
import { sayRate } from '../../design/say.js';
import { durableMessages, placeOf } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate, isCritical } from '../step-rates.js';

export const fireAndForgetPublish: Rule = {
  id: 'fire-and-forget-publish',
  family: 'queues',
  severity: 'warning',
  summary: 'Durable messages published without acknowledgement.',
  concept: 'acknowledgement levels',
  sources: ['Apache Kafka documentation, producer configuration: acks'],
  *check(facts) {
    for (const queue of facts.design.components) {
      // A channel that keeps nothing has nothing to acknowledge: ephemeral-pubsub.
      const isEphemeral = technologyOf(queue.technology)?.lacks.includes('persistence') ?? false;
      if (queue.kind !== 'queue' || isEphemeral || symbol(queue, 'ack')?.value !== 'none') continue;
      for (const { item, need, publishes } of durableMessages(facts, queue)) {
        const rate = busiestRate(facts, publishes);
        yield {
          at: placeOf(queue, 'ack'),
          severity: isCritical(item) ? 'error' : 'warning',
          message: `\`${item.id}\` requires durable and is published without acknowledgement: a broken connection or a full broker loses messages${rate > 0 ? ` of ${sayRate(rate)}` : ''}, and nobody is told.`,
          related: [{ at: need, message: 'required here' }],
          help: 'Wait for the copies: `ack all`.',
          fixes: [{ title: 'Use ack all', edits: [{ kind: 'set', into: queue.id, clause: 'ack all' }] }],
        };
      }
    }
  },
};
