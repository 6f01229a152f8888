import { kinds } from '../../catalogue/kinds/index.js';
import { counts, popularity, scaling } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import type { Distribution } from '../../design/distribution.js';
import type { Lookup } from '../../design/lookup.js';
import type { Popularity } from '../cache/popularity.js';
import { fullestShardShare, ringBalance } from '../cache/shard-balance.js';
import { distributionMean } from '../distribution/moments.js';
import { fitScalability } from '../queueing/universal-scalability.js';
import { type Copies, copiesOf, dataOwner, isWritten, lawOf, numberOf, partOwner, wordOf } from './effective.js';
import type { Discipline, Policy } from './pool.js';
import { popularityOf } from './popularity-of.js';
import { ringPoints } from './ring-points.js';

/** What the estimate needs to know of a component, read once. */
export interface Configuration {
  readonly component: Component;
  /** People and devices: they start requests and serve none. */
  readonly isSource: boolean;
  /** Nobody queues: an external service without stated instances. */
  readonly isDelay: boolean;
  /** Machines as stated; 1 where copies or shards say how many there are. */
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
  /** Connections one instance keeps to each store it uses; `Infinity` when not said. */
  readonly pool: number;
  readonly breakdowns: { readonly meanUp: number; readonly meanRepair: number } | undefined;
  /** Time of one flush to disk that a write waits for. */
  readonly flush: Distribution | undefined;
  readonly copies: Copies | undefined;
  /** Whether the leaders of its parts are spread over all its machines: partitions, or ranges that it splits by itself. */
  readonly isSpread: boolean;
  readonly shards: number;
  /** Share of the load on the busiest shard; 1/shards when even. */
  readonly hottestShare: number;
  readonly partitions: number | undefined;
  /** Share of the messages in the fullest partition; missing when no key says where a message goes. */
  readonly fullestPartition: number | undefined;
}

const stationKinds: ReadonlySet<string> = new Set(kinds.filter((kind) => kind.isStation).map((kind) => kind.id));
const policies: readonly string[] = ['round_robin', 'random', 'least_connections', 'two_choices', 'shared'];
const disciplines: readonly string[] = ['fifo', 'lifo', 'priority', 'sharing'];

/** Reads the effective settings of a component; nonsense values are read as the nearest sensible one. */
export function configure(component: Component, lookup: Lookup): Configuration {
  const known = configured.get(component);
  const own = known ?? configureAlone(component);
  const hottest = hottestShare(component, own.shards, lookup);
  const fullest = fullestPartition(component, lookup);
  if (known?.hottestShare === hottest && known.fullestPartition === fullest) return known;
  const configuration = { ...own, hottestShare: hottest, fullestPartition: fullest };
  configured.set(component, configuration);
  return configuration;
}

/** Designs are never changed, and of an edited one most components are the same objects. */
const configured = new WeakMap<Component, Configuration>();

/** What follows from a component without the data it keeps. */
type Alone = Omit<Configuration, 'hottestShare' | 'fullestPartition'>;

function configureAlone(component: Component): Alone {
  const instances = isCounted(component) ? 1 : whole(numberOf(component, 'instances'), 1);
  const cores = whole(numberOf(component, 'cores'), 1);
  const policy = wordOf(component, 'policy');
  const discipline = wordOf(component, 'discipline');
  const shards = whole(component.shards?.count, 1);
  const limit = positive(numberOf(component, 'limit'), Infinity);
  const patience = lawOf(component, 'patience');
  const copies = copiesOf(component);
  return {
    component,
    isSource: component.kind === 'client' || component.kind === 'device',
    isDelay: !stationKinds.has(component.kind) && !isWritten(component, 'instances') && limit === Infinity,
    instances,
    cores: stationKinds.has(component.kind) || limit === Infinity ? cores : Math.max(cores, limit),
    policy: policy !== undefined && policies.includes(policy) ? (policy as Policy) : undefined,
    discipline: discipline !== undefined && disciplines.includes(discipline) ? (discipline as Discipline) : 'fifo',
    limit,
    meanPatience: patience === undefined ? Infinity : positive(distributionMean(patience), Infinity),
    slowing: slowing(component, cores),
    fails: Math.min(1, Math.max(0, numberOf(component, 'fails') ?? 0)),
    threads: positive(numberOf(component, 'threads'), Infinity),
    pool: positive(numberOf(component, 'pool'), Infinity),
    breakdowns: breakdowns(component),
    flush: flushOf(component),
    copies,
    isSpread: isSpread(component, copies),
    shards,
    partitions: component.partitions === undefined ? undefined : whole(component.partitions.count, 1),
  };
}

