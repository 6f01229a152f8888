import type { DataItem, Id } from '../../design/design.js';
import { popularityGroups } from '../cache/popularity.js';
import type { ComponentEstimate } from '../estimate.js';
import {
  type AgeLaw,
  staleWithEvenAge,
  staleWithFixedLag,
  staleWithSlidingLife,
} from '../reliability/replica-staleness.js';
import type { SolvedPool } from './component-estimate.js';
import type { Configuration } from './configuration.js';
import { copiesNeeded } from './copies-needed.js';
import { acknowledgements } from './demand.js';
import { numberOf, wordOf } from './effective.js';
import { isTold } from './hit-ratio.js';
import { itemCount, missingCount, updateRate } from './item-count.js';
import { ownReads } from './own-reads.js';
import type { CallNode } from './plan.js';
import { popularityOf } from './popularity-of.js';
import { quorumFigures, staleQuorumRead } from './quorum-figures.js';
import type { Lag } from './replication-lag.js';
import type { Solution } from './solve-network.js';
import { writeRates, writesBehind } from './writes.js';

type StaleFigures = Pick<ComponentEstimate, 'staleReadProbability' | 'staleReads' | 'readAfterWriteMissProbability'>;

/** A share of reads, or why it is unknown. */
type Share = number | { readonly reason: string };

/**
 * Stale reads of what keeps data: the share of the reads asked of it that are answered with an older version, over all reads
 * and by data item, and the share of reads of what the same flow wrote just before that miss it.
 *
 * Nothing is said of what nobody reads, and of own writes only where a flow writes and then reads here.
 */
export function staleReads(
  of: Configuration,
  main: SolvedPool | undefined,
  solution: Solution,
  lag: Lag | undefined,
  reasons: Record<string, string>,
): StaleFigures {
  const { component } = of;
  const { network, visits } = solution;
  const own = ownReads(solution);
  const written = writeRates(component.id, solution);
  const all = new Weighted();
  const items = new Map<Id, Weighted>();
  const missed = new Weighted();
  const isOfCaches = cachedOnly(of);
  for (const node of network.callsOf.get(component.id) ?? []) {
    const rate = visits.rates[node.index] ?? 0;
    const item = network.lookup.data.get(node.data ?? '');
    if ((node.operation !== 'read' && node.operation !== 'query') || item === undefined || !(rate > 0)) continue;
    const isCached = isOfCaches(item.id);
    const age = isCached ? undefined : ageOf(node, of, main, solution, lag);
    const stale = isCached ? staleEntries(of, item, solution) : staleCopies(item, written.get(item.id) ?? 0, age);
    const ofItem = items.get(item.id) ?? new Weighted();
    items.set(item.id, ofItem);
    for (const sum of [all, ofItem]) sum.add(rate, stale);
    const after = own.get(node.index)?.after;
    if (after === undefined || isCached) continue;
    missed.add(rate, age === undefined ? 0 : 'reason' in age ? age : age.exceeds(after));
  }
  if (all.isEmpty) return {};
  if (all.reason !== undefined) reasons.staleReadProbability = all.reason;
  if (missed.reason !== undefined) reasons.readAfterWriteMissProbability = missed.reason;
  return {
    staleReadProbability: all.value,
    staleReads: Object.fromEntries([...items].map(([id, share]) => [id, share.value])),
    ...(missed.isEmpty ? {} : { readAfterWriteMissProbability: missed.value }),
  };
}

/** A mean of shares with rates as weights; unknown as soon as one of them is. */
class Weighted {
  private weight = 0;
  private sum = 0;
  reason: string | undefined;

  add(rate: number, share: Share): void {
    this.weight += rate;
    if (typeof share === 'number') this.sum += rate * share;
    else this.reason ??= share.reason;
  }

  get isEmpty(): boolean {
    return this.weight === 0;
  }

  get value(): number | null {
    return this.reason !== undefined || this.isEmpty ? null : Math.min(1, Math.max(0, this.sum / this.weight));
  }
}

/** Whether data is here as a copy of what a store keeps. */
function cachedOnly({ component }: Configuration): (data: Id) => boolean {
  const cached = new Set(component.caches.map(({ to }) => to));
  for (const { to } of component.stores) cached.delete(to);
  const isCache = component.kind === 'cache' || component.kind === 'cdn';
  return (data) => isCache && cached.has(data);
}

function staleCopies(item: DataItem, written: number, age: AgeLaw | { readonly reason: string } | undefined): Share {
  if (age === undefined) return 0;
  const rate = updateRate(item, written);
  // A copy that is never behind is never stale, however often the item changes.
  if (rate === undefined) return 'reason' in age || age.stale(Number.MAX_VALUE) > 0 ? unknownCount(item) : 0;
  if (!(rate > 0)) return 0;
  return 'reason' in age ? age : age.stale(rate);
}

/** How old the answer to a read is; `undefined`: as new as anything. */
function ageOf(
  node: CallNode,
  of: Configuration,
  main: SolvedPool | undefined,
  solution: Solution,
  lag: Lag | undefined,
): AgeLaw | { readonly reason: string } | undefined {
  const { copies } = of;
  if (copies?.topology === 'leaderless' && copies.count > 1) return quorumAge(node, of, main, solution);
  const share = copies === undefined || copies.count <= 1 ? 1 : shareBehind(node, of, solution);
  if (lag === undefined) {
    const isBehind = copies !== undefined && copies.count > 1 && share > 0;
    return isBehind
      ? { reason: 'unknown: the copies are the service’s own, and nothing says how far they are behind' }
      : undefined;
  }
  if (!(share > 0)) return undefined;
  const ownShare = copies?.topology === 'multi_leader' ? elsewhere(of, solution) : share;
  return { exceeds: (t) => ownShare * lag.age.exceeds(t), stale: (rate) => share * lag.age.stale(rate) };
}

