/** A cache that acknowledges writes before the store has them. */
import { symbol } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import { sayCount, sayRate } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import type { Operation } from '../../flow/operations.js';
import type { Rule } from '../rule.js';
import { busiestRate, required } from '../step-rates.js';

export const writeBackLoss: Rule = {
  id: 'write-back-loss',
  family: 'caching',
  severity: 'error',
  summary: 'Durable data written to a write-back cache: a crash loses what the store has not heard of.',
  concept: 'write-back caching',
  sources: [
    'Hennessy, Patterson, Computer Architecture: A Quantitative Approach, app. B: write back and write through',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const mode = symbol(component, 'write_mode');
      const durability = facts.stores.get(component.id)?.durability;
      // With a log or copies of its own the cache keeps its word.
      if (
        component.kind !== 'cache' ||
        mode?.value !== 'back' ||
        durability === 'logged' ||
        durability === 'replicated'
      )
        continue;
      for (const { to } of component.caches) {
        const need = required(facts.lookup.data.get(to), 'durable');
        if (need === undefined) continue;
        const writes = writesThrough(facts, component, to);
        const rate = busiestRate(facts, writes);
        yield {
          at: mode.id ?? component.id,
          message:
            `\`${component.id}\` acknowledges a write of \`${to}\` before any store has it: a crash loses all that is not written back yet` +
            `${rate > 0 ? `, ${sayCount(rate)} for each second of delay (${sayRate(rate)})` : ''}.`,
          related: [
            { at: need.id, message: 'required here' },
            ...writes.slice(0, 2).map(({ step }) => ({ at: step.id, message: 'written here' })),
          ],
          help: 'Write through the cache to the store before acknowledging: `write_mode through`.',
          fixes: [
            { title: 'Write through', edits: [{ kind: 'set', into: component.id, clause: 'write_mode through' }] },
          ],
        };
      }
    }
  },
};

/** Writes to the cache itself, or to the store behind it. */
function writesThrough(facts: Facts, cache: Component, data: Id): Operation[] {
  const stores = new Set((facts.lookup.storesOf.get(data) ?? []).map(({ id }) => id));
  const all = facts.operations.filter((one) => one.kind === 'write' && one.data === data);
  const own = all.filter(({ target }) => target === cache.id);
  return own.length > 0 ? own : all.filter(({ target }) => stores.has(target));
}
