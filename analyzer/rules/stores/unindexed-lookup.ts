/** A lookup by a field that no index covers reads everything. */
import { quantity } from '../../catalogue/setting.js';
import { sayCount, sayRate } from '../../design/say.js';
import type { Component, DataItem } from '../../design/design.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const unindexedLookup: Rule = {
  id: 'unindexed-lookup',
  family: 'stores',
  severity: 'warning',
  summary: 'A lookup by a field without an index, on large data.',
  concept: 'access paths',
  sources: ['Selinger et al., Access Path Selection, SIGMOD 1979', 'Winand, SQL Performance Explained, 2012'],
  thresholds: { rows: { default: 10_000, summary: 'Items from which a full read counts.' } },
  *check(facts) {
    for (const read of facts.operations) {
      const { step } = read;
      if ((step.kind !== 'read' && step.kind !== 'query') || step.by === undefined) continue;
      const component = facts.lookup.components.get(read.target);
      const item = facts.lookup.data.get(read.data ?? '');
      if (component?.kind !== 'database' || item === undefined || isCovered(component, item, step.by)) continue;
      const rows = quantity({ kind: 'data', settings: item.settings }, 'count')?.value;
      if (rows === undefined || rows < facts.threshold('unindexed-lookup', 'rows')) continue;
      const rate = busiestRate(facts, [read]);
      yield {
        at: step.id,
        message: `No index of \`${component.id}\` covers \`${step.by}\`: each lookup reads ${sayCount(rows)} \`${item.id}\`${rate > 0 ? `, ${sayCount(rows * rate)} a second at ${sayRate(rate)}` : ''}.`,
        related: [{ at: component.id, message: 'add the index here' }],
        help: `Add \`index ${step.by} local\`.`,
        fixes: [{ title: `Add an index on ${step.by}`, edits: [{ kind: 'set', into: component.id, clause: `index ${step.by} ${component.shards === undefined ? 'local' : 'global'}` }] }],
      };
    }
  },
};

/** By the first field of the key or of an index. */
function isCovered(component: Component, item: DataItem, field: string): boolean {
  return item.key[0] === field || component.indexes.some(({ fields }) => fields[0] === field);
}
