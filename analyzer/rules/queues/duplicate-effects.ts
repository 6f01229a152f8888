/** A redelivered message repeats its write. */
import { sayNumber, sayRate } from '../../design/say.js';
import { redelivers } from '../carried.js';
import { absorbsRepeats, idempotencyKey } from '../idempotency-key.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const duplicateEffects: Rule = {
  id: 'duplicate-effects',
  family: 'queues',
  severity: 'warning',
  summary: 'At-least-once delivery into a write that is not idempotent: a redelivery repeats it.',
  concept: 'idempotence',
  sources: ['Helland, Idempotence Is Not a Medical Condition, ACM Queue 2012'],
  thresholds: {
    redelivered: {
      default: 0.0001,
      summary: 'Share of messages delivered more than once (restarts, rebalances, time-outs).',
    },
  },
  *check(facts) {
    for (const write of facts.operations) {
      if (
        write.step.kind !== 'write' ||
        !write.asynchronous ||
        write.step.ifUnchanged ||
        write.step.idempotentBy !== undefined
      )
        continue;
      const queue = facts.lookup.components.get(write.origin);
      if (queue === undefined || !redelivers(queue) || absorbsRepeats(facts, write.data)) continue;
      const rate = busiestRate(facts, [write]);
      const share = facts.threshold('duplicate-effects', 'redelivered');
      yield {
        at: write.step.id,
        message:
          `\`${queue.id}\` delivers at least once, and this write of \`${write.data}\` has no idempotency key: a redelivered message writes twice` +
          (rate > 0 ? `, about ${sayNumber(rate * share * 3600)} times an hour at ${sayRate(rate)}.` : '.'),
        related: [{ at: queue.settings.deliver?.id ?? queue.id, message: 'at-least-once delivery' }],
        help: 'Name what makes it the same write: `idempotent by message_id`.',
        fixes: [
          {
            title: 'Add an idempotency key',
            edits: [
              {
                kind: 'append',
                at: write.step.id,
                text: `idempotent by ${idempotencyKey(facts.lookup.data.get(write.data ?? ''), 'message_id')}`,
              },
            ],
          },
        ],
      };
    }
  },
};
