/** A store that acknowledges durable writes without a log. */
import { sayCount, sayNumber, sayRate } from '../../design/say.js';
import { acknowledgedCopies } from '../../guarantees/store.js';
import type { Rule } from '../rule.js';
import { busiestRate, kept, required, writesOf } from '../step-rates.js';

export const unloggedWrites: Rule = {
  id: 'unlogged-writes',
  family: 'acid',
  severity: 'error',
  summary: 'Durable data in a store whose write-ahead log is switched off.',
  concept: 'write-ahead logging',
  sources: ['Mohan et al., ARIES, TODS 1992'],
  *check(facts) {
    for (const component of facts.design.components) {
      const { log } = component;
      if (log?.mode !== 'off') continue;
      for (const { item } of kept(facts, component)) {
        const need = required(item, 'durable');
        if (need === undefined) continue;
        const rate = busiestRate(facts, writesOf(facts, component.id, item.id));
        const copies = acknowledgedCopies(component);
        const when = copies > 1 ? `a power failure of the ${sayNumber(copies)} machines that acknowledge` : 'a crash';
        yield {
          at: log.id,
          severity: copies > 1 ? 'warning' : 'error',
          message:
            `\`${item.id}\` requires durable, but \`${component.id}\` keeps no log: ${when} loses every write since the last checkpoint` +
            (rate > 0 ? `, ${sayCount(rate * 60)} for each minute since (${sayRate(rate)}).` : '.'),
          related: [{ at: need.id, message: 'required here' }],
          help: 'Log before acknowledging: `wal sync`.',
          fixes: [{ title: 'Use wal sync', edits: [{ kind: 'set', into: component.id, clause: 'wal sync' }] }],
        };
      }
    }
  },
};
