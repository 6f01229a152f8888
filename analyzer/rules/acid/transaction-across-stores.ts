/** One transaction, two stores, no protocol between them. */

import type { Id } from '../../design/design.js';
import { sayRate } from '../../design/say.js';
import type { Operation } from '../../flow/operations.js';
import type { Fix, Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const transactionAcrossStores: Rule = {
  id: 'transaction-across-stores',
  family: 'acid',
  severity: 'error',
  summary: 'A transaction that writes two stores, with neither two-phase commit nor a saga.',
  concept: 'atomic commit',
  sources: ['Gray, Notes on Data Base Operating Systems, 1978', 'Garcia-Molina, Salem, Sagas, SIGMOD 1987'],
  *check(facts) {
    for (const transaction of facts.transactions) {
      if (transaction.protocol !== 'local') continue;
      const writes = facts.operations.filter((one) => one.transaction === transaction.id && isEffect(one));
      const stores = [...new Set(writes.map(({ target }) => target))];
      if (stores.length < 2) continue;
      const rate = busiestRate(facts, writes.slice(-1));
      yield {
        at: transaction.id,
        message: `This transaction writes ${stores.map((id) => `\`${id}\``).join(' and ')}, which commit apart: a crash between the commits leaves one written and the other not${rate > 0 ? ` (${sayRate(rate)} pass that point)` : ''}.`,
        related: writes.map(({ step, target }) => ({ at: step.id, message: `commits in \`${target}\`` })),
        help: 'Say how they commit together: `transaction saga` with compensations, or `transaction two_phase`; or write one store and publish in its outbox.',
        fixes: remedies(transaction.id, writes),
      };
    }
  },
};

function isEffect(operation: Operation): boolean {
  const { step } = operation;
  return step.kind === 'write' || (step.kind === 'publish' && !step.inOutbox);
}

/** One database and queues: publish in its outbox. Else a saga, whose compensations the author has to write. */
function remedies(transaction: Id, writes: readonly Operation[]): Fix[] {
  const publishes = writes.filter(({ step }) => step.kind === 'publish');
  const stores = new Set(writes.filter(({ step }) => step.kind === 'write').map(({ target }) => target));
  if (stores.size === 1 && publishes.length > 0) {
    return [
      {
        title: 'Publish through an outbox',
        edits: publishes.map(({ step }) => ({ kind: 'append' as const, at: step.id, text: 'in outbox' })),
      },
    ];
  }
  return [{ title: 'Make it a saga', edits: [{ kind: 'append', at: transaction, text: 'saga' }] }];
}
