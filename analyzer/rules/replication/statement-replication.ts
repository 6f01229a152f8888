/** Statements run again at the follower may write something else. */

import type { DataItem } from '../../design/design.js';
import { sayCount, sayNumber } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { busiestRate, kept, writesOf } from '../step-rates.js';

export const statementReplication: Rule = {
  id: 'statement-replication',
  family: 'replication',
  severity: 'warning',
  summary: 'Statement-based replication of writes whose values depend on time, randomness or order.',
  concept: 'replication log formats',
  sources: [
    'MySQL Reference Manual, Advantages and Disadvantages of Statement-Based and Row-Based Replication',
    'Kleppmann, Designing Data-Intensive Applications, 2017, ch. 5',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const { replicas } = component;
      if (replicas?.ship?.what !== 'statement') continue;
      const ship = replicas.ship;
      for (const { item } of kept(facts, component)) {
        if (!isNondeterministic(item)) continue;
        const rate = busiestRate(facts, writesOf(facts, component.id, item.id));
        const daily = rate * 86_400;
        yield {
          at: ship.id,
          message:
            `\`${component.id}\` ships statements, and the values written to \`${item.id}\` depend on time or chance: each follower computes its own` +
            (daily > 0
              ? `, ${sayCount(daily)} values a day on ${sayNumber(replicas.count - 1)} ${replicas.count === 2 ? 'follower' : 'followers'}.`
              : '.'),
          related: [{ at: item.settings.deterministic?.id ?? item.id, message: 'not deterministic' }],
          help: 'Ship rows or the write-ahead log: `ship row`.',
          fixes: [{ title: 'Ship rows', edits: [{ kind: 'replace', at: ship.id, text: 'ship row' }] }],
        };
      }
    }
  },
};

function isNondeterministic(item: DataItem): boolean {
  const value = item.settings.deterministic?.value;
  return value?.kind === 'symbol' && value.name === 'off';
}
