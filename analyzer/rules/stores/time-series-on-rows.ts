/** Append-only points read by time range, in a relational store. */
import { technologyOf } from '../../catalogue/setting.js';
import type { DataItem } from '../../design/design.js';
import { sayRate } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { busiestRate, kept, writesOf } from '../step-rates.js';

const timeKey = /^(time|timestamp|date|day)$|_(at|time)$/;

export const timeSeriesOnRows: Rule = {
  id: 'time-series-on-rows',
  family: 'stores',
  severity: 'info',
  summary: 'Append-only data keyed by time and read by range, in a relational store.',
  concept: 'time-series storage',
  sources: ['Pelkonen et al., Gorilla, VLDB 2015', 'InfluxData documentation, storage engine'],
  thresholds: { rate: { default: 1000, summary: 'Writes per second from which it matters.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      if (technologyOf(component.technology)?.model !== 'relational') continue;
      for (const { item, at } of kept(facts, component)) {
        if (!isSeries(item)) continue;
        const ranges = facts.operations.filter(
          (one) =>
            one.target === component.id &&
            one.data === item.id &&
            one.step.kind === 'query' &&
            (one.step.shape === 'range' || one.step.shape === 'aggregate'),
        );
        const writes = writesOf(facts, component.id, item.id);
        const rate = busiestRate(facts, writes);
        const [range] = ranges;
        const changed = writes.some(({ step }) => step.kind === 'write' && step.ifUnchanged);
        if (range === undefined || changed || rate < facts.threshold('time-series-on-rows', 'rate')) continue;
        yield {
          at,
          message: `\`${item.id}\` is appended ${sayRate(rate)} by time and read in ranges: in rows each point costs its own row header and index entry, and old points have to be deleted one by one.`,
          related: [{ at: range.step.id, message: 'read by range' }],
          help: 'A time-series store keeps points in compressed blocks by series and drops whole blocks at the end of their retention.',
        };
      }
    }
  },
};

/** Keyed by time, or by something that grows with it. */
function isSeries(item: DataItem): boolean {
  const order = item.settings.key_order?.value;
  return item.key.some((field) => timeKey.test(field)) || (order?.kind === 'symbol' && order.name === 'increasing');
}
