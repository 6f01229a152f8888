import type { Component, Id } from '../../design/design.js';
import type { ComponentEstimate } from '../estimate.js';
import { fullSizeShare, sizeOf, targetOf } from './autoscale.js';
import type { ComponentAvailability } from './component-availability.js';
import { type Configuration, machinesOf } from './configuration.js';
import { either } from './course.js';
import { meanHitRatio } from './hit-ratio.js';
import { type ByteLoad, byteLoads } from './machine-bytes.js';
import type { NetworkPool } from './network.js';
import { finiteOrNull, percentiles } from './percentiles.js';
import type { PoolMeasures } from './pool.js';
import { poolResponse } from './response.js';
import type { Solution } from './solve-network.js';

/** Operations per second that each component is asked for, attempts and hedges included. */
export function offeredRates(solution: Solution): ReadonlyMap<Id, number> {
  const { network, visits, behaviour } = solution;
  const rates = new Map<Id, number>();
  const add = (component: Id, rate: number) => rates.set(component, (rates.get(component) ?? 0) + rate);
  for (const node of network.plan.nodes) {
    const rate = visits.rates[node.index] ?? 0;
    if (node.kind === 'call' && node.isCharged) add(node.target, rate);
    if (node.kind === 'work') add(node.at, rate);
  }
  for (const fill of network.fills) {
    const component = network.pools[fill.visit.pool]?.component;
    const misses = (visits.rates[fill.read] ?? 0) * (1 - (behaviour.hits[fill.read] ?? 0));
    if (component !== undefined) add(component, misses);
  }
  return rates;
}

/** One role of a component with its solution. */
export interface SolvedPool {
  readonly pool: NetworkPool;
  readonly measures: PoolMeasures;
}

/** The pool of a component in a role; `undefined` when no step of the design loads it. */
export function solvedPool(
  component: Id,
  role: 'main' | 'follower',
  { network, pools }: Solution,
): SolvedPool | undefined {
  const index = network.indexOf(component, role);
  const pool = network.pools[index];
  const measures = pools[index];
  return pool === undefined || measures === undefined ? undefined : { pool, measures };
}

/** Utilization of the busiest part of a component: its hottest unit, its followers, its threads, its disks. */
export function busiest(component: Id, solution: Solution): number {
  return busiestPart(component, solution, 1, 1);
}

/** The same at the largest size that autoscaling may give it: what bounds the rate it can take. */
export function largestLoad(component: Id, solution: Solution): number {
  const of = solution.network.configurations.get(component);
  const size = of === undefined ? undefined : sizeOf(of);
  if (of === undefined || size === undefined) return busiest(component, solution);
  return busiestPart(component, solution, fullSizeShare(of, solution), size.instances / size.maximum);
}

/** What limits components besides their servers, gathered once for a solution. */
interface OtherLoads {
  /** What passes through disks and networks, by component. */
  readonly bytes: ReadonlyMap<Id, ByteLoad>;
  /** Utilization of the fullest pool of connections or group of consumers that a component holds. */
  readonly slots: ReadonlyMap<Id, number>;
}

function otherLoads(solution: Solution): OtherLoads {
  let known = otherLoadsOf.get(solution);
  if (known === undefined) {
    const slots = new Map<Id, number>();
    for (const held of [solution.walker.connections, solution.walker.consumers]) {
      for (const [key, { utilization }] of held) {
        const holder = key.slice(0, key.indexOf(' '));
        slots.set(holder, Math.max(slots.get(holder) ?? 0, utilization));
      }
    }
    known = { bytes: byteLoads(solution), slots };
    otherLoadsOf.set(solution, known);
  }
  return known;
}

const otherLoadsOf = new WeakMap<Solution, OtherLoads>();

/** `units` and `held` are what a larger size leaves of the utilization of its servers, and of its threads and connections. */
function busiestPart(component: Id, solution: Solution, units: number, held: number): number {
  const hottest = (role: 'main' | 'follower') =>
    (solvedPool(component, role, solution)?.measures.hottestUtilization ?? 0) * units;
  const other = otherLoads(solution);
  const bytes = other.bytes.get(component);
  return Math.max(
    hottest('main'),
    hottest('follower'),
    (bytes?.disk ?? 0) * held,
    (bytes?.network ?? 0) * held,
    (solution.walker.threads.get(component)?.utilization ?? 0) * held,
    solution.walker.locks.get(component)?.utilization ?? 0,
    (other.slots.get(component) ?? 0) * held,
  );
}

