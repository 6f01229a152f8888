/** Large joins in a store of columns. */
import { technologyOf } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayCount, sayList, sayRate, saySize } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { figureOf, itemsOf } from '../amount.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const normalisedWarehouse: Rule = {
  id: 'normalised-warehouse',
  family: 'stores',
  severity: 'info',
  summary: 'Large joins in a columnar warehouse, whose tables are cut as those of a transactional store.',
  concept: 'star schemas and denormalisation',
  sources: [
    'Kimball, Ross, The Data Warehouse Toolkit, 2013, ch. 1',
    'Google BigQuery documentation, Use nested and repeated fields',
  ],
  thresholds: { rows: { default: 1_000_000, summary: 'Items joined from which it is reported.' } },
  *check(facts) {
    for (const query of facts.operations) {
      const { step } = query;
      const component = facts.lookup.components.get(query.target);
      const item = facts.lookup.data.get(query.data ?? '');
      if (step.kind !== 'query' || step.shape !== 'join' || item === undefined || !isColumnar(component)) continue;
      const rows = step.rows ?? itemsOf(item);
      if (rows === undefined || rows < facts.threshold('normalised-warehouse', 'rows')) continue;
      const rate = busiestRate(facts, [query]);
      const others = joinedWith(facts, component, item);
      const size = figureOf(item, 'size');
      yield {
        at: step.id,
        message:
          `Each of these joins${rate > 0 ? ` (${sayRate(rate)})` : ''} matches ${sayCount(rows)} \`${item.id}\`${size === undefined ? '' : ` (${saySize(rows * size)})`} in \`${component.id}\` with ` +
          `${others.length === 0 ? 'other rows' : sayList(others.map(({ id }) => `\`${id}\``))} again: a scan reads the columns it needs in their order, and a join has to sort or hash them first and send them between machines.`,
        related: others.slice(0, 3).map(({ id }) => ({ at: id, message: 'joined with it' })),
        help: 'Join once, when the data is loaded, and keep the wide rows: the repeated values compress to almost nothing in columns.',
      };
    }
  },
};

function isColumnar(component: Component | undefined): component is Component {
  const model = technologyOf(component?.technology)?.model;
  return component?.kind === 'warehouse' || model === 'columnar';
}

/** What the data refers to, or what refers to it, in the same store. */
function joinedWith(facts: Facts, { stores }: Component, item: DataItem): DataItem[] {
  return stores.flatMap(({ to }) => {
    const other = facts.lookup.data.get(to);
    if (other === undefined || other.id === item.id) return [];
    const isRelated = [item, other].some((one) =>
      one.references.some((reference) => reference.to === (one === item ? other.id : item.id)),
    );
    return isRelated ? [other] : [];
  });
}
