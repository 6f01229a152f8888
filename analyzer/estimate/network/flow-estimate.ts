import type { Flow, Id } from '../../design/design.js';
import type { FlowEstimate } from '../estimate.js';
import { messagesAtOnce } from './configuration.js';
import { answered } from './course.js';
import { type Availabilities, pathAvailability } from './flow-availability.js';
import { finiteOrNull, NO_PERCENTILES, percentiles } from './percentiles.js';
import type { PlanNode, Root } from './plan.js';
import type { Solution } from './solve-network.js';

/** Utilization of everything that can saturate, by component: the highest of each, at the largest size that it may grow to. */
export type Utilizations = ReadonlyMap<Id, number>;

/** The estimate of one flow from the solution of its network. */
export function flowEstimate(
  flow: Flow,
  solution: Solution,
  utilizations: Utilizations,
  availabilities: Availabilities,
): FlowEstimate {
  const roots = solution.network.plan.roots.filter((root) => root.flow === flow.id);
  const own = roots.filter((root) => root.body.nodes.length > 0);
  const root = own.find((candidate) => candidate.queue === undefined) ?? own[0] ?? roots[0];
  const reasons: Record<string, string> = {};
  const course = root === undefined ? undefined : solution.courses[root.index];
  const rate = root === undefined ? 0 : (solution.visits.rootRates[root.index] ?? 0);
  if (root === undefined || course === undefined) return emptyFlow(rate);
  const success = course.goes + course.ends;
  const latency = success > 0 ? percentiles(answered(course)) : NO_PERCENTILES;
  if (latency.mean === null)
    reasons.latency =
      whyEndless(root, solution) ??
      (success > 0 ? 'the mean does not exist: a part has no finite mean' : 'no request succeeds');
  const { maxRate, bottleneck } = ceiling(roots, rate, solution, utilizations, reasons);
  const up = pathAvailability(root.body, solution.network, availabilities, solution.behaviour.hits);
  return {
    rate,
    maxRate,
    bottleneck,
    latency,
    availability: finiteOrNull(up * success),
    breakdown: breakdown(root, solution),
    reasons,
    explanation: {
      method: isClosed(flow.id, solution)
        ? (solution.closed?.method ?? '')
        : 'open queueing network, responses composed as independent laws',
      assumptions: [
        'stations are independent of each other (as in product-form networks)',
        'percentiles are those of the sum of the parts, of requests that succeed',
        'availability: components fail independently and stay as they are for the whole request',
        ...(solution.network.distances.isPlaced ? [] : ['no regions are declared: network time is not counted']),
        ...(solution.hasSettled ? [] : ['retries, caches and rates did not settle: figures are of the last round']),
      ],
      source: 'Jackson, Management Science 10 (1963); Kelly, Reversibility and Stochastic Networks, §3',
    },
  };
}

function emptyFlow(rate: number): FlowEstimate {
  return {
    rate,
    maxRate: null,
    bottleneck: null,
    latency: NO_PERCENTILES,
    availability: null,
    breakdown: [],
    reasons: { latency: 'the flow has no steps that can be estimated' },
    explanation: { method: 'none', assumptions: [], source: '' },
  };
}

const isClosed = (flow: Id, { loads }: Solution) =>
  loads.some((load) => load.flow === flow && load.closed !== undefined);

function* nodesOf(roots: readonly Root[], solution: Solution): Generator<PlanNode> {
  for (const root of roots) yield* solution.network.nodesOf(root);
}

/** Scaling everything alike, the first station that this flow uses and that saturates sets its largest rate. */
function ceiling(
  roots: readonly Root[],
  rate: number,
  solution: Solution,
  utilizations: Utilizations,
  reasons: Record<string, string>,
): { readonly maxRate: number | null; readonly bottleneck: Id | null } {
  let bottleneck: Id | null = null;
  let highest = 0;
  for (const node of nodesOf(roots, solution)) {
    const component = node.kind === 'call' ? node.target : node.kind === 'work' ? node.at : undefined;
    if (component === undefined || !((solution.visits.weights[node.index] ?? 0) > 0)) continue;
    const utilization = utilizations.get(component) ?? 0;
    if (utilization > highest) [bottleneck, highest] = [component, utilization];
  }
  const flow = roots[0]?.flow ?? '';
  if (isClosed(flow, solution)) {
    reasons.maxRate =
      'a closed load sets its own rate; this is the rate at which its bottleneck would be busy all the time';
  }
  if (!(rate > 0)) {
    reasons.maxRate = 'the workload does not start this flow';
    return { maxRate: null, bottleneck };
  }
  if (highest === 0) {
    reasons.maxRate = 'nothing on the way saturates';
    return { maxRate: null, bottleneck: null };
  }
  return { maxRate: rate / highest, bottleneck };
}

function breakdown(root: Root, solution: Solution): FlowEstimate['breakdown'] {
  const rows = new Map<Id, { visits: number; mean: number }>();
  for (const node of solution.network.nodesOf(root)) {
    const component = node.kind === 'call' ? node.target : node.kind === 'work' ? node.at : undefined;
    const visits = solution.visits.weights[node.index] ?? 0;
    if (component === undefined || !(visits > 0)) continue;
    const row = rows.get(component) ?? { visits: 0, mean: 0 };
    const isAwaited = node.kind !== 'call' || !node.isDetached;
    rows.set(component, {
      visits: row.visits + visits,
      mean: row.mean + (isAwaited ? visits * (solution.walked.ownTimes[node.index] ?? 0) : 0),
    });
  }
  return [...rows]
    .map(([component, { visits, mean }]) => ({ component, visits, mean: finiteOrNull(mean) }))
    .sort((a, b) => (b.mean ?? Infinity) - (a.mean ?? Infinity));
}

function whyEndless(root: Root, solution: Solution): string | undefined {
  for (const node of solution.network.nodesOf(root)) {
    if (!((solution.visits.weights[node.index] ?? 0) > 0)) continue;
    for (const visit of solution.network.visits[node.index] ?? []) {
      const reason = solution.pools[visit.pool]?.reason;
      if (reason !== undefined) return `${solution.network.pools[visit.pool]?.component}: ${reason}`;
    }
    const full = node.kind === 'call' ? solution.walker.transfers.full(node) : undefined;
    if (full !== undefined) return full;
    const target = node.kind === 'call' ? node.target : '';
    if ((solution.walker.threads.get(target)?.utilization ?? 0) >= 1)
      return `${target}: all threads are held, so requests pile up without end`;
    if (node.kind === 'call' && node.operation === 'consume') {
      const inHand = solution.walker.consumers.get(`${target} ${root.queue}`);
      if ((inHand?.utilization ?? 0) >= 1)
        return `${target}: it has as many messages in hand as it may (${messagesInHand(target, root.queue ?? '', solution)} per instance), so they pile up in ${root.queue}`;
    }
    const connections =
      node.kind === 'call' ? solution.walker.connections.get(`${node.caller} ${node.target}`) : undefined;
    if ((connections?.utilization ?? 0) >= 1)
      return `${node.kind === 'call' ? node.caller : ''}: all connections to ${target} are in use, so calls pile up without end`;
    const lock = node.kind === 'lock' ? solution.walker.locks.get(node.acquire.target) : undefined;
    if ((lock?.utilization ?? 0) >= 1)
      return `the lock at ${node.kind === 'lock' ? node.acquire.target : ''} is held all the time`;
  }
  return undefined;
}

function messagesInHand(consumer: Id, queue: Id, { network: { configurations } }: Solution): number {
  const of = configurations.get(consumer);
  return of === undefined ? 1 : messagesAtOnce(of, configurations.get(queue));
}