/** Machines that are paid for and may fail: copies × shards of a store, else the instances. */
export function machinesOf({ copies, shards, instances }: Configuration): number {
  const count = copies?.count ?? 1;
  return count > 1 ? Math.max(instances, shards * count) : shards * instances;
}

/** Whether `replicas` and `shards` say how many machines there are; a queue has brokers, with copies of some partitions each. */
export function isCounted({ kind, replicas, shards }: Component): boolean {
  return kind !== 'queue' && (replicas !== undefined || shards !== undefined);
}

/** A product that replicates by itself and is given instances splits its data over them, each part with a leader. */
function isSpread(component: Component, copies: Copies | undefined): boolean {
  if (copies === undefined || copies.count <= 1) return false;
  if (component.kind === 'queue' || copies.topology === 'multi_leader') return true;
  return copies.topology !== 'leaderless' && !isCounted(component) && isWritten(component, 'instances');
}

const whole = (value: number | undefined, fallback: number) => Math.max(1, Math.round(value ?? fallback));
const positive = (value: number | undefined, fallback: number) => (value !== undefined && value > 0 ? value : fallback);

function breakdowns(component: Component): Configuration['breakdowns'] {
  if (component.breaks === undefined) return undefined;
  const meanUp = distributionMean(component.breaks.every);
  const meanRepair = distributionMean(component.breaks.repair);
  return meanUp > 0 && meanRepair >= 0 && Number.isFinite(meanUp + meanRepair) ? { meanUp, meanRepair } : undefined;
}

/** A synchronous log, or a queue that flushes every message; one flush serves all writes that wait for it. */
function flushOf(component: Component): Distribution | undefined {
  const { log } = component;
  if (log !== undefined && log.mode === 'sync') return lawOf(partOwner('wal', component, log), 'fsync');
  if (component.kind !== 'queue' || wordOf(component, 'fsync') !== 'every_message') return undefined;
  return lawOf({ kind: 'wal', settings: {} }, 'fsync');
}

/** The Universal Scalability Law: n cores of an instance do the work of `n / (1 + α(n-1) + βn(n-1))`. */
function slowing(component: Component, cores: number): number {
  const stated = scaling(component)?.value;
  if (stated === undefined) return 1;
  const law =
    stated.kind === 'law'
      ? { contention: stated.contention, coherency: stated.coherency }
      : fitScalability(stated.points);
  if (law === undefined) return 1;
  const factor = 1 + law.contention * (cores - 1) + law.coherency * cores * (cores - 1);
  return factor > 0 && Number.isFinite(factor) ? factor : 1;
}

function hottestShare(component: Component, shards: number, lookup: Lookup): number {
  const spread = component.shards;
  if (spread === undefined || shards <= 1) return 1 / shards;
  const item = lookup.data.get(component.stores[0]?.to ?? component.caches[0]?.to ?? '');
  const skew = popularity(partOwner('shards', component, spread), 'skew')?.value ?? popularityOf(item);
  const keys = positive(item === undefined ? undefined : numberOf(dataOwner(item), 'count'), 1_000_000);
  const fullest = remember(skew, keys, shards);
  const points = ringPoints(component);
  const uneven = points === undefined ? 1 : ringBalance(shards, points).peakToMean;
  return Math.min(1, Math.max(1 / shards, fullest * uneven));
}

/**
 * Messages of one key go to one partition, chosen by the hash of the key. Keys are used evenly unless the design states
 * the `popularity` of the data and partitions by the data's own key; `distinct` says how many values another field has.
 */
function fullestPartition({ partitions, carries }: Component, lookup: Lookup): number | undefined {
  const field = partitions?.key[0];
  if (partitions === undefined || field === undefined) return undefined;
  const count = whole(partitions.count, 1);
  const item = lookup.data.get(carries[0]?.to ?? '');
  if (item === undefined) return 1 / count;
  const owner = dataOwner(item);
  const isOwnKey = item.key[0] === field;
  const keys = counts(owner, 'distinct')?.value[field] ?? (isOwnKey ? numberOf(owner, 'count') : undefined);
  const skew: Popularity = isOwnKey && isWritten(owner, 'popularity') ? popularityOf(item) : { kind: 'uniform' };
  return Math.max(1 / count, remember(skew, positive(keys, 1_000_000), count));
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

/**
 * Messages of a queue that one instance of a consumer handles at once: its threads where they are stated, else what the queue
 * hands out before it waits for commits, else one per core.
 */
export function messagesAtOnce(consumer: Configuration, queue: Configuration | undefined): number {
  if (Number.isFinite(consumer.threads)) return consumer.threads;
  const handed = queue === undefined ? undefined : numberOf(queue.component, 'prefetch');
  return Math.max(1, handed ?? consumer.cores);
}
