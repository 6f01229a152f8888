/** W ≤ N/2: two writes can both be acknowledged by copies that the other has not reached. */
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio, sayTime } from '../../design/say.js';
import { isStrict, missProbability } from '../../estimate/quorum/staleness-bounds.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import { copiesNeeded, type QuorumLevels, quorumLevels } from '../../guarantees/quorum.js';
import { hasNoConflicts, hottestKeyRate, overlapsPerHour, resolution } from '../concurrent-writes.js';
import type { Rule } from '../rule.js';
import { isCritical, kept, required, requirementOf, writesOf } from '../step-rates.js';

export const writeQuorumOverlap: Rule = {
  id: 'write-quorum-overlap',
  family: 'cap',
  severity: 'warning',
  summary: 'Write quorums of half the copies or less: two writes can both succeed without seeing each other.',
  concept: 'quorum intersection',
  sources: [
    'Gifford, Weighted Voting for Replicated Data, SOSP 1979',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5 (leaderless replication)',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const settled = resolution(component);
      if (settled !== undefined && settled.value !== 'last_write_wins') continue;
      for (const { item } of kept(facts, component)) {
        const levels = quorumLevels(component, item.id, facts.visits(component.id));
        const writes = writesOf(facts, component.id, item.id);
        if (levels === undefined || 2 * levels.write > levels.count || writes.length === 0) continue;
        if (bearsConflicts(item) || isToldOfReads(item, levels)) continue;
        const { count, write } = levels;
        const majority = Math.floor(count / 2) + 1;
        const said = writes.find((one) => isNamed(one, levels))?.step.id;
        yield {
          at: said ?? component.replicas?.write?.id ?? component.replicas?.id ?? component.id,
          message:
            `Writes of \`${item.id}\` wait for ${sayNumber(write)} of ${sayNumber(count)} copies: two at the same time miss each other with probability up to ` +
            `${sayRatio(missProbability({ replicas: count, read: write, write }))}, both are acknowledged, and ${fate(settled?.value)}${often(facts, component, item)}.`,
          related: writes.slice(0, 2).map(({ step }) => ({ at: step.id, message: 'a write' })),
          help: `Wait for ${sayNumber(majority)} of ${sayNumber(count)}, so that any two writes meet at a copy; or say how they merge.`,
          fixes: remedies(component, said),
        };
      }
    }
  },
};

/** Whether the step itself asks for so few copies. */
function isNamed({ step }: Operation, { count, write }: QuorumLevels): boolean {
  return step.kind === 'write' && step.at !== undefined && copiesNeeded(step.at, count) === write;
}

/** Data of which the author says that copies may disagree for a while, and that nothing depends on. */
function bearsConflicts(item: DataItem): boolean {
  const isEventual = required(item, 'eventual') !== undefined;
  return hasNoConflicts(item) || (isEventual && !isCritical(item) && item.invariants.length === 0);
}

/** stale-quorum and ap-for-critical say of the same clause that reads miss writes; what mends that mends this. */
function isToldOfReads(item: DataItem, { count, read, write }: QuorumLevels): boolean {
  const isRequired = requirementOf(item, 'read_your_writes') !== undefined || isCritical(item);
  return isRequired && !isStrict({ replicas: count, read, write });
}

function fate(resolve: string | undefined): string {
  return resolve === undefined ? 'nothing says which one counts' : 'the earlier one by the clocks is lost';
}

/** Writes that find another one of the hottest key within the time a write takes. */
function often(facts: Facts, component: Component, item: DataItem): string {
  const rate = hottestKeyRate(facts, item, writesOf(facts, component.id, item.id));
  const time = Math.max(0, ...facts.estimates.map((one) => one.components[component.id]?.quorum?.write.mean ?? 0));
  if (rate === undefined || time === 0) return '';
  return ` (about ${sayNumber(overlapsPerHour(rate, time))} an hour overlap on the hottest key: ${sayRate(rate)}, ${sayTime(time)} each)`;
}

function remedies({ replicas }: Component, said: Id | undefined) {
  return replicas === undefined || said !== undefined
    ? []
    : [
        {
          title: 'Write by quorum',
          edits: [{ kind: 'set' as const, into: replicas.id, clause: 'write quorum' }],
        },
      ];
}
