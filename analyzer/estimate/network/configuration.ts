import type { Component } from '../../design/design.js';
import type { Lookup } from '../../design/lookup.js';
import type { Popularity } from '../cache/popularity.js';
import { fullestShardShare, ringBalance } from '../cache/shard-balance.js';
import { distributionMean } from '../distribution/moments.js';
import { type Copies, copiesOf, isWritten, lawOf, numberOf, valueOf, wordOf } from './effective.js';
import type { Discipline, Policy } from './pool.js';
import { popularityFrom, popularityOf } from './popularity-of.js';

/** What the estimate needs to know of a component, read once. */
export interface Configuration {
  readonly component: Component;
  /** People and devices: they start requests and serve none. */
  readonly isSource: boolean;
  /** Nobody queues: an external service without stated instances. */
  readonly isDelay: boolean;
  readonly instances: number;
  readonly cores: number;
  /** How it chooses among the instances of whom it calls; missing when it does not say. */
  readonly policy: Policy | undefined;
  readonly discipline: Discipline;
  readonly limit: number;
  readonly meanPatience: number;
  /** Service times are longer by this factor at the stated size. */
  readonly slowing: number;
  /** Attempts that err after being served. */
  readonly fails: number;
  /** Requests one instance may hold at a time, downstream calls included; `Infinity` when not said. */
  readonly threads: number;
  readonly breakdowns: { readonly meanUp: number; readonly meanRepair: number } | undefined;
  readonly copies: Copies | undefined;
  readonly shards: number;
  /** Share of the load on the busiest shard; 1/shards when even. */
  readonly hottestShare: number;
  readonly partitions: number | undefined;
}

const policies: readonly string[] = ['round_robin', 'random', 'least_connections', 'two_choices', 'shared'];
const disciplines: readonly string[] = ['fifo', 'lifo', 'priority', 'sharing'];

/** Reads the effective settings of a component; nonsense values are read as the nearest sensible one. */
export function configure(component: Component, lookup: Lookup): Configuration {
  const instances = whole(numberOf(component, 'instances'), 1);
  const cores = whole(numberOf(component, 'cores'), 1);
  const policy = wordOf(component, 'policy');
  const discipline = wordOf(component, 'discipline');
  const shards = whole(component.shards?.count, 1);
  const patience = lawOf(component, 'patience');
  return {
    component,
    isSource: component.kind === 'client' || component.kind === 'device',
    isDelay: component.kind === 'external' && !isWritten(component.settings.instances),
    instances,
    cores,
    policy: policy !== undefined && policies.includes(policy) ? (policy as Policy) : undefined,
    discipline: discipline !== undefined && disciplines.includes(discipline) ? (discipline as Discipline) : 'fifo',
    limit: positive(numberOf(component, 'limit'), Infinity),
    meanPatience: patience === undefined ? Infinity : positive(distributionMean(patience), Infinity),
    slowing: slowing(component, instances * cores),
    fails: Math.min(1, Math.max(0, numberOf(component, 'fails') ?? 0)),
    threads: positive(numberOf(component, 'threads'), Infinity),
    breakdowns: breakdowns(component),
    copies: copiesOf(component),
    shards,
    hottestShare: hottestShare(component, shards, lookup),
    partitions: component.partitions === undefined ? undefined : whole(component.partitions.count, 1),
  };
}

const whole = (value: number | undefined, fallback: number) => Math.max(1, Math.round(value ?? fallback));
const positive = (value: number | undefined, fallback: number) => (value !== undefined && value > 0 ? value : fallback);

function breakdowns(component: Component): Configuration['breakdowns'] {
  if (component.breaks === undefined) return undefined;
  const meanUp = distributionMean(component.breaks.every);
  const meanRepair = distributionMean(component.breaks.repair);
  return meanUp > 0 && meanRepair >= 0 && Number.isFinite(meanUp + meanRepair) ? { meanUp, meanRepair } : undefined;
}

/** The Universal Scalability Law: n servers do the work of `n / (1 + α(n-1) + βn(n-1))`. */
function slowing(component: Component, servers: number): number {
  const value = valueOf(component, 'scaling');
  if (value?.kind !== 'call' || value.name !== 'usl') return 1;
  const [contention = 0, coherency = 0] = value.args.map((arg) =>
    arg.kind === 'quantity' ? Math.max(0, arg.value) : 0,
  );
  return 1 + contention * (servers - 1) + coherency * servers * (servers - 1);
}

function hottestShare(component: Component, shards: number, lookup: Lookup): number {
  const spread = component.shards;
  if (spread === undefined || shards <= 1) return 1 / shards;
  const item = lookup.data.get(component.stores[0]?.to ?? component.caches[0]?.to ?? '');
  const popularity = popularityFrom(valueOf(spread, 'skew')) ?? popularityOf(item);
  const keys = positive(item === undefined ? undefined : numberOf(item, 'count'), 1_000_000);
  const fullest = remember(popularity, keys, shards);
  const points = numberOf(spread, 'vnodes');
  const uneven = points === undefined ? 1 : ringBalance(shards, Math.max(1, Math.round(points))).peakToMean;
  return Math.min(1, Math.max(1 / shards, fullest * uneven));
}

/** Finding the fullest shard takes about a millisecond and depends on little. */
function remember(popularity: Popularity, keys: number, shards: number): number {
  const key = `${JSON.stringify(popularity)} ${keys} ${shards}`;
  let share = fullest.get(key);
  if (share === undefined) {
    share =
      popularity.kind === 'uniform' && keys > 1000 * shards ? 1 / shards : fullestShardShare(popularity, keys, shards);
    if (fullest.size > 500) fullest.clear();
    fullest.set(key, share);
  }
  return share;
}

const fullest = new Map<string, number>();
