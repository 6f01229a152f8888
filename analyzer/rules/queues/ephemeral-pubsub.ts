/** Durable messages on a channel that remembers nothing. */
import { technologyOf } from '../../catalogue/setting.js';
import { sayCount } from '../../design/say.js';
import { durableMessages } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const ephemeralPubsub: Rule = {
  id: 'ephemeral-pubsub',
  family: 'queues',
  severity: 'error',
  summary: 'Durable messages on a publish/subscribe channel without persistence.',
  concept: 'durable subscriptions',
  sources: ['Redis documentation, Pub/Sub: at-most-once delivery'],
  *check(facts) {
    for (const queue of facts.design.components) {
      const technology = technologyOf(queue.technology);
      if (queue.kind !== 'queue' || technology === undefined || !technology.lacks.includes('persistence')) continue;
      for (const { item, need, publishes } of durableMessages(facts, queue)) {
        const rate = busiestRate(facts, publishes);
        yield {
          at: queue.id,
          message: `\`${item.id}\` requires durable, and ${technology.title} keeps no message: a subscriber that is away for a minute misses ${rate > 0 ? `${sayCount(rate * 60)} messages` : 'all that were sent'}.`,
          related: [{ at: need, message: 'required here' }],
          help: 'Use a queue that stores its messages, and keep this channel for what may be missed.',
        };
      }
    }
  },
};
