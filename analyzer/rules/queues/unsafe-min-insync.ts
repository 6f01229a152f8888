/** `ack all` means all that are in sync, which may be one. */
import { replication, symbol } from '../../catalogue/setting.js';
import { sayNumber, sayRate } from '../../design/say.js';
import { durableMessages } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const unsafeMinInsync: Rule = {
  id: 'unsafe-min-insync',
  family: 'queues',
  severity: 'warning',
  summary: '`ack all` with one in-sync replica is enough to lose messages, with all of them no failure is survived.',
  concept: 'in-sync replicas',
  sources: ['Apache Kafka documentation, topic configuration: min.insync.replicas'],
  *check(facts) {
    for (const queue of facts.design.components) {
      if (queue.kind !== 'queue' || symbol(queue, 'ack')?.value !== 'all' || queue.replicas === undefined) continue;
      const copies = replication(queue);
      const [message] = durableMessages(facts, queue);
      if (message === undefined || copies === undefined || copies.count < 2) continue;
      const setting = queue.replicas.settings.min_insync;
      const least = setting?.value.kind === 'quantity' ? setting.value.value : 1;
      if (least > 1 && least < copies.count) continue;
      const loses = least <= 1;
      const rate = busiestRate(facts, message.publishes);
      yield {
        at: setting?.id ?? queue.replicas.id,
        message: loses
          ? `\`ack all\` waits for the replicas that are in sync, and with min_insync 1 that may be the leader alone: its crash then loses what it acknowledged of \`${message.item.id}\`${rate > 0 ? `, ${sayRate(rate)} while it is alone` : ''}.`
          : `All ${sayNumber(copies.count)} replicas of \`${queue.id}\` must be in sync: one broker down stops every publish of \`${message.item.id}\`${rate > 0 ? ` (${sayRate(rate)})` : ''}.`,
        related: [{ at: message.need, message: 'requires durable' }],
        help: copies.count > 2 ? 'Use min_insync 2 of 3 replicas.' : 'Use three replicas and min_insync 2.',
        fixes:
          copies.count > 2
            ? [{ title: 'Use min_insync 2', edits: [{ kind: 'set', into: queue.replicas.id, clause: 'min_insync 2' }] }]
            : [],
      };
    }
  },
};
