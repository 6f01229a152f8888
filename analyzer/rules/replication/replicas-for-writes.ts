/** Copies added to a store that is bound by its writes. */
import { operationWork, quantity, replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio } from '../../design/say.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import type { Facts } from '../../facts.js';
import type { Fix, Rule } from '../rule.js';

/** Copies that are kept so as to lose nothing and go on after a crash; more are kept for their reads. */
const usualCopies = 3;

export const replicasForWrites: Rule = {
  id: 'replicas-for-writes',
  family: 'replication',
  severity: 'warning',
  summary: 'A store is full of writes, and replicas were added: every one of them does every write.',
  concept: 'read scaling and write scaling',
  sources: [
    'Gray et al., The Dangers of Replication and a Solution, SIGMOD 1996',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5',
  ],
  thresholds: {
    utilization: { default: 0.7, summary: 'Utilization of one copy by writes alone from which it is reported.' },
  },
  *check(facts) {
    const limit = facts.threshold('replicas-for-writes', 'utilization');
    for (const component of facts.design.components) {
      const { replicas } = component;
      const worst = replicas === undefined || !areForReads(component) ? undefined : busiestWithWrites(facts, component);
      if (replicas === undefined || worst === undefined || worst.busy < limit) continue;
      const shards = Math.ceil(((component.shards?.count ?? 1) * worst.busy) / (limit / 2));
      const one = replicas.topology === 'leader' ? 'the leader' : 'each copy';
      yield {
        at: replicas.id,
        message:
          `Under \`${worst.workload}\`, writes (${sayRate(worst.rate)}) keep ${one} of ${component.shards === undefined ? '' : 'the hottest shard of '}\`${component.id}\` ${sayRatio(worst.busy)} busy before anything is read: ` +
          `each of the ${sayNumber(replicas.count)} copies makes room for reads, and none for writes.`,
        related: writesOf(facts, component)
          .slice(0, 2)
          .map(({ step }) => ({ at: step.id, message: 'a write' })),
        help: `Split the writes over shards (${sayNumber(shards)} would do), put a queue before them, or do several in one.`,
        fixes: sharded(facts, component, shards),
      };
    }
  },
};

/** Whether there are more copies than safety needs, or followers answer reads. */
function areForReads(component: Component): boolean {
  const copies = replication(component);
  if (component.kind !== 'database' || copies === undefined || copies.count < 2) return false;
  if (copies.topology === 'leader') return copies.count > usualCopies || copies.read !== 'leader';
  return copies.topology === 'leaderless' && copies.count > usualCopies;
}

/** Utilization of one copy by writes alone, under the workload that has the most. */
function busiestWithWrites(facts: Facts, component: Component) {
  const work = operationWork(component, 'write')?.value;
  const cores = quantity(component, 'cores')?.value ?? 1;
  if (work === undefined) return undefined;
  const writes = writesOf(facts, component);
  const all = facts.estimates.map((estimate) => {
    const rate = writes.reduce((sum, { at }) => sum + (estimate.steps[at]?.rate ?? 0), 0);
    const share = estimate.components[component.id]?.hottestShare ?? 1;
    return { workload: estimate.workload, rate, busy: (rate * share * distributionMean(work)) / cores };
  });
  return all.sort((a, b) => b.busy - a.busy)[0];
}

function writesOf(facts: Facts, component: Component) {
  return facts.visits(component.id).filter(({ kind }) => kind === 'write');
}

function sharded(facts: Facts, component: Component, shards: number): Fix[] {
  const key = facts.lookup.data.get(component.stores[0]?.to ?? '')?.key[0];
  if (key === undefined || component.shards !== undefined) return [];
  const clause = `shards ${shards} by hash(${key}) { assign ring  vnodes 256  routed by proxy }`;
  return [{ title: `Split it into ${shards} shards by ${key}`, edits: [{ kind: 'set', into: component.id, clause }] }];
}
