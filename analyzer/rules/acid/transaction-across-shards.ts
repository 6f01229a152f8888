/** One transaction, rows on several shards, a store that commits each shard apart. */
import { technologyOf } from '../../catalogue/setting.js';
import type { DataItem, Id, TransactionStep } from '../../design/design.js';
import { sayList, sayNumber, sayRate, sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { allSteps } from '../../flow/steps.js';
import { groupedBy } from '../grouped.js';
import type { Rule } from '../rule.js';
import { areAlternatives } from '../same-run.js';
import { shardsApart } from '../shards-apart.js';
import { busiestRate } from '../step-rates.js';

export const transactionAcrossShards: Rule = {
  id: 'transaction-across-shards',
  family: 'acid',
  severity: 'error',
  summary: 'A transaction whose writes land on different shards of a store without transactions over shards.',
  concept: 'atomic commit',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 9 (distributed transactions)',
    'Product documentation, as named in docs/technologies.md',
  ],
  *check(facts) {
    const all = groupedBy(facts.operations, (one) => (one.kind === 'write' ? one.transaction : undefined));
    for (const transaction of facts.transactions) {
      if (transaction.protocol !== 'local') continue;
      const writes = all.get(transaction.id) ?? [];
      for (const id of new Set(writes.map(({ target }) => target))) {
        const store = facts.lookup.components.get(id);
        const key = store === undefined ? undefined : shardsApart(store);
        if (store === undefined || key === undefined) continue;
        const here = writes.filter(({ target }) => target === id);
        const apart = firstApart(facts, transaction, here, key);
        if (apart === undefined) continue;
        const count = store.shards?.count ?? 1;
        const rate = busiestRate(facts, here.slice(-1));
        yield {
          at: transaction.id,
          message:
            `This transaction writes ${apart.what}, and \`${id}\` has ${sayNumber(count)} shards by ${key.join(', ')}: ` +
            `${sayRatio(1 - 1 / count)} of the time they land on two${rate > 0 ? ` (${sayRate(rate * (1 - 1 / count))})` : ''}, ` +
            `which ${technologyOf(store.technology)?.title ?? 'it'} commits apart: a crash in between leaves one written and the other not.`,
          related: [
            ...apart.writes.map(({ step }) => ({ at: step.id, message: 'a write of it' })),
            { at: store.shards?.id ?? id, message: 'the shard key' },
          ],
          help: 'Key what is written together alike, so that one shard has it; or make it a saga, or choose a store with transactions over shards.',
        };
      }
    }
  },
};

interface Apart {
  readonly what: string;
  readonly writes: readonly Operation[];
}

/** Two writes that nothing keeps on one shard. */
function firstApart(
  facts: Facts,
  transaction: TransactionStep,
  writes: readonly Operation[],
  key: readonly string[],
): Apart | undefined {
  for (const [index, one] of writes.entries()) {
    const item = facts.lookup.data.get(one.data ?? '');
    if (item === undefined) continue;
    const others = writes.slice(index + 1).filter((other) => !areAlternatives(facts, one, other));
    const isWhole = fieldsOf(one, item).every((field) => key.includes(field));
    const again = others.find(({ data }) => data === one.data);
    // Nobody writes one item twice in a transaction: a transfer writes two of them.
    if (isWhole && (again !== undefined || isRepeated(transaction, one.step.id))) {
      return { what: `several of \`${item.id}\``, writes: again === undefined ? [one] : [one, again] };
    }
    for (const other of others) {
      const next = facts.lookup.data.get(other.data ?? '');
      if (next === undefined || next === item) continue;
      const [a, b] = [fieldsOf(one, item), fieldsOf(other, next)];
      const isHeld = isKeyed(facts, one, item, key) && isKeyed(facts, other, next, key);
      if (!isHeld && !a.some((field) => b.includes(field)))
        return { what: sayList([named(item, a), named(next, b)]), writes: [one, other] };
    }
  }
  return undefined;
}

function named({ id }: DataItem, fields: readonly string[]): string {
  return `\`${id}\`${fields.length === 0 ? '' : ` by ${fields.join(', ')}`}`;
}

function fieldsOf({ step }: Operation, item: DataItem): readonly string[] {
  return step.kind === 'write' && step.by !== undefined ? [step.by] : item.key;
}

/** Whether the row has the shard key in its own key, or refers to a row that has it and so carries it. */
function isKeyed(facts: Facts, write: Operation, item: DataItem, key: readonly string[]): boolean {
  const has = (fields: readonly string[]) => key.every((field) => fields.includes(field));
  return has(fieldsOf(write, item)) || item.references.some(({ to }) => has(facts.lookup.data.get(to)?.key ?? []));
}

function isRepeated(transaction: TransactionStep, step: Id): boolean {
  return allSteps(transaction.steps).some(
    (one) =>
      (one.kind === 'repeat' || (one.kind === 'parallel' && one.copies !== undefined)) &&
      allSteps(one.steps).some(({ id }) => id === step),
  );
}
