/** Fewer different keys than shards. */
import { counts } from '../../catalogue/setting.js';
import type { DataItem, Shards } from '../../design/design.js';
import { sayCount, sayNumber } from '../../design/say.js';
import { figureOf } from '../amount.js';
import type { Report, Rule } from '../rule.js';
import { kept } from '../step-rates.js';

export const lowCardinalityKey: Rule = {
  id: 'low-cardinality-key',
  family: 'sharding',
  severity: 'warning',
  summary: 'A shard key with fewer values than there are shards: some shards never have anything.',
  concept: 'cardinality of the partition key',
  sources: [
    'MongoDB documentation, Choose a Shard Key: shard key cardinality',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 6',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const { shards } = component;
      if (shards === undefined || shards.count < 2 || shards.by.scheme === 'vertical') continue;
      if (shards.by.scheme === 'list') {
        if (shards.by.values.length < shards.count) yield fewListed(shards, shards.by.values.length);
        continue;
      }
      for (const { item } of kept(facts, component)) {
        const values = valuesOf(item, shards.by.key);
        if (values === undefined || values >= shards.count) continue;
        const used = shards.by.scheme === 'range' ? values : shards.count * (1 - (1 - 1 / shards.count) ** values);
        yield {
          at: shards.id,
          message:
            `${shards.by.key.map((field) => `\`${field}\``).join(' and ')} of \`${item.id}\` ${shards.by.key.length > 1 ? 'have' : 'has'} ${sayCount(values)} values: ` +
            `of ${shards.count} shards ${shards.by.scheme === 'range' ? 'at most' : 'about'} ${sayNumber(used)} have anything to do.`,
          related: [{ at: item.settings.distinct?.id ?? item.settings.count?.id ?? item.id, message: 'its values' }],
          help: `Shard by a field with many values, or by \`${shards.by.key.join(', ')}\` together with one.`,
          ...another(item, shards, component.id),
        };
      }
    }
  },
};

function fewListed(shards: Shards, values: number): Report {
  return {
    at: shards.id,
    message: `The list names ${values} values for ${shards.count} shards: ${shards.count - values} of them stay empty.`,
    help: `Use ${values} shards, or list more values.`,
  };
}

/** Different values of the fields together, as far as they are told; the key as a whole has as many as there are items. */
function valuesOf(item: DataItem, fields: readonly string[]): number | undefined {
  const distinct = counts({ kind: 'data', settings: item.settings }, 'distinct')?.value ?? {};
  if (fields.every((field) => Object.hasOwn(distinct, field)))
    return fields.reduce((product, field) => product * (distinct[field] ?? 1), 1);
  const isKey = item.key.length > 0 && item.key.every((field) => fields.includes(field));
  return isKey && item.settings.grows === undefined ? figureOf(item, 'count') : undefined;
}

/** The key's other fields beside the one with few values. */
function another(item: DataItem, shards: Shards, component: string): Pick<Report, 'fixes'> {
  const { by } = shards;
  if (by.scheme !== 'hash' || item.key.every((field) => by.key.includes(field))) return {};
  const key = [...by.key, ...item.key.filter((field) => !by.key.includes(field))].join(', ');
  return {
    fixes: [
      {
        title: `Shard by ${key}`,
        edits: [{ kind: 'set', into: component, clause: `shards ${shards.count} by hash(${key})` }],
      },
    ],
  };
}
