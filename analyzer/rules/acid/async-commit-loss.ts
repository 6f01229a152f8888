/** Acknowledged writes that are still in memory when the machine dies. */

import { technologyOf } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import type { Rule } from '../rule.js';
import { busiestRate, isCritical, kept, required, writesOf } from '../step-rates.js';

export const asyncCommitLoss: Rule = {
  id: 'async-commit-loss',
  family: 'acid',
  severity: 'error',
  summary: 'Durable data whose log is flushed after the acknowledgement: a crash loses the writes of that window.',
  concept: 'group commit and the loss window',
  sources: ['PostgreSQL documentation, Asynchronous Commit', 'Redis documentation, Persistence (appendfsync everysec)'],
  *check(facts) {
    for (const component of facts.design.components) {
      const store = facts.stores.get(component.id);
      if (store === undefined || store.durability !== 'window') continue;
      for (const { item } of kept(facts, component)) {
        const need = required(item, 'durable');
        if (need === undefined) continue;
        const rate = busiestRate(facts, writesOf(facts, component.id, item.id));
        yield {
          at: store.durabilityReason.at,
          // Without a known write rate the window is real but its size is not.
          severity: rate > 0 || isCritical(item) ? 'error' : 'warning',
          message:
            `\`${item.id}\` requires durable, but ${subject(component, store.durabilityReason.at)} flushes its log every ${sayTime(store.lossWindow)}, after it has acknowledged: ` +
            (rate > 0
              ? `a crash loses up to ${sayCount(Math.ceil(rate * store.lossWindow))} writes at ${sayRate(rate)}.`
              : `a crash loses up to ${sayTime(store.lossWindow)} of writes.`),
          related: [{ at: need.id, message: 'required here' }],
          help: 'Flush before acknowledging (`wal sync`); group commit keeps the cost of a flush shared.',
          fixes: [{ title: 'Use wal sync', edits: [{ kind: 'set', into: component.id, clause: 'wal sync' }] }],
        };
      }
    }
  },
};

/** A default is the technology's doing. */
function subject(component: Component, at: Id): string {
  const title = technologyOf(component.technology)?.title;
  return at === component.id && title !== undefined ? `${title} as shipped` : `\`${component.id}\``;
}
