/** Joins and scans that go over all shards of a transactional store. */
import { replication, technologyOf } from '../../catalogue/setting.js';
import type { Component, QueryStep } from '../../design/design.js';
import { sayCount, sayNumber, sayRate, sayRatio, saySize } from '../../design/say.js';
import { figureOf, itemsOf } from '../amount.js';
import { inWarehouse } from '../in-warehouse.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const analyticsOverShards: Rule = {
  id: 'analytics-over-shards',
  family: 'sharding',
  severity: 'warning',
  summary: 'A join, scan or aggregate over all shards of a store that serves requests.',
  concept: 'distributed query processing',
  sources: [
    'Kossmann, The State of the Art in Distributed Query Processing, ACM Computing Surveys 2000',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 3 and 6',
  ],
  thresholds: {
    rows: {
      default: 10_000,
      summary: 'Items touched from which a scan or an aggregate counts as analytical; joins always do.',
    },
  },
  *check(facts) {
    for (const query of facts.operations) {
      const { step } = query;
      const component = facts.lookup.components.get(query.target);
      const item = facts.lookup.data.get(query.data ?? '');
      if (step.kind !== 'query' || item === undefined || component === undefined || !asksAllShards(component, step))
        continue;
      const rows = step.rows ?? itemsOf(item);
      if (rows === undefined || (step.shape !== 'join' && rows < facts.threshold('analytics-over-shards', 'rows')))
        continue;
      const count = component.shards?.count ?? 1;
      const size = figureOf(item, 'size') ?? 0;
      const others = facts
        .visits(component.id)
        .filter((one) => one.step.kind !== 'query' || !asksAllShards(component, one.step));
      const rate = busiestRate(facts, others);
      const waits = `waits for the slowest${rate > 0 ? `, on machines that serve ${sayRate(rate)} besides` : ''}`;
      yield {
        at: step.id,
        message:
          step.shape === 'join'
            ? `This join touches ${sayCount(rows)} \`${item.id}\` on ${sayNumber(count)} shards of \`${component.id}\`: what belongs together lies on different ones in ${sayRatio(1 - 1 / count)} of the cases, so about ${saySize(rows * size * (1 - 1 / count))} cross the network for each. It ${waits}.`
            : `This ${step.shape} touches ${sayCount(rows)} \`${item.id}\` (${saySize(rows * size)}) on all ${sayNumber(count)} shards of \`${component.id}\`: it ${waits}.`,
        related: [
          { at: component.shards?.id ?? component.id, message: `${sayNumber(count)} shards` },
          ...others.slice(0, 1).map((one) => ({ at: one.step.id, message: 'served besides' })),
        ],
        help: 'Copy the data to a warehouse and query it there, or keep the result in a materialized view.',
        fixes: inWarehouse(facts, item, step),
      };
    }
  },
};

/** Whether a query for analysis goes to every shard; one by a field is `scatter-gather`, or finds its shard. */
export function asksAllShards(component: Component, step: QueryStep): boolean {
  const { shards } = component;
  if (component.kind !== 'database' || shards === undefined || shards.by.scheme === 'vertical' || shards.count < 2)
    return false;
  if (step.by !== undefined || step.shape === 'range' || step.shape === 'traverse') return false;
  const technology = technologyOf(component.technology);
  if (technology?.model === 'columnar' || technology?.model === 'time_series') return false;
  // Stores without joins leave them to their callers: joins-without-relations.
  if (
    step.shape === 'join' &&
    technology !== undefined &&
    (technology.lacks.includes('joins') || technology.model !== 'relational')
  )
    return false;
  // Followers kept for this let the others go on undisturbed.
  return !(step.at === 'replica' && replication(component)?.read === 'leader');
}
