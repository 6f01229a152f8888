/** A cache that is filled from a copy which is behind. */
import { quantity, replication, symbol } from '../../catalogue/setting.js';
import type { Component, DataItem, ReadTarget } from '../../design/design.js';
import { sayRate, sayTime } from '../../design/say.js';
import type { Facts } from '../../facts.js';
import { figureOf } from '../amount.js';
import { type CachedRead, cachedReads } from '../cached-reads.js';
import type { Report, Rule } from '../rule.js';
import { busiestRate, required, writesOf } from '../step-rates.js';

/** Share of a bound that is worth a word: a time to live of a minute is not a minute to the millisecond. */
const notable = 0.01;

export const staleFill: Rule = {
  id: 'stale-fill',
  family: 'caching',
  severity: 'warning',
  summary: 'A cache is filled from an asynchronous replica: it keeps for a time to live what was old for a moment.',
  concept: 'stale sets',
  sources: ['Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, §3.2.1 and §5.1'],
  *check(facts) {
    const said = new Set<string>();
    for (const read of cachedReads(facts)) {
      const cache = facts.lookup.components.get(read.cache.target);
      const store = facts.lookup.components.get(read.origin.target);
      const item = facts.lookup.data.get(read.origin.data ?? '');
      if (cache === undefined || store === undefined || item === undefined) continue;
      const key = `${cache.id} ${store.id} ${item.id}`;
      if (said.has(key) || !isFromFollower(read, store) || !changes(facts, store, item)) continue;
      const report = reportOf(facts, read, cache, store, item);
      if (report === undefined) continue;
      said.add(key);
      yield report;
    }
  },
};

/** Whether a miss may be answered by a follower that does not have every acknowledged write. */
function isFromFollower({ origin }: CachedRead, store: Component): boolean {
  const copies = replication(store);
  if (copies?.topology !== 'leader' || copies.count < 2 || copies.mode === 'sync') return false;
  if (copies.mode === 'semi_sync' && (copies.acknowledgements ?? 1) >= copies.count - 1) return false;
  const stated: ReadTarget | undefined = origin.step.kind === 'read' ? origin.step.at : undefined;
  const level = stated ?? copies.read;
  return level === 'replica' || level === 'any' || level === 'nearest';
}

function changes(facts: Facts, store: Component, item: DataItem): boolean {
  if (required(item, 'immutable') !== undefined) return false;
  return writesOf(facts, store.id, item.id).length > 0 || (figureOf(item, 'updated') ?? 0) > 0;
}

/** Where entries are removed on write the old version comes back; where they only expire, the lag counts against the bound. */
function reportOf(
  facts: Facts,
  { cache: read, origin }: CachedRead,
  cache: Component,
  store: Component,
  item: DataItem,
): Report | undefined {
  const ttl = quantity(cache, 'ttl')?.value;
  const lag = Math.max(0, ...facts.estimates.map(({ components }) => components[store.id]?.replicationLag?.p99 ?? 0));
  const behind = lag > 0 ? `up to ${sayTime(lag)} behind (p99)` : 'that may be behind';
  const bound = item.requires.find(({ within }) => within !== undefined);
  const isTold = symbol(cache, 'invalidate')?.value === 'on_write';
  const isLate =
    bound?.within !== undefined && ttl !== undefined && ttl <= bound.within && ttl + lag > bound.within * (1 + notable);
  if (!isTold && !isLate) return undefined;
  const writes = writesOf(facts, store.id, item.id);
  const rate = busiestRate(facts, writes);
  const kept = ttl === undefined ? 'until it is evicted' : `for ${sayTime(ttl)}`;
  const chances = rate > 0 ? ` Each of ${sayRate(rate)} writes is a chance of it.` : '';
  return {
    at: origin.step.id,
    message: isTold
      ? `A write of \`${item.id}\` removes it from \`${cache.id}\`; the next read fills it from a follower of \`${store.id}\` ${behind}, and the old version stays ${kept}.${chances}`
      : `\`${cache.id}\` keeps \`${item.id}\` ${kept} and is filled from a follower of \`${store.id}\` ${behind}: together more than the ${sayTime(bound?.within ?? 0)} it may be old.`,
    related: [
      ...writes.slice(0, 1).map(({ step }) => ({ at: step.id, message: 'the write' })),
      ...(isTold || bound === undefined ? [] : [{ at: bound.id, message: 'the bound' }]),
    ],
    help: `Fill \`${cache.id}\` from the leader.`,
    fixes:
      read.step.kind === 'read' && read.step.at === undefined
        ? [{ title: 'Fill from the leader', edits: [{ kind: 'append', at: read.step.id, text: 'at leader' }] }]
        : [],
  };
}
