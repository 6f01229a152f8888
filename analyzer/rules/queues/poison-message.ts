/** A message that can never be processed comes back for ever. */
import { quantity, symbol } from '../../catalogue/setting.js';
import { sayNumber, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { consumersOf } from '../carried.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const poisonMessage: Rule = {
  id: 'poison-message',
  family: 'queues',
  severity: 'warning',
  summary: 'An at-least-once queue without a dead-letter queue: one bad message blocks its partition.',
  concept: 'dead letters',
  sources: ['Hohpe, Woolf, Enterprise Integration Patterns, 2003, Dead Letter Channel'],
  *check(facts) {
    const deadLetters = deadLettersOf(facts);
    for (const queue of facts.design.components) {
      if (queue.kind !== 'queue' || queue.settings.dead_letter !== undefined) continue;
      const deliver = symbol(queue, 'deliver');
      const consumers = consumersOf(facts, queue.id);
      const [consumer] = consumers;
      if (
        deliver === undefined ||
        deliver.value === 'at_most_once' ||
        // Forgotten before it is processed, it never comes back: ack-before-processing.
        symbol(queue, 'commit')?.value === 'before_processing' ||
        consumer === undefined ||
        deadLetters.has(queue.id)
      )
        continue;
      const rate = busiestRate(facts, consumers);
      const parts = queue.partitions?.count;
      const held =
        parts === undefined
          ? ' and takes a consumer each time'
          : `, holding up 1 of ${sayNumber(parts)} partitions${rate > 0 ? ` and ${sayRate(rate / parts)} behind it` : ''}`;
      const most = queue.settings.max_deliveries === undefined ? undefined : quantity(queue, 'max_deliveries')?.value;
      yield {
        at: queue.id,
        message:
          most === undefined
            ? `\`${queue.id}\` redelivers until \`${consumer.target}\` succeeds and has no dead-letter queue: one message that never can comes back for ever${held}.`
            : `\`${queue.id}\` gives a message up after ${sayNumber(most)} deliveries and has no dead-letter queue: what \`${consumer.target}\` cannot process is thrown away.`,
        related: [{ at: consumer.step.id, message: 'processed here' }],
        help: 'Add a queue for the failed ones and name it: `dead_letter failed`.',
        fixes: [
          {
            title: 'Add a dead-letter queue',
            edits: [
              { kind: 'set', into: queue.id, clause: `dead_letter ${queue.id}_failed` },
              {
                kind: 'declare',
                after: queue.id,
                text: `queue ${queue.id}_failed${queue.technology === undefined ? '' : ` : ${queue.technology}`}`,
              },
            ],
          },
        ],
      };
    }
  },
};

/** What takes the failed messages of others is read by people, or by a consumer that only stores them. */
function deadLettersOf(facts: Facts): ReadonlySet<string | undefined> {
  return new Set(facts.design.components.map((queue) => symbol(queue, 'dead_letter')?.value));
}
