/** Cached longer than the data may be old. */
import { quantity, symbol } from '../../catalogue/setting.js';
import { sayTime } from '../../design/say.js';
import type { Component, DataItem } from '../../design/design.js';
import type { Rule } from '../rule.js';

export const staleCache: Rule = {
  id: 'stale-cache',
  family: 'caching',
  severity: 'error',
  summary: 'A cache keeps an item longer than the data may be stale.',
  concept: 'bounded staleness',
  sources: ['RFC 9111, HTTP Caching, §4.2', 'Nishtala et al., Scaling Memcache at Facebook, NSDI 2013'],
  *check(facts) {
    for (const component of facts.design.components) {
      if (component.kind !== 'cache' && component.kind !== 'cdn') continue;
      if (symbol(component, 'invalidate')?.value === 'on_write') continue;
      const ttl = quantity(component, 'ttl');
      for (const { id, to } of component.caches) {
        const item = facts.lookup.data.get(to);
        if (item === undefined || item.requires.some(({ name }) => name === 'immutable')) continue;
        const bound = item.requires.find(({ within }) => within !== undefined);
        if (bound?.within === undefined) {
          if (ttl === undefined && changes(item)) yield forEver(component, item, id);
          continue;
        }
        if (ttl !== undefined && ttl.value <= bound.within) continue;
        yield {
          at: ttl?.id ?? id,
          message:
            ttl === undefined
              ? `\`${component.id}\` keeps \`${item.id}\` until it is evicted; it may be ${sayTime(bound.within)} old.`
              : `\`${component.id}\` keeps \`${item.id}\` for ${sayTime(ttl.value)}; it may be ${sayTime(bound.within)} old.`,
          related: [{ at: bound.id, message: 'the bound' }],
          help: `Set \`ttl ${sayTime(bound.within)}\` or less, or invalidate on write.`,
          fixes: [
            { title: `Set ttl ${sayTime(bound.within)}`, edits: [{ kind: 'set', into: component.id, clause: `ttl ${sayTime(bound.within)}` }] },
            { title: 'Invalidate on write', edits: [{ kind: 'set', into: component.id, clause: 'invalidate on_write' }] },
          ],
        };
      }
    }
  },
};

/** Data that says how often it is updated. */
function changes(item: DataItem): boolean {
  return (quantity({ kind: 'data', settings: item.settings }, 'updated')?.value ?? 0) > 0;
}

function forEver(component: Component, item: DataItem, at: string) {
  return {
    at,
    severity: 'warning' as const,
    message: `\`${item.id}\` is updated, and \`${component.id}\` has neither a time to live nor invalidation for it: an old version stays until it is evicted.`,
    related: [{ at: item.settings.updated?.id ?? item.id, message: 'it changes' }],
    help: 'Set a `ttl`, or `invalidate on_write`.',
    fixes: [{ title: 'Invalidate on write', edits: [{ kind: 'set' as const, into: component.id, clause: 'invalidate on_write' }] }],
  };
}
