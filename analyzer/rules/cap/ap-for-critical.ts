/** Money, carts, orders or stock on a store that is eventually consistent as configured. */
import { sayRate, sayRatio } from '../../design/say.js';
import { implies } from '../../guarantees/consistency.js';
import type { Rule } from '../rule.js';
import { busiestRate, isCritical, kept, worstFigure, writesOf } from '../step-rates.js';

export const apForCritical: Rule = {
  id: 'ap-for-critical',
  family: 'cap',
  severity: 'error',
  summary: 'Critical data on a store that keeps answering with old versions, as configured.',
  concept: 'CAP',
  sources: ['Gilbert, Lynch, Brewer’s Conjecture, SIGACT News 2002', 'Abadi, Consistency Tradeoffs in Modern Distributed Database System Design, Computer 2012'],
  *check(facts) {
    for (const component of facts.design.components) {
      const store = facts.stores.get(component.id);
      if (store === undefined || implies(store.consistency, 'read_your_writes')) continue;
      for (const { item, at } of kept(facts, component)) {
        if (!isCritical(item)) continue;
        const rate = busiestRate(facts, writesOf(facts, component.id, item.id));
        const stale = worstFigure(facts, component.id, 'staleReadProbability');
        const numbers = [
          rate > 0 ? `${sayRate(rate)} of writes` : '',
          stale > 0 ? `${sayRatio(stale)} of reads see an older version` : '',
        ].filter((part) => part !== '');
        yield {
          at,
          message:
            `\`${item.id}\` is critical, and \`${component.id}\` is eventually consistent as configured: ${store.consistencyReason.because}` +
            (numbers.length === 0 ? '.' : ` (${numbers.join('; ')}).`),
          related: [
            { at: store.consistencyReason.at, message: 'this makes it weak' },
            { at: item.settings.importance?.id ?? item.id, message: 'critical' },
          ],
          help: 'Read and write by quorum or at the leader, or keep it in a store that orders its writes.',
        };
      }
    }
  },
};
