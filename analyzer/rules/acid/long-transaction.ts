/** A transaction that waits for somebody else with its locks in hand. */
import type { Id, TransactionStep } from '../../design/design.js';
import { sayList, sayRate, sayTime } from '../../design/say.js';
import { Distances } from '../../estimate/network/round-trip.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { hottestKeyRate } from '../concurrent-writes.js';
import { groupedBy } from '../grouped.js';
import type { Fix, Rule } from '../rule.js';
import { worstFigure } from '../step-rates.js';

export const longTransaction: Rule = {
  id: 'long-transaction',
  family: 'acid',
  severity: 'warning',
  summary: 'A transaction holds its locks while it calls another service or an external.',
  concept: 'lock holding time',
  sources: [
    'Gray, Reuter, Transaction Processing, 1993, ch. 7 (two-phase locking)',
    'Helland, Life beyond Distributed Transactions, CIDR 2007',
  ],
  *check(facts) {
    const inside = groupedBy(facts.operations, ({ transaction }) => transaction);
    const distances = new Distances(facts.lookup);
    for (const transaction of facts.transactions) {
      if (transaction.protocol === 'saga') continue;
      const all = inside.get(transaction.id) ?? [];
      const start = all.findIndex(({ kind }) => kind === 'write');
      const [write, ...rest] = start < 0 ? [] : all.slice(start);
      // What the called ones do in their turn is not the transaction's own.
      const calls = rest.filter(
        ({ kind, step, caller }) => kind === 'call' && step.kind !== 'lock' && caller === write?.caller,
      );
      const [call] = calls;
      if (write === undefined || call === undefined) continue;
      const names = [...new Set(calls.map(({ target }) => `\`${target}\``))];
      yield {
        at: call.step.id,
        message: `The transaction has written \`${write.data}\` and holds its locks while it calls ${sayList(names)}${ceiling(facts, distances, write, rest, calls)}.`,
        related: [
          { at: write.step.id, message: 'locked from here' },
          { at: transaction.id, message: 'to the end of this' },
        ],
        help: 'Call before the transaction or after it, and say in between that the matter is pending; a saga compensates what the call refuses.',
        fixes: remedies(transaction, calls),
      };
    }
  },
};

/** How long the locks are held, and how often in a second one key can be locked so long. */
function ceiling(
  facts: Facts,
  distances: Distances,
  write: Operation,
  rest: readonly Operation[],
  calls: readonly Operation[],
): string {
  const held = time(facts, distances, [write, ...rest], write);
  const waiting = time(facts, distances, calls, write);
  if (held === 0) return '';
  const item = facts.lookup.data.get(write.data ?? '');
  const asked = item === undefined ? undefined : hottestKeyRate(facts, item, [write]);
  const limit = Math.max(0, ...calls.map((one) => one.calls.timeout?.after ?? 0));
  return (
    `: ${sayTime(held)}, ${sayTime(waiting)} of it for the call, so one key takes ${sayRate(1 / held)} at most` +
    (asked === undefined ? '' : ` and the hottest is asked for ${sayRate(asked)}`) +
    (limit > held ? `; when the call runs into its time-out of ${sayTime(limit)}, ${sayRate(1 / limit)}` : '')
  );
}

/** Mean seconds of some operations one after the other, those side by side as long as the longest; 0 without a workload. */
function time(facts: Facts, distances: Distances, operations: readonly Operation[], write: Operation): number {
  const longest = new Map<Id, number>();
  let sum = 0;
  if (facts.estimates.length === 0) return 0;
  for (const one of operations) {
    const [caller, target] = [one.caller ?? '', one.target].map((id) => facts.lookup.components.get(id));
    const trip = target === undefined ? 0 : distances.between(caller, target, one.kind === 'write').mean;
    const each = (one.times / write.times) * (trip + worstFigure(facts, one.target, 'responseTime'));
    if (one.parallel === undefined || one.parallel === write.parallel) sum += each;
    else longest.set(one.parallel, Math.max(longest.get(one.parallel) ?? 0, each));
  }
  return [...longest.values()].reduce((all, one) => all + one, sum);
}

/** A call that stands for itself can be made when the transaction is over. */
function remedies(transaction: TransactionStep, calls: readonly Operation[]): Fix[] {
  const [call, ...more] = calls;
  const step = call?.step;
  if (step?.kind !== 'call' || more.length > 0 || Object.keys(step.calls).length > 0) return [];
  const key = step.idempotentBy === undefined ? '' : ` idempotent by ${step.idempotentBy}`;
  return [
    {
      title: 'Call after the transaction',
      edits: [
        { kind: 'remove', at: step.id },
        { kind: 'declare', after: transaction.id, text: `call ${step.to.to}${key}` },
      ],
    },
  ];
}
