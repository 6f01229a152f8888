/** Followers that fall behind for as long as the load lasts. */
import { applyWork } from '../../catalogue/apply-work.js';
import { replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber, sayRate, sayTime } from '../../design/say.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import type { Facts } from '../../facts.js';
import type { Fix, Rule } from '../rule.js';

/** Nearer to 1 than this, followers are exactly as fast as the leader: the lag has no bound, but no slope to tell either. */
const EVEN = 1e-9;

export const lagWithoutBound: Rule = {
  id: 'lag-without-bound',
  family: 'replication',
  severity: 'error',
  summary: 'Followers apply changes slower than the leader makes them: the lag grows without end.',
  concept: 'replication lag',
  sources: ['Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5', 'Kleinrock, Queueing Systems I, §2.1'],
  thresholds: { target: { default: 0.7, summary: 'Busy share of the appliers that the suggested number leads to.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      const copies = replication(component);
      const worst = heaviest(facts, component);
      if (copies === undefined || worst === undefined || worst.busy <= 1 + EVEN) continue;
      const { busy, rate, parallel, workload } = worst;
      yield {
        at: component.replicas?.apply?.id ?? component.replicas?.id ?? component.id,
        message:
          `Under \`${workload}\` ${sayRate(rate)} are written to ${component.shards === undefined ? '' : 'the hottest shard of '}\`${component.id}\` and a follower applies ${sayRate(rate / busy)}: ` +
          `the lag grows by ${sayTime(60 * (1 - 1 / busy))} a minute.`,
        help: `Apply with ${sayNumber(needed(facts, busy * parallel))} side by side (\`apply parallel ${needed(facts, busy * parallel)}\`), or split the writes over shards.`,
        fixes: remedies(component, needed(facts, busy * parallel)),
      };
    }
  },
};

interface Applying {
  /** Busy share of the appliers of one follower; 1 and more: they fall behind. */
  readonly busy: number;
  /** Writes per second to one leader. */
  readonly rate: number;
  readonly parallel: number;
  readonly workload: string;
}

/** The workload under which the estimate says that followers do not keep up, and how far they are from it. */
function heaviest(facts: Facts, component: Component): Applying | undefined {
  const apply = component.replicas?.apply;
  const work = applyWork(component);
  const writes = facts.visits(component.id).filter(({ kind }) => kind === 'write');
  // A service that replicates by itself sees to it by itself.
  if (work === undefined || component.kind === 'queue' || component.replicas === undefined) return undefined;
  const parallel = Math.max(1, apply?.parallel ?? 1);
  const found = facts.estimates.flatMap((estimate) => {
    const figures = estimate.components[component.id];
    if (figures?.reasons.replicationLag === undefined) return [];
    const all = writes.reduce((sum, { at }) => sum + (estimate.steps[at]?.rate ?? 0), 0);
    const rate = all * (figures.hottestShare ?? 1);
    return [{ busy: (rate * distributionMean(work)) / parallel, rate, parallel, workload: estimate.workload }];
  });
  return found.sort((a, b) => b.busy - a.busy)[0];
}

function needed(facts: Facts, work: number): number {
  return Math.ceil(work / facts.threshold('lag-without-bound', 'target'));
}

function remedies({ replicas }: Component, appliers: number): Fix[] {
  if (replicas === undefined || replicas.apply?.parallel !== undefined) return [];
  const title = `Apply ${appliers} changes side by side`;
  if (replicas.apply === undefined)
    return [{ title, edits: [{ kind: 'set', into: replicas.id, clause: `apply parallel ${appliers}` }] }];
  return [{ title, edits: [{ kind: 'append', at: replicas.apply.id, text: `parallel ${appliers}` }] }];
}
