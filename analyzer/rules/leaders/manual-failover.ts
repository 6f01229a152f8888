/** A leader that nobody replaces by itself. */
import { quantity, replication, technologyOf } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayCount, sayRate, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { strictestObjective } from '../availability-objective.js';
import type { Rule } from '../rule.js';
import { safeElections } from '../safe-election.js';
import { busiestRate } from '../step-rates.js';

const month = 30 * 86_400;

export const manualFailover: Rule = {
  id: 'manual-failover',
  family: 'leaders',
  severity: 'warning',
  summary: 'A leader and no election: after a crash a person has to promote another copy.',
  concept: 'leader election',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5',
    'Beyer et al., Site Reliability Engineering, 2016, ch. 3',
  ],
  thresholds: { outage: { default: 1800, summary: 'Seconds that a person needs to notice, decide and promote.' } },
  *check(facts) {
    const outage = facts.threshold('manual-failover', 'outage');
    for (const component of facts.design.components) {
      const members = led(component);
      if (members === undefined) continue;
      const election = component.replicas?.election ?? component.election;
      const objective = strictestObjective(facts, component.id);
      const budget = objective === undefined ? 0 : (1 - objective.bound) * month;
      yield {
        at: election?.id ?? component.replicas?.id ?? component.id,
        message:
          `When the leader of \`${component.id}\` dies, ${stopped(facts, component, outage)}` +
          (objective === undefined || budget <= 0
            ? ''
            : ` That is ${sayRatio(outage / budget)} of the ${sayTime(budget)} a month that \`${objective.flow}\` may be down (${sayRatio(objective.bound)}).`),
        related: objective === undefined ? [] : [{ at: objective.at, message: 'the objective' }],
        help: 'Let the copies elect (three or more: `elect by consensus`), or take a lock with a lease at a coordinator.',
        fixes: safeElections(facts, members).map((text) => ({
          title: `Use ${text}`,
          edits: [
            election !== undefined
              ? { kind: 'replace', at: election.id, text }
              : { kind: 'set', into: component.replicas?.id ?? component.id, clause: text },
          ],
        })),
      };
    }
  },
};

/** Members of a group whose leader a person has to replace: copies of a store, instances of a service. */
function led(component: Component): number | undefined {
  const election = component.replicas?.election ?? component.election;
  if (election !== undefined && election.by !== 'manual') return undefined;
  if (component.replicas === undefined) {
    const instances = quantity(component, 'instances')?.value ?? 1;
    return election === undefined || instances < 2 ? undefined : instances;
  }
  const copies = replication(component);
  if (copies === undefined || copies.topology !== 'leader' || copies.count < 2) return undefined;
  const isAutomatic = technologyOf(component.technology)?.failover?.kind === 'automatic';
  return election === undefined && isAutomatic ? undefined : copies.count;
}

function stopped(facts: Facts, component: Component, outage: number): string {
  if (component.replicas === undefined)
    return `what only the leader does stops until a person names another: about ${sayTime(outage)}.`;
  const readsStop = replication(component)?.read === 'leader';
  const asked = facts.operations.filter(
    ({ target, kind }) => target === component.id && (readsStop || kind === 'write' || kind === 'publish'),
  );
  const rate = busiestRate(facts, asked);
  const failing = rate > 0 ? `, ${sayCount(rate * outage)} requests at ${sayRate(rate)}` : '';
  return `${readsStop ? 'reads and writes' : 'writes'} stop until a person promotes a follower: about ${sayTime(outage)}${failing}.`;
}
