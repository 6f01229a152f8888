import type { Id, Workload } from '../../design/design.js';
import { distributionMean } from '../distribution/moments.js';
import { type ClosedSolution, solveClosed } from './closed-loads.js';
import type { Course } from './course.js';
import { CourseWalker, type Walked } from './courses.js';
import { type CacheHits, type CacheReads, cacheHits, isTold } from './hit-ratio.js';
import { type FlowLoad, flowLoads } from './load-of.js';
import type { Network } from './network.js';
import type { PlanNode, Root } from './plan.js';
import type { PoolMeasures, WorkClass } from './pool.js';
import { solvePoolOnce } from './solve-pool-once.js';
import { type Behaviour, firstBehaviour, type Visits, visitRates } from './visits.js';
import { writesBehind } from './writes.js';

/** Rates, stations and responses of a network under one workload, consistent with each other. */
export interface Solution {
  readonly network: Network;
  readonly loads: readonly FlowLoad[];
  readonly visits: Visits;
  readonly behaviour: Behaviour;
  readonly pools: readonly PoolMeasures[];
  readonly courses: readonly Course[];
  readonly walked: Walked;
  readonly walker: CourseWalker;
  /** By cache component. */
  readonly caches: ReadonlyMap<Id, { readonly hits: CacheHits; readonly reads: CacheReads }>;
  readonly closed: ClosedSolution | undefined;
  /** Whether retries, caches and rates settled. */
  readonly hasSettled: boolean;
}

const MOST_ROUNDS = 60;
const CLOSE_ENOUGH = 2e-5;
/** Rounds on hit ratios alone, before any response is composed. */
const HIT_ROUNDS = 12;

/**
 * The fixed point of rates → stations → responses → failures and hits → rates.
 *
 * It starts from a system without failures and with empty caches, so that of two possible equilibria (a retry storm has
 * a congested one) the good one is found. Without retries, caches and closed loads two rounds suffice.
 */
export function solveNetwork(network: Network, workload: Workload | undefined, scale: number): Solution {
  const loads = flowLoads(workload, scale);
  const open = new Map<Id, number>();
  for (const load of loads) open.set(load.flow, (open.get(load.flow) ?? 0) + load.rate);
  const closedRates = new Map<Id, number>();
  const startRate = (root: Root) => (open.get(root.flow) ?? 0) + (closedRates.get(root.flow) ?? 0);
  const solver = new RoundSolver(network, loads);
  let behaviour = solver.settleHits(firstBehaviour(network), startRate);
  let round = solver.round(behaviour, startRate);
  for (let count = 1; ; count++) {
    const next = round.walked.behaviour;
    const hits = solver.hits(round.visits, behaviour);
    const wanted: Behaviour = { ...next, hits };
    const change = Math.max(difference(behaviour, wanted), round.walked.change, solver.closedChange(closedRates));
    if (change <= CLOSE_ENOUGH || count >= MOST_ROUNDS) {
      return {
        ...round,
        network,
        loads,
        behaviour,
        walker: solver.walker,
        caches: solver.caches,
        hasSettled: change <= 1e-4,
      };
    }
    // Halving the step keeps retry storms from swinging between two states.
    behaviour = count > 12 ? between(behaviour, wanted) : wanted;
    solver.adopt(closedRates);
    round = solver.round(behaviour, startRate);
  }
}

interface Round {
  readonly visits: Visits;
  readonly pools: readonly PoolMeasures[];
  readonly walked: Walked;
  readonly courses: readonly Course[];
  readonly closed: ClosedSolution | undefined;
}

class RoundSolver {
  readonly walker: CourseWalker;
  readonly caches = new Map<Id, { readonly hits: CacheHits; readonly reads: CacheReads }>();
  private readonly closedLoads: readonly FlowLoad[];
  private readonly arrivals: Arrivals;
  /** Passes per second of each closed load, as solved last and as the rates of the current round have them. */
  private throughputs: readonly number[] = [];
  private adopted: readonly number[] = [];
  private pools: (PoolMeasures | undefined)[] = [];
  private keys: string[] = [];

  constructor(
    private readonly network: Network,
    loads: readonly FlowLoad[],
  ) {
    this.walker = new CourseWalker(network, firstBehaviour(network));
    this.closedLoads = loads.filter((load) => load.closed !== undefined);
    this.arrivals = firstArrivals(network, loads);
  }

  round(behaviour: Behaviour, startRate: (root: Root) => number): Round {
    const visits = visitRates(this.network, behaviour, startRate);
    const classes = this.classRates(visits, behaviour);
    const closed = this.solveClosedLoads(visits, classes);
    const pools = this.network.pools.map((pool) => this.pool(pool.index, classes[pool.index] ?? [], closed));
    const walked = this.walker.walk(pools, visits.rates, behaviour.hits);
    return { visits, pools, walked, courses: walked.courses, closed };
  }

