import { applyWork } from '../../catalogue/apply-work.js';
import type { Id } from '../../design/design.js';
import { distributionMean, squaredVariation } from '../distribution/moments.js';
import { ggc } from '../queueing/ggc.js';
import { type AgeLaw, CURRENT, delayed, evenlyOld, LOST } from '../reliability/replica-staleness.js';
import type { Configuration } from './configuration.js';
import { acknowledgements } from './demand.js';
import { numberOf, workLaw } from './effective.js';
import type { Solution } from './solve-network.js';
import { total, writeRates } from './writes.js';

/** Age of what followers have, in seconds. */
export interface Lag {
  /** Of the follower farthest away. */
  readonly mean: number;
  readonly p99: number;
  /** Of any of the followers that have not acknowledged a write before its answer, all alike often. */
  readonly age: AgeLaw;
  /** Why it grows without bound; the figures are then infinite. */
  readonly reason?: string;
}

/**
 * Lag of followers behind their leader: half a round trip, then the queue of the applier and the application itself.
 *
 * Each shard has its own log, applied by one applier (or as many as `apply parallel` says) as M/G/c. The law is taken as
 * exponential behind the constant one-way delay. Followers that acknowledge before the answer (`sync`, `semi_sync`, a
 * majority) apply as late as the others; the writer waits for them, so nobody misses what was acknowledged.
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
      age: LOST,
      reason: `followers apply ${(parallel / meanService).toPrecision(4)} writes/s, ${each.toPrecision(4)}/s come${grows}`,
    };
  }
  // The nearest followers are the first to acknowledge.
  const behind = trips.slice(acknowledgements(of, copies.count));
  const age = oneOf(behind.map((trip) => delayed(trip.mean / 2, meanResponse)));
  return { mean: farthest / 2 + meanResponse, p99: farthest / 2 + meanResponse * Math.log(100), age };
}

function oneOf(laws: readonly AgeLaw[]): AgeLaw {
  const [first] = laws;
  if (first === undefined) return CURRENT;
  const mean = (value: (law: AgeLaw) => number) => laws.reduce((sum, law) => sum + value(law), 0) / laws.length;
  return { exceeds: (t) => mean((law) => law.exceeds(t)), stale: (rate) => mean((law) => law.stale(rate)) };
}

/** What is refreshed every T (views, indexes, warehouses) is anything from 0 to T behind. */
export function refreshLag({ component }: Configuration): Lag | undefined {
  const refresh = numberOf(component, 'refresh');
  return refresh === undefined || !(refresh > 0)
    ? undefined
    : { mean: refresh / 2, p99: refresh * 0.99, age: evenlyOld(refresh) };
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
