/** Range shards on a key that only grows: all writes go to the last one. */
import { symbol } from '../../catalogue/setting.js';
import type { DataItem } from '../../design/design.js';
import { sayRate } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { busiestRate, kept, writesOf } from '../step-rates.js';

/** Names that say the key grows with time, unless the data says otherwise (`key_order random`). */
const growing = /^(time|timestamp|date|day|created|created_at|sequence|seq|offset)$|_(at|time|date)$/;

export const monotonicRangeKey: Rule = {
  id: 'monotonic-range-key',
  family: 'sharding',
  severity: 'warning',
  summary: 'Range shards on a time-like or counting key: every write goes to the last shard.',
  concept: 'write hot spot',
  sources: [
    'Google Cloud Bigtable documentation, Schema design: row keys to avoid',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 6',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const { shards } = component;
      if (shards === undefined || shards.by.scheme !== 'range' || shards.count < 2) continue;
      const [first] = shards.by.key;
      if (first === undefined) continue;
      for (const { item } of kept(facts, component)) {
        if (!grows(item, first)) continue;
        const writes = writesOf(facts, component.id, item.id);
        if (writes.length === 0) continue;
        const said = item.settings.key_order?.id;
        const rate = busiestRate(facts, writes);
        yield {
          at: shards.id,
          message: `\`${first}\` only grows, so every new \`${item.id}\` goes to the last of ${shards.count} range shards${rate > 0 ? `: one takes ${sayRate(rate)}, the others none` : ''}.`,
          related: [
            ...(said === undefined ? [] : [{ at: said, message: 'it says so' }]),
            ...writes.slice(0, 3).map(({ step }) => ({ at: step.id, message: 'written here' })),
          ],
          help: 'Shard by a hash, or put a field that varies before the time.',
          fixes: [
            {
              title: 'Shard by hash',
              edits: [
                {
                  kind: 'set',
                  into: component.id,
                  clause: `shards ${shards.count} by hash(${shards.by.key.join(', ')})`,
                },
              ],
            },
          ],
        };
      }
    }
  },
};

function grows(item: DataItem, field: string): boolean {
  const said = symbol({ kind: 'data', settings: item.settings }, 'key_order');
  if (said !== undefined && (said.from === 'design' || said.from === 'template'))
    return said.value === 'increasing' && item.key[0] === field;
  return growing.test(field);
}
