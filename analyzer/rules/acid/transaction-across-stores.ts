/** One transaction, two stores, no protocol between them. */
import { sayRate } from '../../design/say.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
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
      const rate = busiestRate(facts, writes.slice(0, 1));
      yield {
        at: transaction.id,
        message: `This transaction writes ${stores.map((id) => `\`${id}\``).join(' and ')}, which commit apart: a crash between the commits leaves one written and the other not${rate > 0 ? ` (${sayRate(rate)} of transactions pass that point)` : ''}.`,
        related: writes.map(({ step, target }) => ({ at: step.id, message: `commits in \`${target}\`` })),
        help: 'Say how they commit together: `transaction saga` with compensations, or `transaction two_phase`; or write one store and publish in its outbox.',
        fixes: [],
      };
    }
  },
};

function isEffect(operation: Operation): boolean {
  const { step } = operation;
  return step.kind === 'write' || (step.kind === 'publish' && !step.inOutbox);
}
