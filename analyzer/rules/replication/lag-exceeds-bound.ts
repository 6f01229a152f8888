/** Estimated replication lag over what the data, or an expectation, allows. */
import { sayRatio, sayTime } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { kept } from '../step-rates.js';

export const lagExceedsBound: Rule = {
  id: 'lag-exceeds-bound',
  family: 'replication',
  severity: 'error',
  summary: 'The estimated replication lag is over the staleness that the data tolerates.',
  concept: 'replication lag',
  sources: ['Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5'],
  *check(facts) {
    for (const component of facts.design.components) {
      const lags = facts.estimates.flatMap((estimate) => {
        const p99 = estimate.components[component.id]?.replicationLag?.p99;
        return p99 === null || p99 === undefined ? [] : [{ p99, workload: estimate.workload, busy: estimate.components[component.id]?.utilization ?? null }];
      });
      const worst = lags.sort((a, b) => b.p99 - a.p99)[0];
      if (worst === undefined) continue;
      for (const { item } of kept(facts, component)) {
        const bounded = item.requires.find(({ within }) => within !== undefined);
        if (bounded?.within === undefined || worst.p99 <= bounded.within) continue;
        yield {
          at: component.replicas?.id ?? component.id,
          message:
            `Copies of \`${item.id}\` are up to ${sayTime(worst.p99)} behind (p99, under \`${worst.workload}\`); it tolerates ${sayTime(bounded.within)}` +
            `${worst.busy === null ? '' : `. The store is ${sayRatio(worst.busy)} busy`}.`,
          related: [{ at: bounded.id, message: 'the bound' }],
          help: 'Apply in parallel (`apply parallel 4`), bring the copies nearer, or split the writes over shards.',
        };
      }
    }
  },
};
