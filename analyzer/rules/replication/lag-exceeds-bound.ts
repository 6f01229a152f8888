/** Estimated replication lag over what the data, or an expectation, allows. */

import { replication } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
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
      const worst = longestLag(facts, component);
      if (worst === undefined) continue;
      for (const { item } of kept(facts, component)) {
        const bounded = item.requires.find(({ within }) => within !== undefined);
        if (bounded?.within === undefined || worst.p99 <= bounded.within || !readsFollowers(facts, component, item))
          continue;
        yield {
          at: component.replicas?.id ?? component.id,
          message: `Copies of \`${item.id}\` are up to ${sayTime(worst.p99)} behind (p99, under \`${worst.workload}\`); it tolerates ${sayTime(bounded.within)}.`,
          related: [{ at: bounded.id, message: 'the bound' }],
          help: 'Apply in parallel (`apply parallel 4`), bring the copies nearer, split the writes over shards, or read at the leader.',
          fixes:
            component.replicas === undefined || replication(component)?.topology !== 'leader'
              ? []
              : [
                  {
                    title: 'Read from the leader',
                    edits: [{ kind: 'set', into: component.replicas.id, clause: 'read from leader' }],
                  },
                ],
        };
      }
    }
  },
};

/** Lag without an end is lag-without-bound. */
function longestLag(
  facts: Facts,
  component: Component,
): { readonly p99: number; readonly workload: string } | undefined {
  const lags = facts.estimates.flatMap((estimate) => {
    const p99 = estimate.components[component.id]?.replicationLag?.p99 ?? null;
    return p99 === null ? [] : [{ p99, workload: estimate.workload }];
  });
  return lags.sort((a, b) => b.p99 - a.p99)[0];
}

/** Whether a read of the item may be answered by a copy other than the leader. */
function readsFollowers(facts: Facts, component: Component, item: DataItem): boolean {
  const copies = replication(component);
  if (copies === undefined || component.kind === 'queue') return false;
  const usual = copies.read ?? 'leader';
  const reads = facts.operations.flatMap(({ step, target, data }) =>
    target === component.id && data === item.id && (step.kind === 'read' || step.kind === 'query')
      ? [step.at ?? usual]
      : [],
  );
  return (reads.length === 0 ? [usual] : reads).some((level) => level !== 'leader');
}
