/** Scans over large data on a store that serves point reads. */
import { replication, technologyOf } from '../../catalogue/setting.js';
import { sayCount, sayRate, saySize } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { figureOf, itemsOf } from '../amount.js';
import { inWarehouse } from '../in-warehouse.js';
import type { Rule } from '../rule.js';
import { asksAllShards } from '../sharding/analytics-over-shards.js';
import { busiestRate } from '../step-rates.js';

const analytical = new Set(['scan', 'aggregate', 'join']);

export const analyticsOnTransactional: Rule = {
  id: 'analytics-on-transactional',
  family: 'stores',
  severity: 'warning',
  summary: 'Scans or aggregates over large data on a row store that also serves point reads and writes.',
  concept: 'row and column orientation',
  sources: ['Stonebraker et al., C-Store, VLDB 2005', 'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 3'],
  thresholds: { rows: { default: 1_000_000, summary: 'Items touched from which a query counts as analytical.' } },
  *check(facts) {
    for (const query of facts.operations) {
      const { step } = query;
      if (step.kind !== 'query' || !analytical.has(step.shape)) continue;
      const component = facts.lookup.components.get(query.target);
      const item = facts.lookup.data.get(query.data ?? '');
      const model = technologyOf(component?.technology)?.model;
      if (component?.kind !== 'database' || item === undefined || model === 'columnar' || model === 'time_series')
        continue;
      // A follower kept for this lets the others go on undisturbed.
      if (step.at === 'replica' && replication(component)?.read === 'leader') continue;
      // Over shards it is worse, and has a rule of its own.
      if (asksAllShards(component, step)) continue;
      const rows = step.rows ?? itemsOf(item);
      const points = pointOperations(facts, component.id);
      if (rows === undefined || rows < facts.threshold('analytics-on-transactional', 'rows') || points.length === 0)
        continue;
      const size = figureOf(item, 'size');
      const rate = busiestRate(facts, points);
      yield {
        at: step.id,
        message:
          `This ${step.shape} reads ${sayCount(rows)} \`${item.id}\`${size === undefined ? '' : ` (${saySize(rows * size)}, every column of every row)`} ` +
          `from \`${component.id}\`, which also serves point reads and writes${rate > 0 ? ` (${sayRate(rate)})` : ''}: they wait behind it.`,
        related: points.slice(0, 2).map((one) => ({ at: one.step.id, message: 'a point operation' })),
        help: 'Copy the data to a columnar warehouse and query it there.',
        fixes: inWarehouse(facts, item, step),
      };
    }
  },
};

function pointOperations(facts: Facts, store: string) {
  return facts.visits(store).filter((one) => one.kind === 'read' || one.kind === 'write');
}
