import { applyWork } from '../../catalogue/apply-work.js';
import type { Id, Reference } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import { type Popularity, popularityGroups } from '../cache/popularity.js';
import { distributionMean, squaredVariation } from '../distribution/moments.js';
import { ggc } from '../queueing/ggc.js';
import { staleWithExponentialLag } from '../reliability/replica-staleness.js';
import type { Configuration } from './configuration.js';
import { dataOwner, numberOf, workLaw } from './effective.js';
import { popularityOf } from './popularity-of.js';
import type { Solution } from './solve-network.js';

/** Age of what followers have, in seconds. */
export interface Lag {
  readonly mean: number;
  readonly p99: number;
  /** Why it grows without bound; the figures are then infinite. */
  readonly reason?: string;
}

/** Writes per second of each data item at a component; `publish` counts for queues. */
export function writeRates(component: Id, { network, visits }: Solution): ReadonlyMap<Id, number> {
  const rates = new Map<Id, number>();
  for (const node of network.callsOf.get(component) ?? []) {
    if (node.data === undefined || (node.operation !== 'write' && node.operation !== 'publish')) continue;
    rates.set(node.data, (rates.get(node.data) ?? 0) + (visits.rates[node.index] ?? 0));
  }
  return rates;
}

export const total = (rates: ReadonlyMap<Id, number>): number =>
  [...rates.values()].reduce((sum, rate) => sum + rate, 0);

/**
 * Lag of followers behind their leader: half a round trip, then the queue of the applier and the application itself.
 *
 * Each shard has its own log, applied by one applier (or as many as `apply parallel` says) as M/G/c. The law is taken as
 * exponential behind the constant one-way delay. Followers that acknowledge before the answer (`sync`, `semi_sync`, a
 * majority) have the write by then, but may not have applied it.
 */
export function replicationLag(of: Configuration, solution: Solution): Lag | undefined {
  const { component, copies, shards } = of;
  if (copies === undefined || copies.count <= 1 || copies.topology === 'leaderless') return undefined;
  // A service that brings its own copies keeps them up with its own machines, of which nothing is known here.
  if (component.replicas === undefined) return undefined;
  // Consensus groups are read through their leader unless the design says otherwise: then nobody sees a lag.
  if (copies.topology === 'consensus' && followerReadShare(component.id, solution) === 0) return undefined;
  const trips = solution.network.distances.toCopies(component, copies.count);
  const farthest = trips.at(-1)?.mean ?? 0;
  const apply = component.replicas?.apply;
  const law = applyWork(component) ?? workLaw(component, component.kind === 'queue' ? 'publish' : 'write');
  const writers = copies.topology === 'multi_leader' ? (copies.count - 1) / copies.count : 1;
  const arrivalRate = total(writeRates(component.id, solution)) * of.hottestShare * writers;
  const partitions = component.kind === 'queue' ? (of.partitions ?? 1) : shards;
  const each = component.kind === 'queue' ? total(writeRates(component.id, solution)) / partitions : arrivalRate;
  const parallel = Math.max(1, Math.round(apply?.parallel ?? (component.kind === 'queue' ? of.cores : 1)));
  const meanService = distributionMean(law);
  const { meanResponse, reason } = ggc({
    arrivalRate: each,
    meanService,
    serviceScv: squaredVariation(law),
    servers: parallel,
  });
  if (reason !== undefined) {
    const behind = each * meanService - parallel;
    const grows = behind > 0 ? `: it grows by ${((60 * behind) / (each * meanService)).toPrecision(3)} s a minute` : '';
    return {
      mean: Infinity,
      p99: Infinity,
      reason: `followers apply ${(parallel / meanService).toPrecision(4)} writes/s, ${each.toPrecision(4)}/s come${grows}`,
    };
  }
  return { mean: farthest / 2 + meanResponse, p99: farthest / 2 + meanResponse * Math.log(100) };
}

/** Share of the reads of a store that its followers answer, reads per second as weights. */
export function followerReadShare(component: Id, { network, visits }: Solution): number {
  let reads = 0;
  let behind = 0;
  for (const node of network.callsOf.get(component) ?? []) {
    if (node.operation !== 'read' && node.operation !== 'query') continue;
    const answer = network.services[node.index]?.answer;
    const rate = visits.rates[node.index] ?? 0;
    reads += rate;
    if (answer?.kind === 'single' && answer.role === 'follower') behind += rate * (1 - answer.leaderShare);
    if (answer?.kind === 'single' && answer.role === 'main' && answer.leaderShare === 0) behind += rate;
  }
  return reads > 0 ? behind / reads : 0;
}

/** Reads by how often the item they are for is updated: shares sum to 1, rates are per second. */
export type UpdateRates = readonly { readonly share: number; readonly rate: number }[];

/**
 * How often the items that are read are updated, by flows and by what `updated` says.
 *
 * Writes follow the popularity of the data as reads do: a hot item is read much and updated much, a cold one neither. Of
 * several data items the one updated most counts.
 */
export function updateRatesSeen(
  items: readonly Reference[],
  writes: ReadonlyMap<Id, number>,
  lookup: Lookup,
): UpdateRates {
  let most: UpdateRates = [];
  for (const { to } of items) {
    const item = lookup.data.get(to);
    if (item === undefined) continue;
    const owner = dataOwner(item);
    const written = writes.get(to) ?? 0;
    const alone = numberOf(owner, 'updated') ?? 0;
    const rates = classes(popularityOf(item), numberOf(owner, 'count') ?? 1).map(({ share, each }) => ({
      share,
      rate: written * each + alone,
    }));
    if (meanRate(rates) > meanRate(most)) most = rates;
  }
  return most;
}

/** Share of reads that `isStale` of an item updated at the given rate. */
export function staleShare(rates: UpdateRates, isStale: (rate: number) => number): number {
  return rates.reduce((sum, { share, rate }) => sum + share * isStale(rate), 0);
}

const meanRate = (rates: UpdateRates): number => rates.reduce((sum, { share, rate }) => sum + share * rate, 0);

interface PopularityClass {
  /** Share of all requests that are for the class. */
  readonly share: number;
  /** Share of all requests that are for one of its objects, on average over requests. */
  readonly each: number;
}

const CLASSES = 32;

/** The objects in a few classes of like popularity, each of about the same share of requests. */
function classes(popularity: Popularity, objects: number): readonly PopularityClass[] {
  const key = `${JSON.stringify(popularity)} ${objects}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found: PopularityClass[] = [];
  let share = 0;
  let weighted = 0;
  const close = (): void => {
    if (share > 0) found.push({ share, each: weighted / share });
    share = 0;
    weighted = 0;
  };
  for (const { count, each } of popularityGroups(popularity, objects)) {
    share += count * each;
    weighted += count * each * each;
    if (share >= 1 / CLASSES) close();
  }
  close();
  if (remembered.size > 1000) remembered.clear();
  remembered.set(key, found);
  return found;
}

const remembered = new Map<string, readonly PopularityClass[]>();

/** Probability that a read of a follower finds an older version, with an exponential lag. */
export const staleProbability = (updateRate: number, lag: number): number =>
  lag === Infinity ? 1 : staleWithExponentialLag(updateRate, lag);