  /** Largest relative change of a closed load's rate if the last solution is adopted. */
  closedChange(rates: ReadonlyMap<Id, number>): number {
    let change = 0;
    for (const [flow, rate] of this.closedByFlow()) {
      const before = rates.get(flow) ?? 0;
      change = Math.max(change, Math.abs(rate - before) / Math.max(rate, 1e-300));
    }
    return change;
  }

  adopt(rates: Map<Id, number>): void {
    this.adopted = this.throughputs;
    for (const [flow, rate] of this.closedByFlow()) rates.set(flow, rate);
  }

  private closedByFlow(): ReadonlyMap<Id, number> {
    const rates = new Map<Id, number>();
    for (const [position, load] of this.closedLoads.entries()) {
      rates.set(load.flow, (rates.get(load.flow) ?? 0) + (this.throughputs[position] ?? 0));
    }
    return rates;
  }

  /** Hit ratios and rates that agree, as far as they do not depend on responses. */
  settleHits(first: Behaviour, startRate: (root: Root) => number): Behaviour {
    let behaviour = first;
    for (let count = 0; count < HIT_ROUNDS; count++) {
      const hits = this.hits(visitRates(this.network, behaviour, startRate), behaviour);
      const change = difference(behaviour, { ...behaviour, hits });
      behaviour = { ...behaviour, hits };
      if (change < CLOSE_ENOUGH) break;
    }
    return behaviour;
  }

  /** Hit ratios of reads with a fallback, from the rates at which caches are asked. */
  hits(visits: Visits, behaviour: Behaviour): Float64Array {
    const hits = new Float64Array(this.network.plan.nodes.length);
    const asked = new Map<Id, Map<Id, number>>();
    for (const node of this.network.plan.calls) {
      if (node.operation !== 'read' || node.data === undefined) continue;
      const { component } = this.network.configurations.get(node.target) ?? {};
      if (component?.kind !== 'cache' && component?.kind !== 'cdn') continue;
      const reads = asked.get(node.target) ?? new Map<Id, number>();
      reads.set(node.data, (reads.get(node.data) ?? 0) + (visits.rates[node.index] ?? 0));
      asked.set(node.target, reads);
    }
    for (const [id, reads] of asked) {
      const cache = this.network.configurations.get(id);
      if (cache === undefined) continue;
      const written = isTold(cache.component) ? writesBehind(cache.component, this.network, visits) : undefined;
      this.caches.set(id, { hits: cacheHits(cache, reads, this.network.lookup, written), reads });
    }
    for (const node of this.network.plan.nodes) {
      if (node.kind !== 'fallback') continue;
      for (const read of node.reads) {
        const cache = this.caches.get(read.target);
        // A store that is not a cache has everything; its fallback is for failures.
        hits[read.index] = cache === undefined ? 1 : (cache.hits.of.get(read.data ?? '') ?? 0);
      }
    }
    return behaviour.hits.every((hit, index) => hit === hits[index]) ? behaviour.hits : hits;
  }

  private classRates(visits: Visits, behaviour: Behaviour): readonly WorkClass[][] {
    const classes = this.network.pools.map((pool) => pool.classes.map((work) => ({ ...work, rate: 0 })));
    const add = (index: number, times: number) => {
      for (const visit of this.network.visits[index] ?? []) {
        const work = classes[visit.pool]?.[visit.of];
        if (work !== undefined) work.rate += times * visit.times;
      }
    };
    for (const node of this.network.plan.nodes) add(node.index, visits.rates[node.index] ?? 0);
    for (const fill of this.network.fills) {
      const misses = (visits.rates[fill.read] ?? 0) * (1 - (behaviour.hits[fill.read] ?? 0));
      const work = classes[fill.visit.pool]?.[fill.visit.of];
      if (work !== undefined) work.rate += misses * fill.visit.times;
    }
    return classes;
  }

  /** A pool is solved again only when its load changed. */
  private pool(index: number, classes: readonly WorkClass[], closed: ClosedSolution | undefined): PoolMeasures {
    const stretch = closed?.stretches.get(index);
    const key = `${stretch ?? ''} ${classes.map((work) => work.rate).join(' ')}`;
    const known = this.pools[index];
    if (known !== undefined && this.keys[index] === key) return known;
    const pool = this.network.pools[index];
    if (pool === undefined) throw new Error(`bug: no pool ${index}`);
    const { batch, scv } = this.arrivals;
    const load = { classes, batch: batch.get(index) ?? 1, arrivalScv: scv.get(index) ?? 1 };
    const open = solvePoolOnce(this.network.configurations.get(pool.component), pool.shape, load);
    const measures = stretch === undefined ? open : closedPool(open, stretch, closed?.method ?? '');
    this.pools[index] = measures;
    this.keys[index] = key;
    return measures;
  }