/** The queueing figures of one component. */
export function componentEstimate(
  configuration: Configuration,
  solution: Solution,
  offered: number,
  availability: ComponentAvailability,
): ComponentEstimate {
  const { component } = configuration;
  const leader = solvedPool(component.id, 'main', solution);
  const others = solvedPool(component.id, 'follower', solution);
  // Where only followers are asked, their figures are the component's.
  const [main, follower] = leader === undefined ? [others, undefined] : [leader, others];
  const reasons: Record<string, string> = {};
  const figures =
    main === undefined
      ? idle(configuration, reasons)
      : stationFigures(component, main, follower, solution, offered, reasons);
  const servers = leader === undefined && figures.servers !== null ? { servers: idle(configuration, {}).servers } : {};
  const threads = solution.walker.threads.get(component.id);
  const cache = solution.caches.get(component.id);
  const size = sizeOf(configuration);
  const bytes = otherLoads(solution).bytes.get(component.id);
  const retries = retryFactor(component.id, solution);
  if (cache?.hits.reason !== undefined) reasons.hitRatio = cache.hits.reason;
  return {
    ...figures,
    ...servers,
    availability: finiteOrNull(Math.min(availability.read, availability.write)),
    ...(threads === undefined ? {} : { threadUtilization: finiteOrNull(threads.utilization) }),
    ...otherHoldings(component.id, solution),
    ...(size === undefined ? {} : { autoscaled: size }),
    ...(bytes?.disk === undefined ? {} : { diskUtilization: finiteOrNull(bytes.disk) }),
    ...(bytes?.network === undefined ? {} : { networkUtilization: finiteOrNull(bytes.network) }),
    ...(cache === undefined ? {} : { hitRatio: meanHitRatio(cache.hits, cache.reads) }),
    ...(retries === undefined ? {} : { retryFactor: retries.factor, hedgedLoad: retries.hedged }),
    reasons,
    explanation: {
      method: main?.measures.method ?? 'none',
      assumptions: [
        ...(main?.measures.assumptions ?? []),
        ...(configuration.slowing === 1
          ? []
          : [`service takes ${configuration.slowing.toPrecision(4)} times as long (Universal Scalability Law)`]),
        ...(size === undefined
          ? []
          : [
              `autoscaling has settled: the fewest instances whose mean utilization is at most ${targetOf(configuration).toPrecision(3)}`,
            ]),
        ...(cache === undefined ? [] : [`hit ratio: ${cache.hits.method}`]),
        `availability: ${availability.assumption}`,
      ],
      source: main?.measures.source ?? '',
    },
  };
}

/** Locks, pooled connections and messages in hand. */
function otherHoldings(
  id: Id,
  { walker }: Solution,
): Pick<ComponentEstimate, 'lockUtilization' | 'connectionUtilization' | 'consumerUtilization'> {
  const lock = walker.locks.get(id);
  const [connections, messages] = [walker.connections, walker.consumers].map((all) =>
    [...all].flatMap(([key, { utilization }]) => {
      const [holder, of = ''] = key.split(' ');
      return holder === id && utilization > 0 ? [[of, finiteOrNull(utilization)] as const] : [];
    }),
  );
  return {
    ...(lock === undefined ? {} : { lockUtilization: finiteOrNull(lock.utilization) }),
    ...(connections?.length ? { connectionUtilization: Object.fromEntries(connections) } : {}),
    ...(messages?.length ? { consumerUtilization: Object.fromEntries(messages) } : {}),
  };
}

type Figures = Omit<ComponentEstimate, 'availability' | 'reasons' | 'explanation'>;

function idle(configuration: Configuration, reasons: Record<string, string>): Figures {
  reasons.utilization = 'no step of any flow loads it';
  const isStation = !configuration.isSource && !configuration.isDelay;
  return {
    arrivalRate: 0,
    throughput: 0,
    utilization: isStation ? 0 : null,
    servers: isStation ? machinesOf(configuration) * configuration.cores : null,
    serviceTime: null,
    waitTime: null,
    responseTime: null,
    response: null,
    queueLength: isStation ? 0 : null,
    inSystem: isStation ? 0 : null,
    lossProbability: null,
    abandonProbability: null,
    maxRate: null,
  };
}

