/** A reference that no database can check: what it points to is elsewhere. */
import type { Component, DataItem } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';
import { shardsApart } from '../shards-apart.js';
import { busiestRate, writesOf } from '../step-rates.js';

export const foreignKeyAcrossStores: Rule = {
  id: 'foreign-key-across-stores',
  family: 'acid',
  severity: 'info',
  summary: 'Data that refers to data in another store or shard: nobody checks that it is there.',
  concept: 'referential integrity',
  sources: [
    'Codd, A Relational Model of Data for Large Shared Data Banks, CACM 1970',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 12 (timeliness and integrity)',
  ],
  *check(facts) {
    for (const item of facts.design.data) {
      const homes = databasesOf(facts, item);
      for (const reference of item.references) {
        const other = facts.lookup.data.get(reference.to);
        const [home] = homes;
        const there = other === undefined ? [] : databasesOf(facts, other);
        const [owner] = there;
        if (other === undefined || home === undefined || owner === undefined) continue;
        const shared = homes.filter((one) => there.includes(one));
        const where = shared.length === 0 ? inAnother(item, home, owner) : onAnother(item, other, shared);
        if (where === undefined) continue;
        const rate = busiestRate(
          facts,
          homes.flatMap(({ id }) => writesOf(facts, id, item.id)),
        );
        yield {
          at: reference.id,
          message:
            `\`${item.id}\` refers to \`${other.id}\`, ${where}: no store checks that it is there` +
            `${rate > 0 ? ` when one is written (${sayRate(rate)})` : ''}, nor what still refers to it when it is deleted.`,
          related: [
            ...homes.slice(0, 1).map(({ id }) => ({ at: id, message: `\`${item.id}\` is here` })),
            ...(shared.length > 0 ? [] : [{ at: owner.id, message: `\`${other.id}\` is here` }]),
          ],
          help: 'Let readers bear a reference to nothing, mark as deleted instead of deleting, and look for orphans from time to time; or keep the two together.',
        };
      }
    }
  },
};

/** Where the item is looked after; warehouses, indexes and buckets have copies that nobody expects to check keys. */
function databasesOf(facts: Facts, item: DataItem): readonly Component[] {
  return (facts.lookup.storesOf.get(item.id) ?? []).filter(({ kind }) => kind === 'database');
}

function inAnother(item: DataItem, home: Component, owner: Component): string {
  return `which is in \`${owner.id}\`, while \`${item.id}\` is in \`${home.id}\``;
}

/** The one is placed by a field that the other does not have. */
function onAnother(item: DataItem, other: DataItem, shared: readonly Component[]): string | undefined {
  for (const store of shared) {
    const key = shardsApart(store);
    const has = ({ key: fields }: DataItem) => key?.every((field) => fields.includes(field)) ?? true;
    // A row that refers to one with the shard key has it, too, and goes where that is.
    if (key === undefined || has(other) || !has(item)) return undefined;
  }
  const [store] = shared;
  const count = store?.shards?.count ?? 1;
  return `which is on another of the ${sayNumber(count)} shards of \`${store?.id}\` ${sayRatio(1 - 1 / count)} of the time`;
}
