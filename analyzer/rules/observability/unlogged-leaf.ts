/** Time series in memory with nothing to recover them from. */
import { technologyOf } from '../../catalogue/setting.js';
import { sayCount, sayRate } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { busiestRate, kept, required, writesOf } from '../step-rates.js';

export const unloggedLeaf: Rule = {
  id: 'unlogged-leaf',
  family: 'observability',
  severity: 'warning',
  summary: 'In-memory time series (a Monarch-style leaf) without a recovery log.',
  concept: 'recovery log',
  sources: ['Adams et al., Monarch: Google’s Planet-Scale In-Memory Time Series Database, VLDB 2020, §4.1'],
  *check(facts) {
    for (const component of facts.design.components) {
      const technology = technologyOf(component.technology);
      const store = facts.stores.get(component.id);
      if (technology?.model !== 'time_series' || store === undefined || store.durability !== 'volatile') continue;
      const [first] = kept(facts, component);
      // What must be durable is the matter of the rules about logs.
      if (first === undefined || required(first.item, 'durable') !== undefined) continue;
      const rate = busiestRate(facts, writesOf(facts, component.id, first.item.id));
      yield {
        at: component.log?.id ?? component.id,
        message:
          `\`${component.id}\` keeps \`${first.item.id}\` in memory and writes no recovery log: a restart leaves a hole in every graph` +
          (rate > 0 ? `, and an hour of it is ${sayCount(rate * 3600)} points (${sayRate(rate)}).` : '.'),
        related: [{ at: first.at, message: 'kept here' }],
        help: 'Write a recovery log beside the memory; asynchronously is enough, so that collection never waits for it: `wal async every 1 s`.',
        fixes: [
          { title: 'Add a recovery log', edits: [{ kind: 'set', into: component.id, clause: 'wal async every 1 s' }] },
        ],
      };
    }
  },
};