function stationFigures(
  component: Component,
  main: SolvedPool,
  follower: SolvedPool | undefined,
  solution: Solution,
  offered: number,
  reasons: Record<string, string>,
): Figures {
  const { measures, pool } = main;
  const isDelay = !Number.isFinite(pool.shape.servers);
  const highest = largestLoad(component.id, solution);
  const lead =
    follower !== undefined && follower.measures.utilization > measures.utilization ? follower.measures : measures;
  if (measures.reason !== undefined) {
    for (const field of ['waitTime', 'responseTime', 'response', 'queueLength', 'inSystem'])
      reasons[field] = measures.reason;
  }
  const share = measures.arrivalRate > 0 ? measures.throughput / measures.arrivalRate : 1;
  const shards = solution.network.configurations.get(component.id)?.shards ?? 1;
  const capacity =
    highest > 0
      ? offered / highest
      : isDelay || !(measures.meanService > 0)
        ? null
        : (pool.shape.units * pool.shape.servers) / measures.meanService;
  return {
    arrivalRate: offered,
    throughput: offered * share,
    utilization: isDelay ? null : finiteOrNull(lead.utilization),
    servers: isDelay
      ? null
      : pool.shape.units * pool.shape.servers +
        (follower === undefined ? 0 : follower.pool.shape.units * follower.pool.shape.servers),
    serviceTime: finiteOrNull(measures.meanService),
    waitTime: finiteOrNull(measures.meanWait),
    responseTime: finiteOrNull(measures.meanResponse),
    response: measures.reason === undefined ? percentiles(responseOf(main)) : null,
    queueLength: finiteOrNull(measures.meanQueue + (follower?.measures.meanQueue ?? 0)),
    inSystem: finiteOrNull(measures.meanInSystem + (follower?.measures.meanInSystem ?? 0)),
    lossProbability: finiteOrNull(measures.loss),
    abandonProbability: finiteOrNull(measures.abandoned),
    maxRate: capacity === null ? null : finiteOrNull(capacity),
    ...(shards > 1 && !isDelay
      ? {
          hottestShardUtilization: finiteOrNull(
            Math.max(measures.hottestUtilization, follower?.measures.hottestUtilization ?? 0),
          ),
          hottestShare: finiteOrNull(solution.network.configurations.get(component.id)?.hottestShare),
          peakToMeanLoad: finiteOrNull((solution.network.configurations.get(component.id)?.hottestShare ?? 0) * shards),
        }
      : {}),
    ...(shards === 1 && !isDelay && measures.hottestUtilization > measures.utilization * (1 + 1e-6)
      ? { hottestInstanceUtilization: finiteOrNull(measures.hottestUtilization) }
      : {}),
  };
}

/** Response of the main role to a visit of any class. */
function responseOf({ pool, measures }: SolvedPool) {
  const total = pool.classes.length;
  return either(
    pool.classes.map((_, of) => ({
      probability: measures.arrivalRate > 0 ? (measures.classRates[of] ?? 0) : 1 / total,
      latency: poolResponse(pool, measures, of),
    })),
  );
}

/** Attempts per call over all calls of a component, and the extra copies of hedging; missing when no caller repeats. */
function retryFactor(
  component: Id,
  { network, visits, behaviour, walked }: Solution,
): { readonly factor: number; readonly hedged: number } | undefined {
  let attempts = 0;
  let calls = 0;
  let hedged = 0;
  let isRepeated = false;
  for (const node of network.callsOf.get(component) ?? []) {
    isRepeated ||= node.policy.retry !== undefined || node.policy.hedge !== undefined;
    const rate = visits.rates[node.index] ?? 0;
    const each = behaviour.attempts[node.index] ?? 1;
    attempts += rate;
    calls += rate / each;
    hedged += (rate * (walked.hedged[node.index] ?? 0)) / (1 + (walked.hedged[node.index] ?? 0));
  }
  return isRepeated && calls > 0 ? { factor: attempts / calls, hedged: hedged / attempts } : undefined;
}
