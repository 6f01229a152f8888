import type { ComponentEstimate, Percentiles } from '../estimate.js';
import { type Backlogs, queueBacklog, type Spike } from './backlog.js';
import type { SolvedPool } from './component-estimate.js';
import { type Configuration, machinesOf } from './configuration.js';
import { numberOf } from './effective.js';
import { finiteOrNull, percentiles } from './percentiles.js';
import type { CallNode } from './plan.js';
import { type QuorumFigures, quorumFigures } from './quorum-figures.js';
import { recovery } from './recovery.js';
import { type Lag, refreshLag, replicationLag } from './replication-lag.js';
import type { Solution } from './solve-network.js';
import { staleReads } from './stale-reads.js';
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
  const lag = lagOf(of, solution);
  const recovered = recovery(of, solution, lag);
  Object.assign(reasons, recovered?.reasons);
  if (lag?.reason !== undefined) reasons.replicationLag = lag.reason;
  const quorum = quorumFigures(of, solution, main?.measures.meanResponse ?? 0);
  const commit = commitLatency(of, solution);
  return {
    ...(lag === undefined ? {} : { replicationLag: { mean: finiteOrNull(lag.mean), p99: finiteOrNull(lag.p99) } }),
    ...(quorum === undefined ? {} : { quorum: quorumLatency(of, solution, quorum) }),
    ...staleReads(of, main, solution, lag, reasons),
    ...(commit === undefined ? {} : { commitLatency: commit }),
    ...(recovered === undefined
      ? {}
      : { rpo: recovered.rpo, rto: recovered.rto, electionDowntime: recovered.electionDowntime }),
  };
}

/** Followers are behind by their lag, what is refreshed by its age on top. */
function lagOf(of: Configuration, solution: Solution): Lag | undefined {
  const copies = replicationLag(of, solution);
  const refreshed = refreshLag(of);
  if (copies === undefined || refreshed === undefined) return refreshed ?? copies;
  return { ...copies, mean: copies.mean + refreshed.mean, p99: copies.mean + refreshed.p99, age: refreshed.age };
}

function commitLatency(of: Configuration, solution: Solution): ComponentEstimate['commitLatency'] {
  return busiestLatency(of, solution, ({ operation }) => operation === 'write' || operation === 'publish');
}

/** Latencies of a quorum as flows see them, copies at their own distances; those of the model where nobody asks. */
function quorumLatency(
  of: Configuration,
  solution: Solution,
  { quorum }: QuorumFigures,
): NonNullable<ComponentEstimate['quorum']> {
  const latency = (wanted: string) =>
    busiestLatency(of, solution, ({ operation, level }) => operation === wanted && level === undefined);
  return { ...quorum, read: latency('read') ?? quorum.read, write: latency('write') ?? quorum.write };
}

/** Response of a component to the most frequent of the wanted calls. */
function busiestLatency(
  { component }: Configuration,
  { network, visits, walker }: Solution,
  isWanted: (call: CallNode) => boolean,
): Percentiles | undefined {
  let busiest: CallNode | undefined;
  for (const node of network.callsOf.get(component.id) ?? []) {
    if (!isWanted(node)) continue;
    if (busiest === undefined || (visits.rates[node.index] ?? 0) > (visits.rates[busiest.index] ?? 0)) busiest = node;
  }
  return busiest === undefined ? undefined : percentiles(walker.ownLatency(busiest));
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
