import { meanValueAnalysis } from '../queueing/mean-value-analysis.js';
import { multiClassNetwork } from '../queueing/multi-class-network.js';
import type { NetworkPool } from './network.js';

/** A closed load as mean value analysis wants it. */
export interface ClosedChain {
  readonly users: number;
  /** Think time and all delays without queueing, in seconds per pass. */
  readonly delay: number;
  /** Work per pass in each pool in seconds, slowing included; index is the pool. */
  readonly demands: readonly number[];
}

export interface ClosedSolution {
  /** Passes per second; index is the chain. */
  readonly throughputs: readonly number[];
  /** Mean time inside over mean work, by pool index; only pools that a chain visits. */
  readonly stretches: ReadonlyMap<number, number>;
  /** Mean number of closed requests inside, by pool index. */
  readonly inside: ReadonlyMap<number, number>;
  readonly method: string;
}

/** Above this population the approximate recursion is used: the exact one takes a step per user. */
const LARGEST_EXACT = 50_000;
/** Units of a pool that are kept apart. */
const MOST_UNITS = 64;

/**
 * Throughput and residence of closed loads by mean value analysis.
 *
 * `openLoad` is the utilization of each pool by open flows: it takes that share of the servers away from the closed ones
 * (Lazowska et al., §7.4.3). Units of a pool chosen at random are separate queues of equal demand.
 */
export function solveClosed(
  chains: readonly ClosedChain[],
  pools: readonly NetworkPool[],
  openLoad: readonly number[],
): ClosedSolution {
  const used = pools.filter((pool) => chains.some((chain) => (chain.demands[pool.index] ?? 0) > 0));
  const centres = used.flatMap((pool) => {
    const { units, servers, policy } = pool.shape;
    const apart = policy === 'shared' || !Number.isFinite(servers) || units > MOST_UNITS ? 1 : units;
    const each = apart === 1 ? servers * units : servers;
    const left = Math.max(1e-6, 1 - (openLoad[pool.index] ?? 0));
    return Array.from({ length: apart }, () => ({ pool: pool.index, servers: each, factor: 1 / (apart * left) }));
  });
  const demandsOf = (chain: ClosedChain) => centres.map((centre) => (chain.demands[centre.pool] ?? 0) * centre.factor);
  const residences = solve(
    chains,
    demandsOf,
    centres.map((centre) => centre.servers),
  );
  const stretches = new Map<number, number>();
  const inside = new Map<number, number>();
  for (const pool of used) {
    let time = 0;
    let work = 0;
    for (const [c, chain] of chains.entries()) {
      const throughput = residences.throughputs[c] ?? 0;
      work += throughput * (chain.demands[pool.index] ?? 0);
      for (const [k, centre] of centres.entries()) {
        if (centre.pool === pool.index) time += throughput * (residences.of[c]?.[k] ?? 0);
      }
    }
    inside.set(pool.index, time);
    stretches.set(pool.index, work > 0 ? time / work : 1);
  }
  return { throughputs: residences.throughputs, stretches, inside, method: residences.method };
}

function solve(
  chains: readonly ClosedChain[],
  demandsOf: (chain: ClosedChain) => readonly number[],
  servers: readonly number[],
) {
  const [only] = chains;
  if (only !== undefined && chains.length === 1 && only.users <= LARGEST_EXACT) {
    const demands = demandsOf(only);
    const centres = servers.map((count, k) => ({ demand: demands[k] ?? 0, servers: count }));
    const result = meanValueAnalysis(centres, only.delay, only.users);
    return {
      throughputs: [result.throughput],
      of: [result.centres.map((centre) => centre.meanResidence)],
      method:
        result.method === 'exact' ? 'exact mean value analysis' : 'mean value analysis, several servers by Seidmann',
    };
  }
  const results = multiClassNetwork(
    chains.map((chain) => ({ population: chain.users, thinkTime: chain.delay, demands: demandsOf(chain) })),
    servers,
  );
  return {
    throughputs: results.map((result) => result.throughput),
    of: results.map((result) => result.centres.map((centre) => centre.meanResidence)),
    method:
      results[0]?.method === 'exact'
        ? 'exact mean value analysis, several classes'
        : `mean value analysis (${results[0]?.method ?? ''})`,
  };
}
