/** A leader that nobody replaces by itself. */
import { replication, technologyOf } from '../../catalogue/setting.js';
import { sayRate, sayRatio, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';

const month = 30 * 86_400;

export const manualFailover: Rule = {
  id: 'manual-failover',
  family: 'leaders',
  severity: 'warning',
  summary: 'A replicated store with a leader and no election: after a crash a person has to promote a follower.',
  concept: 'leader election',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5',
    'Beyer et al., Site Reliability Engineering, 2016, ch. 3',
  ],
  thresholds: { outage: { default: 1800, summary: 'Seconds that a person needs to notice, decide and promote.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      const copies = replication(component);
      if (copies === undefined || copies.topology !== 'leader' || copies.count < 2 || component.replicas === undefined)
        continue;
      const election = component.replicas.election ?? component.election;
      if (election !== undefined && election.by !== 'manual') continue;
      if (election === undefined && technologyOf(component.technology)?.failover?.kind === 'automatic') continue;
      const outage = facts.threshold('manual-failover', 'outage');
      const writes = writeRate(facts, component.id);
      const objective = strictest(facts, component.id);
      const budget =
        objective === undefined
          ? ''
          : ` \`${objective.flow}\` may be down ${sayTime((1 - objective.bound) * month)} a month (${sayRatio(objective.bound)}).`;
      yield {
        at: election?.id ?? component.replicas.id,
        message:
          `When the leader of \`${component.id}\` dies, writes stop until a person promotes a follower: about ${sayTime(outage)}` +
          (writes > 0 ? `, ${sayRate(writes)} of writes failing.` : '.') +
          budget,
        related: objective === undefined ? [] : [{ at: objective.at, message: 'the objective' }],
        help: 'Let the copies elect: `elect by consensus`, or by a lock at a coordinator with a lease.',
        fixes:
          election === undefined
            ? [
                {
                  title: 'Elect by consensus',
                  edits: [{ kind: 'set', into: component.replicas.id, clause: 'elect by consensus' }],
                },
              ]
            : [
                {
                  title: 'Elect by consensus',
                  edits: [{ kind: 'replace', at: election.id, text: 'elect by consensus' }],
                },
              ],
      };
    }
  },
};

function writeRate(facts: Facts, component: string): number {
  const writes = facts.operations.filter(
    (one) => one.target === component && (one.kind === 'write' || one.kind === 'publish'),
  );
  return Math.max(
    0,
    ...facts.estimates.map((estimate) => writes.reduce((sum, { at }) => sum + (estimate.steps[at]?.rate ?? 0), 0)),
  );
}

/** The hardest availability objective of a flow that uses the component. */
function strictest(
  facts: Facts,
  component: string,
): { readonly flow: string; readonly at: string; readonly bound: number } | undefined {
  const flows = new Set(facts.operations.filter((one) => one.target === component).map(({ flow }) => flow));
  return facts.design.expectations
    .filter(({ measure }) => measure === 'availability')
    .flatMap((expectation) =>
      expectation.of.flatMap(({ to }) =>
        flows.has(to) ? [{ flow: to, at: expectation.id, bound: expectation.bound.value }] : [],
      ),
    )
    .sort((a, b) => b.bound - a.bound)[0];
}
