/** Single rows asked of, or written to, a column store. */
import { technologyOf } from '../../catalogue/setting.js';
import { sayRate, sayTime } from '../../design/say.js';
import { distributionMean } from '../../estimate/distribution/moments.js';
import { workLaw } from '../../estimate/network/effective.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const pointReadsOnColumnar: Rule = {
  id: 'point-reads-on-columnar',
  family: 'stores',
  severity: 'warning',
  summary: 'Somebody waits for single rows to be read from or written to a columnar store.',
  concept: 'row and column orientation',
  sources: [
    'Stonebraker et al., C-Store, VLDB 2005',
    'Abadi, Madden, Hachem, Column-Stores vs. Row-Stores, SIGMOD 2008',
  ],
  *check(facts) {
    for (const one of facts.operations) {
      const { step, asynchronous } = one;
      const component = facts.lookup.components.get(one.target);
      if (component === undefined || asynchronous || (one.kind !== 'read' && one.kind !== 'write')) continue;
      if (component.kind !== 'warehouse' && technologyOf(component.technology)?.model !== 'columnar') continue;
      const rate = busiestRate(facts, [one]);
      const work = distributionMean(workLaw(component, one.kind));
      const verb = one.kind === 'read' ? 'reads' : 'writes';
      const pieces =
        one.kind === 'read'
          ? 'puts the row together from a block of every column'
          : 'opens a block of every column for one row';
      yield {
        at: step.id,
        message: `\`${one.caller ?? one.origin}\` ${verb} single \`${one.data}\` ${one.kind === 'read' ? 'from' : 'to'} \`${component.id}\`, which keeps columns: each ${pieces}, ${sayTime(work)}${rate > 0 ? ` at ${sayRate(rate)}` : ''}.`,
        related: [{ at: component.id, message: 'keeps columns' }],
        help:
          one.kind === 'read'
            ? 'Read single rows from a row store or a key-value store.'
            : 'Collect rows in a queue and load them in batches.',
      };
    }
  },
};
