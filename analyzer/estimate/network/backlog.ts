import type { Id, Workload } from '../../design/design.js';
import { spikeBacklog } from '../reliability/backlog.js';
import { busiest } from './component-estimate.js';
import { numberOf } from './effective.js';
import type { PlanNode } from './plan.js';
import type { Solution } from './solve-network.js';
import { visitRates } from './visits.js';

/** Messages waiting, and what a spike adds. */
export interface Backlogs {
  readonly backlog: number | null;
  readonly backlogPeak: number | null;
  readonly drainTime: number | null;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Rates under the spikes of a workload, and how long the longest of them lasts. */
export interface Spike {
  readonly duration: number;
  /** Times the rate of each root; index is the root. */
  readonly factors: readonly number[];
}

/** The spikes of a workload, all at once; `undefined` when it has none. */
export function spikeOf(workload: Workload | undefined, solution: Solution): Spike | undefined {
  const spiking = (workload?.loads ?? []).filter((load) => load.spikes !== undefined);
  if (spiking.length === 0) return undefined;
  const { network, behaviour, visits } = solution;
  const factor = new Map(spiking.map((load) => [load.flow, load.spikes?.factor ?? 1]));
  const raised = visitRates(
    network,
    behaviour,
    (root) => (visits.rootRates[root.index] ?? 0) * (factor.get(root.flow) ?? 1),
  );
  const factors = network.plan.roots.map(({ index }) => {
    const before = visits.rootRates[index] ?? 0;
    return before > 0 ? (raised.rootRates[index] ?? 0) / before : 1;
  });
  return { duration: Math.max(...spiking.map((load) => load.spikes?.duration ?? 0)), factors };
}

/**
 * Backlog of a queue: what waits at its consumers in steady state, and the fluid peak and drain of a spike.
 *
 * Consumers take as many messages as their busiest station allows, everything else unchanged. Several consumers of one
 * queue are separate groups; the worst is reported.
 */
export function queueBacklog(queue: Id, solution: Solution, spike: Spike | undefined): Backlogs | undefined {
  const { network, visits } = solution;
  const consumers = network.plan.roots.filter((root) => root.queue === queue);
  if (consumers.length === 0) return undefined;
  const reasons: Record<string, string> = {};
  const room = roomOf(queue, network);
  let backlog: number | null = 0;
  let peak: number | null = spike === undefined ? null : 0;
  let drain: number | null = spike === undefined ? null : 0;
  for (const root of consumers) {
    const rate = visits.rootRates[root.index] ?? 0;
    const nodes = network.nodesOf(root);
    const load = Math.max(0, ...nodes.flatMap((node) => componentsOf(node)).map((id) => busiest(id, solution)));
    const capacity = load > 0 ? rate / load : Infinity;
    if (load >= 1) {
      backlog = room < Infinity ? room : null;
      const taken = Math.max(capacity, rate * servedShare(nodes, solution));
      if (backlog === null)
        reasons.backlog = `it grows by ${(rate - taken).toPrecision(3)} messages/s: ${rate.toPrecision(4)}/s come, consumers take ${taken.toPrecision(4)}/s`;
      reasons.drainTime = 'consumers are slower than producers: it never drains';
      drain = null;
    } else if (backlog !== null) {
      backlog = Math.max(backlog, waitingAt(queue, nodes, solution));
    }
    if (spike === undefined || peak === null) continue;
    const spiked = spikeBacklog(rate, rate * (spike.factors[root.index] ?? 1), capacity, spike.duration);
    const kept = Math.min(1, room / spiked.peak);
    peak = Math.max(peak, Number.isFinite(spiked.peak) ? spiked.peak * kept : 0);
    if (drain !== null) drain = Number.isFinite(spiked.drain) ? Math.max(drain, spiked.drain * kept) : null;
  }
  if (spike === undefined) reasons.backlogPeak = 'the workload has no spikes';
  if (spike === undefined && reasons.drainTime === undefined)
    reasons.drainTime = 'the workload has no spikes, so nothing piles up that could drain';
  return { backlog, backlogPeak: peak, drainTime: drain, reasons };
}

/** Messages that may wait; `Infinity` without a bound. */
function roomOf(queue: Id, { lookup }: Solution['network']): number {
  const component = lookup.components.get(queue);
  return (component === undefined ? undefined : numberOf(component, 'max_length')) ?? Infinity;
}

function componentsOf(node: PlanNode): readonly Id[] {
  return node.kind === 'call' ? [node.target] : node.kind === 'work' ? [node.at] : [];
}

/** Completions over arrivals where fewest are done; a share of 0 when what is full is no station (threads, locks). */
function servedShare(nodes: readonly PlanNode[], { network, pools }: Solution): number {
  let least = 1;
  for (const visit of nodes.flatMap((node) => network.visits[node.index] ?? [])) {
    const { arrivalRate, throughput } = pools[visit.pool] ?? { arrivalRate: 0, throughput: 0 };
    if (arrivalRate > 0) least = Math.min(least, throughput / arrivalRate);
  }
  return least < 1 ? least : 0;
}

/** Messages that wait for the first station of the consumer. */
function waitingAt(queue: Id, nodes: readonly PlanNode[], { network, pools, visits, walker }: Solution): number {
  const first = nodes.find((node) => node.kind === 'call' && node.operation === 'consume');
  const visit = first === undefined ? undefined : network.visits[first.index]?.[0];
  const measures = pools[visit?.pool ?? -1];
  if (first?.kind !== 'call' || measures === undefined || !(measures.arrivalRate > 0)) return 0;
  const own = measures.classWaits[visit?.of ?? 0] ?? measures.meanWait;
  const inHand = walker.consumers.get(`${first.target} ${queue}`)?.meanWait ?? 0;
  const wait = Math.max(own, inHand);
  return Number.isFinite(wait) ? (visits.rates[first.index] ?? 0) * wait : 0;
}
