/** Large objects in a database. */
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayBandwidth, saySize } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { figureOf, itemsOf } from '../amount.js';
import type { Edit, Fix, Rule } from '../rule.js';
import { busiestRate, kept } from '../step-rates.js';

export const blobsInDatabase: Rule = {
  id: 'blobs-in-database',
  family: 'stores',
  severity: 'warning',
  summary: 'Large objects kept in a database, which logs, copies and caches each of their bytes.',
  concept: 'object storage',
  sources: ['Sears, van Ingen, Gray, To BLOB or Not To BLOB, Microsoft Research MSR-TR-2006-45'],
  thresholds: { size: { default: 1e6, summary: 'Bytes of one item from which it counts as large.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      if (component.kind !== 'database') continue;
      for (const { item, at } of kept(facts, component)) {
        const size = figureOf(item, 'size') ?? 0;
        if (size < facts.threshold('blobs-in-database', 'size')) continue;
        const items = itemsOf(item);
        const traffic =
          busiestRate(
            facts,
            facts.visits(component.id).filter((one) => one.data === item.id),
          ) * size;
        const figures = [
          ...(items === undefined ? [] : [`${saySize(items * size)} in each copy and each backup`]),
          ...(traffic > 0 ? [`${sayBandwidth(traffic)} through its memory and log`] : []),
        ];
        yield {
          at,
          message: `Each \`${item.id}\` in \`${component.id}\` has ${saySize(size)}${figures.length === 0 ? '' : `: ${figures.join(', ')}`}.`,
          related: item.settings.size === undefined ? [] : [{ at: item.settings.size.id, message: 'its size' }],
          help: 'Keep the objects in a bucket, and their addresses in the database.',
          fixes: inBucket(facts, component, item, at),
        };
      }
    }
  },
};

/** A bucket beside the database, and every step that asks for the objects sent there. */
function inBucket(facts: Facts, component: Component, item: DataItem, at: Id): Fix[] {
  const bucket = `${item.id.toLowerCase()}_bucket`;
  if (facts.lookup.components.has(bucket)) return [];
  const places = new Set<Id>();
  for (const { step, data } of facts.operations) {
    if (data !== item.id) continue;
    const asked =
      step.kind === 'read'
        ? [...(step.from === undefined ? [] : [step.from]), ...step.orElse]
        : step.kind === 'write' && step.to !== undefined
          ? [step.to]
          : [];
    for (const { id, to } of asked) if (to === component.id) places.add(id);
  }
  const edits: Edit[] = [
    { kind: 'declare', after: component.id, text: `bucket ${bucket} { stores ${item.id} }` },
    { kind: 'remove', at },
    ...[...places].map((id): Edit => ({ kind: 'replace', at: id, text: bucket })),
  ];
  return [{ title: `Keep \`${item.id}\` in a bucket`, edits }];
}