/** Share of the requests of one caller that go to another leader than the one before: to one in its own region where there is one. */
function elsewhere({ component, copies }: Configuration, { network }: Solution): number {
  const regions = new Set(network.distances.placesOf(component).map(({ region }) => region)).size;
  return 1 - 1 / Math.max(1, Math.round((copies?.count ?? 1) / Math.max(1, regions)));
}

/** Share of the answers to a read that come from a copy which need not have every acknowledged write. */
function shareBehind(node: CallNode, of: Configuration, solution: Solution): number {
  const { component, copies } = of;
  if (copies === undefined || copies.count <= 1) return 0;
  if (copies.topology === 'multi_leader') {
    if (acknowledgements(of, copies.count) > 0) return 0;
    const sticky = component.replicas?.settings.sessions?.value;
    return sticky?.kind === 'symbol' && sticky.name === 'sticky' ? 0 : 1 - 1 / copies.count;
  }
  const answer = solution.network.services[node.index]?.answer;
  if (answer?.kind !== 'single') return 0;
  const followers = answer.role === 'follower' || answer.leaderShare === 0 ? 1 - answer.leaderShare : 0;
  // Followers that acknowledged have it; with exponential lags the others are then as far behind as ever.
  return followers * (1 - Math.min(1, acknowledgements(of, copies.count) / (copies.count - 1)));
}

/** The WARS model with the levels of the read and of the writes of the same data. */
function quorumAge(
  node: CallNode,
  of: Configuration,
  main: SolvedPool | undefined,
  solution: Solution,
): AgeLaw | { readonly reason: string } | undefined {
  const count = of.copies?.count ?? 1;
  const writes = (solution.network.callsOf.get(of.component.id) ?? []).filter(
    ({ operation, data }) => operation === 'write' && data === node.data,
  );
  const fewest = writes.reduce<CallNode['level']>((least, { level }) => {
    const own = level ?? of.copies?.write;
    return least === undefined || copiesNeeded(own, count) < copiesNeeded(least, count) ? own : least;
  }, undefined);
  const levels = {
    ...(node.level === undefined ? {} : { read: node.level }),
    ...(fewest === undefined ? {} : { write: fewest }),
  };
  const figures = quorumFigures(of, solution, main?.measures.meanResponse ?? 0, levels);
  if (figures === undefined) return { reason: 'the copies do not keep up, so how late they have a write is unknown' };
  if (!(figures.visibility > 0) && !(figures.missed(0) > 0)) return undefined;
  return { exceeds: figures.missed, stale: (rate) => staleQuorumRead(figures, rate) };
}

/**
 * Reads through a cache that a hit answers with an older version. Misses are answered by the store and count as fresh.
 *
 * A hit finds an entry of any age up to the time to live alike, since requests are Poisson (an eviction only makes entries
 * younger); with a sliding one as old as its item is asked for without a pause. Entries that writers remove are stale only
 * while the message is on its way.
 */
function staleEntries(of: Configuration, item: DataItem, solution: Solution): Share {
  const { component } = of;
  if (item.requires.some(({ name }) => name === 'immutable')) return 0;
  const mode = wordOf(component, 'write_mode');
  const passesThrough = mode === 'through' || mode === 'back';
  const rate = updateRate(
    item,
    passesThrough ? 0 : (writesBehind(component, solution.network, solution.visits).get(item.id) ?? 0),
  );
  if (rate === undefined) return unknownCount(item);
  if (!(rate > 0)) return 0;
  const cache = solution.caches.get(component.id);
  const hit = cache?.hits.reason === undefined ? cache?.hits.of.get(item.id) : undefined;
  if (hit === undefined) return { reason: `unknown: ${cache?.hits.reason ?? 'its hits are not estimated'}` };
  if (isTold(component)) return hit * staleWithFixedLag(rate, removalTime(of, item.id, solution));
  const lifetime = numberOf(component, 'ttl');
  if (lifetime === undefined) return { reason: 'entries have no time to live: their age has no bound' };
  if (wordOf(component, 'ttl_kind') !== 'sliding') return hit * staleWithEvenAge(rate, lifetime);
  const items = itemCount(item);
  if (items === undefined) return unknownCount(item);
  const asked = cache?.reads.get(item.id) ?? 0;
  let [hits, stale] = [0, 0];
  for (const { count, each } of popularityGroups(popularityOf(item), items)) {
    const hitsOfGroup = count * each * -Math.expm1(-each * asked * lifetime);
    hits += hitsOfGroup;
    stale += hitsOfGroup * staleWithSlidingLife(rate, each * asked, lifetime);
  }
  return hits > 0 ? (hit * stale) / hits : 0;
}

/** Mean seconds from a write being done at its store to its removal from the cache: half a round trip and the cache's response. */
function removalTime({ component }: Configuration, data: Id, solution: Solution): number {
  const { distances, lookup } = solution.network;
  const stores = (lookup.storesOf.get(data) ?? []).filter(({ id }) => id !== component.id);
  const way = Math.max(0, ...stores.map((store) => distances.between(store, component).mean / 2));
  const response = solution.pools[solution.network.indexOf(component.id, 'main')]?.meanResponse ?? 0;
  return (Number.isFinite(way) ? way : 0) + (Number.isFinite(response) ? response : 0);
}

const unknownCount = (item: DataItem): Share => ({ reason: `unknown: ${missingCount(item)}` });
