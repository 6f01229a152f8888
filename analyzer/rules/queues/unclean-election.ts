/** A replica that misses messages may become leader. */
import { symbol } from '../../catalogue/setting.js';
import { sayCount } from '../../design/say.js';
import { durableMessages } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const uncleanElection: Rule = {
  id: 'unclean-election',
  family: 'queues',
  severity: 'error',
  summary: 'Durable messages on a queue that lets a replica out of sync become leader.',
  concept: 'in-sync replicas',
  sources: ['Apache Kafka documentation, topic configuration: unclean.leader.election.enable'],
  *check(facts) {
    for (const queue of facts.design.components) {
      const { replicas } = queue;
      if (
        replicas === undefined ||
        symbol({ kind: 'replicas', settings: replicas.settings }, 'unclean')?.value !== 'on'
      )
        continue;
      const [message] = durableMessages(facts, queue);
      if (message === undefined) continue;
      const rate = busiestRate(facts, message.publishes);
      const at = replicas.settings.unclean?.id ?? replicas.id;
      yield {
        at,
        message: `\`${message.item.id}\` requires durable, but when no replica in sync is left one that lags is elected, and every acknowledged message it has not seen is gone from all ${replicas.count} copies${rate > 0 ? `, ${sayCount(rate * 60)} for each minute it was behind` : ''}.`,
        related: [{ at: message.need, message: 'required here' }],
        help: 'Prefer a stop to a loss: `unclean off`.',
        fixes: [
          { title: 'Switch unclean elections off', edits: [{ kind: 'set', into: replicas.id, clause: 'unclean off' }] },
        ],
      };
    }
  },
};
