/** A flow that writes and then reads a copy that may not have the write yet. */

import { replication } from '../../catalogue/setting.js';
import { sayRatio } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { implies } from '../../guarantees/consistency.js';
import type { Rule } from '../rule.js';
import { areAlternatives } from '../same-run.js';
import { requirementOf, worstFigure } from '../step-rates.js';

export const readAfterWriteOnReplica: Rule = {
  id: 'read-after-write-on-replica',
  family: 'replication',
  severity: 'warning',
  summary: 'A flow writes an item and reads it again from an asynchronous copy.',
  concept: 'read your writes',
  sources: ['Terry et al., Session Guarantees for Weakly Consistent Replicated Data, PDIS 1994'],
  *check(facts) {
    for (const [index, read] of facts.operations.entries()) {
      if (read.kind !== 'read' || read.fallback > 0 || read.asynchronous) continue;
      const path = facts.paths.find(({ step }) => step === read.step.id);
      if (path === undefined || implies(path.gets, 'read_your_writes')) continue;
      const write = facts.operations
        .slice(0, index)
        .find(
          (one) =>
            one.kind === 'write' &&
            one.data === read.data &&
            one.flow === read.flow &&
            !one.asynchronous &&
            !areAlternatives(facts, one, read),
        );
      if (write === undefined) continue;
      const item = facts.lookup.data.get(read.data ?? '');
      const need = requirementOf(item, 'read_your_writes');
      // Those have rules of their own, which say the same of every read: strong-read-from-replica and stale-quorum.
      if (requirementOf(item, 'linearizable') !== undefined || (need !== undefined && isLeaderless(facts, read.target)))
        continue;
      const miss = worstFigure(facts, read.target, 'readAfterWriteMissProbability');
      const target = facts.lookup.components.get(read.target);
      const copies = target === undefined ? undefined : replication(target);
      const hasLeader = copies?.topology === 'leader' && copies.count > 1;
      yield {
        at: read.step.id,
        severity: need === undefined ? 'warning' : 'error',
        message:
          `\`${read.flow}\` writes \`${read.data}\` and reads it again here: ${path.weakest.because}` +
          `${miss > 0 ? `. It misses its own write with probability ${sayRatio(miss)}` : ''}${need === undefined ? '' : `; \`${read.data}\` requires ${need.name}`}.`,
        related: [
          { at: write.step.id, message: 'the write' },
          ...(need === undefined ? [] : [{ at: need.id, message: 'required here' }]),
        ],
        help: hasLeader ? 'Read at the leader after a write.' : 'Return what was written, or read it from the store.',
        fixes:
          hasLeader && read.step.kind === 'read' && read.step.at === undefined
            ? [{ title: 'Read at the leader', edits: [{ kind: 'append', at: read.step.id, text: 'at leader' }] }]
            : [],
      };
    }
  },
};

function isLeaderless(facts: Facts, id: string): boolean {
  const component = facts.lookup.components.get(id);
  return component !== undefined && replication(component)?.topology === 'leaderless';
}
