/** A lookup by a field that no index covers reads everything. */
import { technologyOf } from '../../catalogue/setting.js';
import { sayCount, sayRate } from '../../design/say.js';
import { isIndexed } from '../../flow/access-path.js';
import { itemsOf } from '../amount.js';
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
      if (component?.kind !== 'database' || item === undefined || isIndexed(component, item, step)) continue;
      const rows = itemsOf(item);
      if (rows === undefined || rows < facts.threshold('unindexed-lookup', 'rows')) continue;
      const rate = busiestRate(facts, [read]);
      const lacksIndexes = technologyOf(component.technology)?.lacks.includes('secondary_indexes') === true;
      const scope = component.shards === undefined ? 'local' : 'global';
      yield {
        at: step.id,
        message: `No index of \`${component.id}\` covers \`${step.by}\`: each lookup reads ${sayCount(rows)} \`${item.id}\`${rate > 0 ? `, ${sayCount(rows * rate)} a second at ${sayRate(rate)}` : ''}.`,
        related: [{ at: component.id, message: lacksIndexes ? 'it has no indexes' : 'add the index here' }],
        help: lacksIndexes
          ? `Keep a second copy with \`${step.by}\` as its key.`
          : `Add \`index ${step.by} ${scope}\`.`,
        fixes: lacksIndexes
          ? []
          : [
              {
                title: `Add an index on ${step.by}`,
                edits: [{ kind: 'set', into: component.id, clause: `index ${step.by} ${scope}` }],
              },
            ],
      };
    }
  },
};
