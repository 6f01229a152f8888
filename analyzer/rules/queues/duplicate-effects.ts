/** A redelivered message repeats its write. */
import { symbol } from '../../catalogue/setting.js';
import { sayNumber, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
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
      const deliver = queue === undefined ? undefined : symbol(queue, 'deliver');
      if (queue === undefined || deliver?.value !== 'at_least_once' || merges(facts, write)) continue;
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
            edits: [{ kind: 'append', at: write.step.id, text: `idempotent by ${key(facts, write)}` }],
          },
        ],
      };
    }
  },
};

/** Conflict-free data absorbs a second write of the same value. */
function merges(facts: Facts, write: Operation): boolean {
  const value = facts.lookup.data.get(write.data ?? '')?.settings.conflict_free?.value;
  return value?.kind === 'symbol' && value.name === 'on';
}

/** The item's own number where its key is one; a field of the message else. */
function key(facts: Facts, write: Operation): string {
  const item = facts.lookup.data.get(write.data ?? '');
  const own = item?.key.at(-1);
  return own !== undefined && (own === item?.id.toLowerCase() || own.endsWith('id')) ? own : 'message_id';
}
