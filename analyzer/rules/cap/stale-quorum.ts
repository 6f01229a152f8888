/** R + W ≤ N: a read set and a write set need not share a copy. */
import { sayRatio } from '../../design/say.js';
import { isStrict, missProbability } from '../../estimate/quorum/staleness-bounds.js';
import { quorumLevels } from '../../guarantees/quorum.js';
import type { Rule } from '../rule.js';
import { requirementOf } from '../step-rates.js';

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
  *check({ design, lookup, operations }) {
    for (const component of design.components) {
      for (const reference of component.stores) {
        const levels = quorumLevels(component, reference.to, operations);
        const need = requirementOf(lookup.data.get(reference.to), 'read_your_writes');
        if (levels === undefined || need === undefined) continue;
        const { count, read, write, said } = levels;
        if (isStrict({ replicas: count, read, write })) continue;
        const miss = missProbability({ replicas: count, read, write });
        const majority = Math.floor(count / 2) + 1;
        yield {
          at: component.replicas?.id ?? component.id,
          message:
            `\`${reference.to}\` requires ${need.name}, but reads ask ${read} and writes reach ${write} of ${count} copies: ` +
            `${read} + ${write} ≤ ${count}. A read right after a write misses it with probability up to ${sayRatio(miss)}.`,
          related: [
            { at: need.id, message: `\`${reference.to}\` requires ${need.name} here` },
            ...said.map((at) => ({ at, message: 'names a level of its own' })),
          ],
          help: `Raise read and write until their sum is over ${count}: ${majority} and ${count + 1 - majority} is the cheapest pair that survives a lost copy.`,
          fixes:
            said.length > 0 || component.replicas === undefined
              ? []
              : [
                  {
                    title: 'Read and write by quorum',
                    edits: [
                      { kind: 'set', into: component.replicas.id, clause: 'write quorum' },
                      { kind: 'set', into: component.replicas.id, clause: 'read quorum' },
                    ],
                  },
                ],
        };
      }
    }
  },
};