  private solveClosedLoads(visits: Visits, classes: readonly (readonly WorkClass[])[]): ClosedSolution | undefined {
    if (this.closedLoads.length === 0) return undefined;
    const { pools } = this.network;
    const chains = this.closedLoads.map((load) => this.chain(load, visits));
    const openLoad = pools.map((pool) => {
      const { units, servers, slowing } = pool.shape;
      const work = (classes[pool.index] ?? []).reduce((sum, of) => sum + of.rate * of.mean * slowing, 0);
      const own = chains.reduce((sum, chain, c) => sum + (this.adopted[c] ?? 0) * (chain.demands[pool.index] ?? 0), 0);
      return Number.isFinite(servers) ? Math.max(0, (work - own) / (units * servers)) : 0;
    });
    const solution = solveClosed(chains, pools, openLoad);
    this.throughputs = solution.throughputs;
    return solution;
  }

  private chain(load: FlowLoad, visits: Visits) {
    const { network } = this;
    const demands = new Array<number>(network.pools.length).fill(0);
    let delay = load.closed?.thinkTime ?? 0;
    const root = network.plan.roots.find((candidate) => candidate.flow === load.flow && candidate.queue === undefined);
    for (const node of root === undefined ? [] : network.nodesOf(root)) {
      const weight = visits.weights[node.index] ?? 0;
      delay += weight * delayOf(node, network);
      for (const visit of network.visits[node.index] ?? []) {
        const pool = network.pools[visit.pool];
        const work = pool?.classes[visit.of];
        if (pool !== undefined && work !== undefined) {
          demands[visit.pool] = (demands[visit.pool] ?? 0) + weight * visit.times * work.mean * pool.shape.slowing;
        }
      }
    }
    return { users: load.closed?.users ?? 0, delay, demands };
  }
}

/** Time a node takes without any queue: the network, or a stated wait. */
function delayOf(node: PlanNode, network: Network): number {
  if (node.kind === 'wait') return distributionMean(node.law);
  if (node.kind !== 'call' || node.isDetached) return 0;
  return network.routes.trip(node)?.mean ?? 0;
}

/** A pool whose response is known from mean value analysis: the waits of the open model are replaced. */
function closedPool(open: PoolMeasures, stretch: number, method: string): PoolMeasures {
  const meanWait = Math.max(0, open.meanService * (stretch - 1));
  return {
    ...open,
    throughput: open.arrivalRate,
    loss: 0,
    abandoned: 0,
    meanWait,
    meanResponse: open.meanService + meanWait,
    meanQueue: open.arrivalRate * meanWait,
    meanInSystem: open.arrivalRate * (open.meanService + meanWait),
    waits: [{ share: 1, probability: Math.min(1, open.utilization), mean: meanWait, responseTail: undefined }],
    classWaits: open.classWaits.map(() => meanWait),
    stretch: 1,
    method,
    source: 'Reiser and Lavenberg, J. ACM 27 (1980); Lazowska et al., Quantitative System Performance, §6-7',
    assumptions: [
      'a fixed number of users, each with one request at a time',
      'percentiles take the wait of those who wait as exponential',
    ],
    reason: undefined,
  };
}

/** What the first stations of flows see of the arrivals, by pool index. */
interface Arrivals {
  readonly batch: ReadonlyMap<number, number>;
  readonly scv: ReadonlyMap<number, number>;
}

/** Bursts and pacing reach the first station of a flow; behind it arrivals count as Poisson. */
function firstArrivals(network: Network, loads: readonly FlowLoad[]): Arrivals {
  const totals = new Map<number, { rate: number; batch: number; scv: number }>();
  for (const load of loads) {
    if (load.closed !== undefined) continue;
    const root = network.plan.roots.find((candidate) => candidate.flow === load.flow && candidate.queue === undefined);
    const first =
      root === undefined ? undefined : network.nodesOf(root).find((node) => network.visits[node.index]?.some(isWork));
    for (const visit of first === undefined ? [] : (network.visits[first.index] ?? [])) {
      const total = totals.get(visit.pool) ?? { rate: 0, batch: 0, scv: 0 };
      totals.set(visit.pool, {
        rate: total.rate + load.rate,
        batch: total.batch + load.rate * load.batch,
        scv: total.scv + load.rate * load.arrivalScv,
      });
    }
  }
  const batch = new Map<number, number>();
  const scv = new Map<number, number>();
  for (const [pool, total] of totals) {
    if (total.rate > 0) {
      batch.set(pool, total.batch / total.rate);
      scv.set(pool, total.scv / total.rate);
    }
  }
  return { batch, scv };

  function isWork(visit: { readonly pool: number; readonly of: number }): boolean {
    return (network.pools[visit.pool]?.classes[visit.of]?.mean ?? 0) > 0;
  }
}

function difference(one: Behaviour, other: Behaviour): number {
  let largest = 0;
  for (const name of ['attempts', 'success', 'served', 'hits'] as const) {
    const [a, b] = [one[name], other[name]];
    for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  }
  return largest;
}

function between(one: Behaviour, other: Behaviour): Behaviour {
  const middle = (a: Float64Array, b: Float64Array) => a.map((value, i) => (value + (b[i] ?? value)) / 2);
  return {
    attempts: middle(one.attempts, other.attempts),
    success: middle(one.success, other.success),
    served: middle(one.served, other.served),
    hits: middle(one.hits, other.hits),
  };
}
