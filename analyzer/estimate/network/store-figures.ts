import type { Component, Id } from '../../design/design.js';
import type { ComponentEstimate } from '../estimate.js';
import { ownWriteMissed } from '../reliability/replica-staleness.js';
import { type Backlogs, queueBacklog, type Spike } from './backlog.js';
import type { SolvedPool } from './component-estimate.js';
import { type Configuration, machinesOf } from './configuration.js';
import { numberOf } from './effective.js';
import { finiteOrNull, percentiles } from './percentiles.js';
import { quorumFigures, staleQuorumRead } from './quorum-figures.js';
import { recovery } from './recovery.js';
import {
  followerReadShare,
  type Lag,
  replicationLag,
  staleProbability,
  staleShare,
  type UpdateRates,
  updateRatesSeen,
  writeRates,
} from './replication-lag.js';
import type { Solution } from './solve-network.js';
import { storageOf } from './storage.js';

/** The figures that only what keeps data has. */
export type StoreFigures = Partial<ComponentEstimate>;

/** Hours of an average month. */
const MONTH = 730 * 3600;

/** Lag, staleness, quorums, recovery, backlog, storage and cost of a component. */
export function storeFigures(
  of: Configuration,
  main: SolvedPool | undefined,
  solution: Solution,
  spike: Spike | undefined,
): StoreFigures {
  const reasons: Record<string, string> = {};
  const figures = {
    ...staleness(of, main, solution, reasons),
    ...backlogs(of.component.kind === 'queue' ? queueBacklog(of.component.id, solution, spike) : undefined, reasons),
    ...kept(of, solution, reasons),
    ...cost(of),
  };
  return { ...figures, reasons };
}

function staleness(
  of: Configuration,
  main: SolvedPool | undefined,
  solution: Solution,
  reasons: Record<string, string>,
): StoreFigures {
  const { component } = of;
  const lag = replicationLag(of, solution) ?? refreshLag(of);
  const isCache = component.kind === 'cache' || component.kind === 'cdn';
  const writes = isCache ? writesElsewhere(component, solution) : writeRates(component.id, solution);
  const updates = updateRatesSeen(isCache ? component.caches : held(component), writes, solution.network.lookup);
  const recovered = recovery(of, solution, lag);
  Object.assign(reasons, recovered?.reasons);
  if (lag?.reason !== undefined) reasons.replicationLag = lag.reason;
  const quorum = quorumFigures(of, solution, main?.measures.meanResponse ?? 0);
  const commit = commitLatency(of, solution);
  return {
    ...(lag === undefined ? {} : { replicationLag: { mean: finiteOrNull(lag.mean), p99: finiteOrNull(lag.p99) } }),
    ...(quorum === undefined
      ? {}
      : {
          quorum: quorum.quorum,
          staleReadProbability: staleShare(updates, (rate) => staleQuorumRead(quorum, rate)),
          readAfterWriteMissProbability: quorum.missed(0),
        }),
    ...(quorum === undefined && lag !== undefined ? behindLeader(of, lag, updates, solution) : {}),
    ...(isCache && component.caches.length > 0 ? staleEntries(of, updates, reasons) : {}),
    ...(commit === undefined ? {} : { commitLatency: commit }),
    ...(recovered === undefined
      ? {}
      : { rpo: recovered.rpo, rto: recovered.rto, electionDowntime: recovered.electionDowntime }),
  };
}

const held = (component: Component) => [...component.stores, ...component.caches, ...component.carries];

/** Writes per second of what a cache holds copies of, at the stores behind it. */
function writesElsewhere(cache: Component, solution: Solution): ReadonlyMap<Id, number> {
  const rates = new Map<Id, number>();
  for (const { to } of cache.caches) {
    for (const store of solution.network.lookup.storesOf.get(to) ?? []) {
      if (store.id === cache.id) continue;
      rates.set(to, (rates.get(to) ?? 0) + (writeRates(store.id, solution).get(to) ?? 0));
    }
  }
  return rates;
}

/** Views and indexes that refresh every T are T/2 behind on average. */
function refreshLag({ component }: Configuration): Lag | undefined {
  const refresh =
    component.kind === 'materialized_view' || component.kind === 'search' ? numberOf(component, 'refresh') : undefined;
  return refresh === undefined ? undefined : { mean: refresh / 2, p99: refresh * 0.99 };
}

function behindLeader(of: Configuration, lag: Lag, updates: UpdateRates, solution: Solution): StoreFigures {
  const { copies, component } = of;
  const isView = copies === undefined || copies.count <= 1;
  const spread = copies?.topology === 'multi_leader' ? 1 - 1 / copies.count : followerReadShare(component.id, solution);
  const share = isView ? 1 : spread;
  // A client that comes back from another copy needs at least one more round trip inside the region.
  const between = solution.network.distances.toCopies(component, copies?.count ?? 1)[0]?.mean ?? 0;
  return {
    staleReadProbability: share * staleShare(updates, (rate) => staleProbability(rate, lag.mean)),
    readAfterWriteMissProbability: share * (lag.mean === Infinity ? 1 : ownWriteMissed(between, lag.mean)),
  };
}

/** A cached entry is as old as its time to live at most, half of it on average. */
function staleEntries(
  { component }: Configuration,
  updates: UpdateRates,
  reasons: Record<string, string>,
): StoreFigures {
  const invalidated = component.settings.invalidate?.value;
  if (invalidated?.kind === 'symbol' && invalidated.name === 'on_write') return { staleReadProbability: 0 };
  const lifetime = numberOf(component, 'ttl');
  if (lifetime === undefined) {
    reasons.staleReadProbability = 'entries have no time to live: their age has no bound';
    return { staleReadProbability: updates.some(({ rate }) => rate > 0) ? null : 0 };
  }
  return {
    staleReadProbability: staleShare(updates, (rate) => {
      // Mean over ages spread evenly from 0 to the lifetime of 1 - e^{-u age}.
      const age = lifetime * rate;
      return age > 1e-6 ? 1 - -Math.expm1(-age) / age : age / 2;
    }),
  };
}

function commitLatency(of: Configuration, solution: Solution): ComponentEstimate['commitLatency'] {
  const { network, visits, walker } = solution;
  let busiestWrite: number | undefined;
  for (const node of network.callsOf.get(of.component.id) ?? []) {
    if (node.operation !== 'write' && node.operation !== 'publish') continue;
    if (busiestWrite === undefined || (visits.rates[node.index] ?? 0) > (visits.rates[busiestWrite] ?? 0))
      busiestWrite = node.index;
  }
  const node = network.callsOf.get(of.component.id)?.find((call) => call.index === busiestWrite);
  return node === undefined ? undefined : percentiles(walker.ownLatency(node));
}

function backlogs(found: Backlogs | undefined, reasons: Record<string, string>): StoreFigures {
  if (found === undefined) return {};
  const { reasons: why, ...figures } = found;
  Object.assign(reasons, why);
  return figures;
}

function kept(of: Configuration, solution: Solution, reasons: Record<string, string>): StoreFigures {
  const found = storageOf(of, solution);
  if (found === undefined) return {};
  Object.assign(reasons, found.reasons);
  return { storage: found.storage, storagePerDay: found.storagePerDay };
}

/** Every machine is paid for, idle or not. */
function cost(of: Configuration): StoreFigures {
  const price = numberOf(of.component, 'price');
  if (price === undefined) return {};
  return { costPerMonth: price * MONTH * machinesOf(of) };
}
