/** A retried write whose first attempt may have worked. */
import type { Id, Retry } from '../../design/design.js';
import { sayNumber, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { redelivers } from '../carried.js';
import { absorbsRepeats, idempotencyKey } from '../idempotency-key.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const nonIdempotentRetry: Rule = {
  id: 'non-idempotent-retry',
  family: 'acid',
  severity: 'warning',
  summary:
    'A write that is retried and has no idempotency key: an attempt that worked without an answer is done again.',
  concept: 'idempotence',
  sources: [
    'Helland, Idempotence Is Not a Medical Condition, ACM Queue 2012',
    'Nygard, Release It!, 2nd ed. 2018, ch. 5: an answer that is late is no failure of the work',
  ],
  *check(facts) {
    for (const operation of facts.operations) {
      const repeat = repeatedBy(facts, operation);
      if (repeat === undefined || isSafe(facts, operation)) continue;
      const { retry, target } = repeat;
      const rate = busiestRate(facts, [operation]);
      const again = Math.max(0, ...facts.estimates.map((one) => (one.components[target]?.retryFactor ?? 1) - 1));
      const often = rate * again * 3600;
      const what =
        operation.step.kind === 'call'
          ? `this call of \`${operation.target}\``
          : `this write of \`${operation.data}\` to \`${operation.target}\``;
      const count =
        often > 0
          ? `, up to ${sayNumber(often)} times an hour at ${sayRate(rate)}`
          : rate > 0
            ? ` (${sayRate(rate)})`
            : '';
      const item = facts.lookup.data.get(operation.data ?? '');
      yield {
        at: operation.step.id,
        message: `${what.charAt(0).toUpperCase()}${what.slice(1)} is tried up to ${sayNumber(1 + retry.times)} times and has no idempotency key: when an attempt works but its answer is late or lost, it is done twice${count}.`,
        related: [{ at: retry.id, message: 'this tries it again' }],
        help: `Name what makes it the same write: \`idempotent by ${idempotencyKey(item, 'request_id')}\`.`,
        fixes: [
          {
            title: 'Add an idempotency key',
            edits: [
              { kind: 'append', at: operation.step.id, text: `idempotent by ${idempotencyKey(item, 'request_id')}` },
            ],
          },
        ],
      };
    }
  },
};

/** Whether a second attempt changes nothing more, or something else speaks of it. */
function isSafe(facts: Facts, { step, data, origin, target }: Operation): boolean {
  // What an external does is not known; services say what they write in steps of their own.
  if (step.kind === 'call') {
    return step.idempotentBy !== undefined || facts.lookup.components.get(target)?.kind !== 'external';
  }
  if (step.kind !== 'write' && step.kind !== 'publish') return true;
  const isSet = step.kind === 'write' && step.ifUnchanged;
  if (step.idempotentBy !== undefined || isSet || absorbsRepeats(facts, data)) return true;
  // Whoever takes from a queue that delivers again must bear repeats anyway: duplicate-effects.
  const queue = facts.lookup.components.get(step.kind === 'publish' ? target : origin);
  return queue !== undefined && redelivers(queue);
}

/** The nearest call on the way that repeats this operation, and whom it asks. */
function repeatedBy(facts: Facts, operation: Operation): { readonly retry: Retry; readonly target: Id } | undefined {
  const own = operation.calls.retry;
  if (own !== undefined && own.times >= 1) return { retry: own, target: operation.target };
  const layers = [...operation.waiting];
  for (let i = layers.length - 2; i >= 0; i--) {
    const [caller, target] = [layers[i] ?? '', layers[i + 1] ?? ''];
    const call = facts.visits(target).find((one) => one.flow === operation.flow && one.caller === caller);
    const retry = call?.calls.retry;
    if (retry !== undefined && retry.times >= 1) return { retry, target };
  }
  return undefined;
}
