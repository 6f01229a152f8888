/** Every copy must acknowledge: one that is slow or gone stops the writes. */
import { quantity, replication, technologyOf } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import { sayNumber, sayRate, sayRatio, sayTime } from '../../design/say.js';
import { atLeast } from '../../estimate/reliability/availability.js';
import type { Facts } from '../../facts.js';
import { copiesNeeded } from '../../guarantees/quorum.js';
import type { Fix, Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

const month = 30 * 86_400;

export const syncReplicaStall: Rule = {
  id: 'sync-replica-stall',
  family: 'replication',
  severity: 'warning',
  summary: 'Writes wait for every copy: one slow or dead copy stops them all.',
  concept: 'synchronous replication',
  sources: [
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5',
    'PostgreSQL documentation, Synchronous Replication',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const { replicas } = component;
      const all = waitsForAll(component);
      if (replicas === undefined || all === undefined) continue;
      const { count } = replicas;
      const part = quantity(component, 'availability')?.value ?? 1;
      const now = atLeast(count, count, part);
      const { enough, of } = all;
      const then = atLeast(enough, of, part);
      const rate = busiestRate(facts, writes(facts, component.id));
      yield {
        at: all.at,
        message:
          `Each write to \`${component.id}\` waits for all ${sayNumber(count)} copies: one slow copy slows every write, one dead copy stops them` +
          `${rate > 0 ? ` (${sayRate(rate)})` : ''}. With copies up ${sayRatio(part)} of the time, writes are possible ${sayRatio(now)}, ` +
          `${sayTime((1 - now) * month)} a month without; waiting for ${sayNumber(enough)} of ${sayNumber(of)} gives ${sayRatio(then)}.`,
        help: `Wait for ${sayNumber(enough)} of ${sayNumber(of)}: a crash then loses nothing and stops nothing.`,
        fixes: [all.fix],
      };
    }
  },
};

interface Waiting {
  readonly at: Id;
  /** Copies that would do, and of how many. */
  readonly enough: number;
  readonly of: number;
  readonly fix: Fix;
}

/**
 * Queues wait for those in sync, which is another matter: unsafe-min-insync. A technology that ships synchronous copies
 * (HBase on its file system) replaces a dead one by itself.
 */
function waitsForAll(component: Component): Waiting | undefined {
  const copies = replication(component);
  const { replicas } = component;
  if (copies === undefined || replicas === undefined || component.kind === 'queue' || copies.count < 2)
    return undefined;
  if (technologyOf(component.technology)?.replication?.mode === 'sync') return undefined;
  const followers = copies.mode === 'sync' ? copies.count - 1 : (copies.acknowledgements ?? 0);
  if (copies.topology === 'leader' && followers >= copies.count - 1) {
    const of = Math.max(3, copies.count);
    const clause = `replicas ${of} leader semi_sync 1`;
    return {
      at: replicas.id,
      enough: 2,
      of,
      fix: {
        title: of === copies.count ? 'Wait for one follower' : 'Add a third copy and wait for one',
        edits: [{ kind: 'set', into: component.id, clause }],
      },
    };
  }
  if (
    copies.topology === 'leaderless' &&
    copies.count > 2 &&
    copiesNeeded(copies.write ?? 'one', copies.count) === copies.count &&
    replicas.write !== undefined
  ) {
    const majority = Math.floor(copies.count / 2) + 1;
    const edits = ['write quorum', 'read quorum'].map((clause) => ({
      kind: 'set' as const,
      into: replicas.id,
      clause,
    }));
    return {
      at: replicas.write.id,
      enough: majority,
      of: copies.count,
      fix: { title: 'Read and write by quorum', edits },
    };
  }
  return undefined;
}

function writes(facts: Facts, store: Id) {
  return facts.visits(store).filter(({ kind }) => kind === 'write');
}
