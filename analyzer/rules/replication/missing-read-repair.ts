/** A leaderless store in which a copy that missed a write never hears of it. */
import { quantity, replication, symbol, technologyOf } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio } from '../../design/say.js';
import { isStrict } from '../../estimate/quorum/staleness-bounds.js';
import { copiesNeeded } from '../../guarantees/quorum.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const missingReadRepair: Rule = {
  id: 'missing-read-repair',
  family: 'replication',
  severity: 'warning',
  summary: 'A leaderless store without any repair: a copy that missed a write stays wrong.',
  concept: 'anti-entropy and read repair',
  sources: [
    'Demers et al., Epidemic Algorithms for Replicated Database Maintenance, PODC 1987',
    'DeCandia et al., Dynamo, SOSP 2007, §4.7',
    'Apache Cassandra documentation, Read repair',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const { replicas } = component;
      const levels = levelsOf(component);
      if (replicas === undefined || levels === undefined || isRepaired(component, levels.read)) continue;
      const writes = facts.visits(component.id).filter(({ kind }) => kind === 'write');
      if (writes.length === 0) continue;
      const { count, read, write } = levels;
      const up = quantity(component, 'availability')?.value ?? 1;
      const rate = busiestRate(facts, writes);
      const missed = rate * count * (1 - up);
      yield {
        at: replicas.id,
        message:
          `A write to \`${component.id}\` is done when ${sayNumber(write)} of ${sayNumber(count)} copies acknowledge it, and nothing brings it to one that was away: ` +
          `${missed > 0 ? `with copies up ${sayRatio(up)} of the time, ${sayRate(missed)} miss a copy for good` : 'a copy that misses it stays wrong'}. ${consequence(levels)}`,
        related: writes.slice(0, 2).map(({ step }) => ({ at: step.id, message: 'a write' })),
        help:
          read > 1
            ? 'Mend what reads find, and compare all copies from time to time for what is seldom read.'
            : 'Compare all copies from time to time; a read that asks one copy finds nothing to mend.',
        fixes: [...(read > 1 ? ['repair on_read, every 1 d'] : []), 'repair every 1 d'].map((clause) => ({
          title: clause.includes('on_read') ? 'Repair on read and every day' : 'Compare all copies every day',
          edits: [{ kind: 'set' as const, into: replicas.id, clause }],
        })),
      };
    }
  },
};

interface Levels {
  readonly count: number;
  readonly read: number;
  readonly write: number;
}

/** Of a leaderless store that acknowledges before all copies have a write. */
function levelsOf(component: Component): Levels | undefined {
  const copies = replication(component);
  if (copies === undefined || copies.topology !== 'leaderless') return undefined;
  const { count } = copies;
  const read = copiesNeeded(copies.read ?? 'one', count);
  const write = copiesNeeded(copies.write ?? 'one', count);
  return write < count ? { count, read, write } : undefined;
}

/** By what the design says, by hints, or as the product ships: it mends the copies that a read compares, if it compares any. */
function isRepaired({ replicas, technology }: Component, read: number): boolean {
  if (replicas?.repair !== undefined) return true;
  if (symbol({ kind: 'replicas', settings: replicas?.settings ?? {} }, 'hints')?.value === 'on') return true;
  return read > 1 && technologyOf(technology)?.replication?.topology === 'leaderless';
}

function consequence({ count, read, write }: Levels): string {
  return isStrict({ replicas: count, read, write })
    ? `Reads still find it at another, but it survives the loss of ${sayNumber(write - 1)} ${write === 2 ? 'copy' : 'copies'} instead of ${sayNumber(count - 1)}.`
    : 'Reads that ask that copy get the old version until the item is written again.';
}
