/** What is personal or changes fast, at an edge. */
import { quantity, symbol } from '../../catalogue/setting.js';
import type { Component, DataItem, Id } from '../../design/design.js';
import { sayRatio, sayTime } from '../../design/say.js';
import { figureOf } from '../amount.js';
import type { Rule } from '../rule.js';

export const dynamicOnCdn: Rule = {
  id: 'dynamic-on-cdn',
  family: 'caching',
  severity: 'warning',
  summary: 'Personal or fast-changing data on a content delivery network.',
  concept: 'cacheability',
  sources: [
    'RFC 9111, HTTP Caching, §3 and §5.2.2.7 (private)',
    'Mertz, Nunes, Understanding Application-Level Caching in Web Applications, 2017',
  ],
  thresholds: { stale: { default: 0.5, summary: 'Share of answers that are out of date from which it is reported.' } },
  *check(facts) {
    for (const component of facts.design.components) {
      if (component.kind !== 'cdn') continue;
      for (const { id, to } of component.caches) {
        const item = facts.lookup.data.get(to);
        if (item === undefined) continue;
        if (symbol({ kind: 'data', settings: item.settings }, 'personal')?.value === 'on')
          yield personal(component, item, id);
        else {
          const stale = staleShare(component, item);
          if (stale === undefined || stale.share < facts.threshold('dynamic-on-cdn', 'stale')) continue;
          yield {
            at: id,
            message: `\`${item.id}\` changes every ${sayTime(1 / stale.updated)}, and \`${component.id}\` serves it for ${sayTime(stale.ttl)}: ${sayRatio(stale.share)} of its answers are out of date.`,
            related: [{ at: item.settings.updated?.id ?? item.id, message: 'it changes' }],
            help: 'Read it at the origin, keep it for a shorter time, or purge it when it changes (`invalidate on_write`).',
            fixes: [
              { title: 'Purge on write', edits: [{ kind: 'set', into: component.id, clause: 'invalidate on_write' }] },
            ],
          };
        }
      }
    }
  },
};

function personal(component: Component, item: DataItem, at: Id) {
  return {
    at,
    message: `\`${item.id}\` differs for each person: an answer that \`${component.id}\` keeps serves nobody else, or shows one person’s to another.`,
    related: [{ at: item.settings.personal?.id ?? item.id, message: 'personal' }],
    help: 'Serve it from the origin (`Cache-Control: private`), and keep at the edge what is the same for all.',
    fixes: [{ title: `Do not cache \`${item.id}\` at the edge`, edits: [{ kind: 'remove' as const, at }] }],
  };
}

/** Answers older than the last change: the mean of 1 − e^(−u·age) over ages spread evenly up to the lifetime. */
function staleShare(
  component: Component,
  item: DataItem,
): { readonly share: number; readonly ttl: number; readonly updated: number } | undefined {
  const ttl = quantity(component, 'ttl')?.value;
  const updated = figureOf(item, 'updated') ?? 0;
  if (ttl === undefined || updated <= 0 || ttl <= 0 || symbol(component, 'invalidate')?.value === 'on_write')
    return undefined;
  const changes = ttl * updated;
  return { share: 1 + Math.expm1(-changes) / changes, ttl, updated };
}
