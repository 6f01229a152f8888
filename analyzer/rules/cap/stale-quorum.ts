/** R + W ≤ N: a read set and a write set need not share a copy. */
import { replication } from '../../catalogue/setting.js';
import { sayRatio } from '../../design/say.js';
import { isStrict, missProbability } from '../../estimate/quorum/staleness-bounds.js';
import { implies, isConsistency } from '../../guarantees/consistency.js';
import { copiesNeeded } from '../../guarantees/quorum.js';
import type { Rule } from '../rule.js';

export const staleQuorum: Rule = {
  id: 'stale-quorum',
  family: 'cap',
  severity: 'error',
  summary: 'Read and write quorums that need not overlap, for data that must be read fresh.',
  concept: 'quorum intersection',
  sources: [
    'Gifford, Weighted Voting for Replicated Data, SOSP 1979',
    'Bailis et al., Probabilistically Bounded Staleness for Practical Partial Quorums, VLDB 2012',
  ],
  *check({ design, lookup }) {
    for (const component of design.components) {
      const copies = replication(component);
      if (copies === undefined || copies.topology !== 'leaderless') continue;
      const read = copiesNeeded(copies.read ?? 'one', copies.count);
      const write = copiesNeeded(copies.write ?? 'one', copies.count);
      if (isStrict({ replicas: copies.count, read, write })) continue;
      for (const reference of component.stores) {
        const need = lookup.data.get(reference.to)?.requires.find(({ name }) => isConsistency(name) && implies(name, 'read_your_writes'));
        if (need === undefined) continue;
        const miss = missProbability({ replicas: copies.count, read, write });
        const majority = Math.floor(copies.count / 2) + 1;
        yield {
          at: component.replicas?.id ?? component.id,
          message:
            `\`${reference.to}\` requires ${need.name}, but reads ask ${read} and writes reach ${write} of ${copies.count} copies: ` +
            `${read} + ${write} ≤ ${copies.count}. A read right after a write misses it with probability up to ${sayRatio(miss)}.`,
          related: [{ at: need.id, message: `\`${reference.to}\` requires ${need.name} here` }],
          help: `Raise read and write until their sum is over ${copies.count}: ${majority} and ${copies.count + 1 - majority} is the cheapest pair that survives a lost copy.`,
          fixes: [
            {
              title: 'Read and write by quorum',
              edits: [
                { kind: 'set', into: component.replicas?.id ?? component.id, clause: 'write quorum' },
                { kind: 'set', into: component.replicas?.id ?? component.id, clause: 'read quorum' },
              ],
            },
          ],
        };
      }
    }
  },
};
