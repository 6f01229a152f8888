/** Cached longer than the data may be old. */
import { quantity, symbol } from '../../catalogue/setting.js';
import type { Component, DataItem } from '../../design/design.js';
import { sayTime } from '../../design/say.js';
import type { Edit, Rule } from '../rule.js';

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
      const kind = symbol(component, 'ttl_kind');
      for (const { id, to } of component.caches) {
        const item = facts.lookup.data.get(to);
        const owners = (facts.lookup.storesOf.get(to) ?? []).filter((one) => one.id !== component.id);
        // What nobody else keeps is here in its newest version.
        if (item === undefined || owners.length === 0 || item.requires.some(({ name }) => name === 'immutable'))
          continue;
        const bound = item.requires.find(({ within }) => within !== undefined);
        if (bound?.within === undefined) {
          if (ttl === undefined && changes(item)) yield forEver(component, item, id);
          continue;
        }
        const isSliding = ttl !== undefined && kind?.value === 'sliding';
        if (ttl !== undefined && ttl.value <= bound.within && !isSliding) continue;
        const limit = sayTime(bound.within);
        const fresh = ttl !== undefined && ttl.value <= bound.within;
        const shorter: Edit[] = fresh ? [] : [{ kind: 'set', into: component.id, clause: `ttl ${limit}` }];
        const fixed: Edit[] = isSliding ? [{ kind: 'set', into: component.id, clause: 'ttl_kind fixed' }] : [];
        const told: Edit = { kind: 'set', into: component.id, clause: 'invalidate on_write' };
        yield {
          at: (fresh ? kind?.id : undefined) ?? ttl?.id ?? id,
          message: `${age(component, item, ttl?.value, isSliding)}; it may be ${limit} old.`,
          related: [{ at: bound.id, message: 'the bound' }],
          help: `Set \`${isSliding ? 'ttl_kind fixed' : `ttl ${limit}`}\`${isSliding ? '' : ' or less'}, or invalidate on write.`,
          fixes: [
            { title: fresh ? 'Count the ttl from the fill' : `Set ttl ${limit}`, edits: [...shorter, ...fixed] },
            { title: 'Invalidate on write', edits: [told] },
          ],
        };
      }
    }
  },
};

function age(component: Component, item: DataItem, ttl: number | undefined, isSliding: boolean): string {
  const keeps = `\`${component.id}\` keeps \`${item.id}\``;
  if (ttl === undefined) return `${keeps} until it is evicted`;
  return isSliding
    ? `${keeps} for ${sayTime(ttl)} after the last hit, so without end while it is asked for`
    : `${keeps} for ${sayTime(ttl)}`;
}

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
    fixes: [
      {
        title: 'Invalidate on write',
        edits: [{ kind: 'set' as const, into: component.id, clause: 'invalidate on_write' }],
      },
    ],
  };
}
