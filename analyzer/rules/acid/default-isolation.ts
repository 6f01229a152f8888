/** An invariant that holds because of a default that nobody wrote down. */
import { isolation, technologyOf } from '../../catalogue/setting.js';
import { sayList, sayRate } from '../../design/say.js';
import { anomaliesOf } from '../../guarantees/isolation.js';
import type { Rule } from '../rule.js';
import { busiestRate, kept, writesOf } from '../step-rates.js';
import { breaking, words } from './weak-isolation.js';

export const defaultIsolation: Rule = {
  id: 'default-isolation',
  family: 'acid',
  severity: 'info',
  summary: 'An invariant that holds only by a default isolation level which the design does not state.',
  concept: 'isolation levels',
  sources: [
    'Bailis, When is “ACID” ACID? Rarely, 2013 (default and strongest levels of databases)',
    'Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995, table 4',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const store = facts.stores.get(component.id);
      const level = isolation(component);
      // Serializable by default is what the SQL standard says and everybody hopes for.
      if (store === undefined || level?.from !== 'technology' || store.isolation === 'serializable') continue;
      const relying = kept(facts, component).flatMap(({ item }) => {
        const writes = writesOf(facts, component.id, item.id).filter(({ transaction }) => transaction !== undefined);
        return item.invariants.flatMap((invariant) => {
          if (writes.length === 0 || breaking(invariant, store.anomalies, writes).length > 0) return [];
          const broken = breaking(invariant, anomaliesOf('read_committed'), writes);
          return broken.length === 0 ? [] : [{ item, invariant, writes, broken }];
        });
      });
      if (relying.length === 0) continue;
      const title = technologyOf(component.technology)?.title ?? component.id;
      const rate = busiestRate(facts, [...new Set(relying.flatMap(({ writes }) => writes))]);
      const names = relying.map(
        ({ item, invariant }) => `\`${item.id}\`${invariant.text === undefined ? '' : ` (“${invariant.text}”)`}`,
      );
      const broken = [...new Set(relying.flatMap((one) => one.broken))].map(words);
      yield {
        at: component.id,
        message:
          `The ${relying.length === 1 ? 'invariant' : 'invariants'} of ${sayList(names)} ${relying.length === 1 ? 'holds' : 'hold'} because ${title} runs at ${words(level.value)} unless told otherwise` +
          `${rate > 0 ? ` (${sayRate(rate)} of writes)` : ''}; at read committed, which PostgreSQL, Oracle and SQL Server ship, ${sayList(broken)} would break ${relying.length === 1 ? 'it' : 'them'}.`,
        related: relying.map(({ invariant }) => ({ at: invariant.id, message: 'relies on the level' })),
        help: 'State the level, so that it survives a changed server setting and a change of the database.',
        fixes: [
          {
            title: `State isolation ${level.value}`,
            edits: [{ kind: 'set', into: component.id, clause: `isolation ${level.value}` }],
          },
        ],
      };
    }
  },
};
