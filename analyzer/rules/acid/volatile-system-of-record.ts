/** Durable data kept only in memory. */

import { quantity, technologyOf } from '../../catalogue/setting.js';
import type { DataItem, Id } from '../../design/design.js';
import { sayCount, saySize } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';
import { required } from '../step-rates.js';

export const volatileSystemOfRecord: Rule = {
  id: 'volatile-system-of-record',
  family: 'acid',
  severity: 'error',
  summary: 'Durable data whose only home is a cache or a store without a log.',
  concept: 'durability',
  sources: ['Gray, Reuter, Transaction Processing, 1993, ch. 9', 'Redis documentation, Persistence'],
  *check(facts) {
    for (const item of facts.design.data) {
      const need = required(item, 'durable');
      if (need === undefined) continue;
      const homes = homesOf(facts, item);
      const durable = homes.filter(({ id }) => facts.stores.get(id)?.durability !== 'volatile');
      // A log that is switched off is unlogged-writes; a queue that keeps messages is a home of its own.
      const [first] = homes;
      if (first === undefined || durable.length > 0 || facts.lookup.components.get(first.id)?.log?.mode === 'off')
        continue;
      const amount = contents(item);
      yield {
        at: first.at,
        message: `\`${item.id}\` requires durable, but it lives only in \`${first.id}\`, which keeps its contents in memory: a restart loses ${amount}.`,
        related: [{ at: need.id, message: 'required here' }],
        help: 'Keep it in a store with a log and put the cache in front of it, or switch the log on (`wal sync`).',
        fixes: canLog(facts, first.id)
          ? [
              {
                title: `Add a write-ahead log to ${first.id}`,
                edits: [{ kind: 'set', into: first.id, clause: 'wal sync' }],
              },
            ]
          : [],
      };
    }
  },
};

function canLog(facts: Facts, id: Id): boolean {
  const lacks = technologyOf(facts.lookup.components.get(id)?.technology)?.lacks ?? [];
  return !lacks.includes('durable_log') && !lacks.includes('persistence');
}

function homesOf(facts: Facts, item: DataItem): { readonly id: Id; readonly at: Id }[] {
  return facts.design.components.flatMap((component) =>
    [...component.stores, ...component.caches, ...component.carries]
      .filter(({ to }) => to === item.id)
      .map(({ id }) => ({ id: component.id, at: id })),
  );
}

function contents(item: DataItem): string {
  const owner = { kind: 'data' as const, settings: item.settings };
  const count = quantity(owner, 'count')?.value;
  const size = quantity(owner, 'size')?.value;
  if (count === undefined) return 'all of it';
  return size === undefined
    ? `all ${sayCount(count)} items`
    : `all ${sayCount(count)} items (${saySize(count * size)})`;
}
