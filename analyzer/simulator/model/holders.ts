/** Caches and queues of a design, made ready for a run. */
import { capacity, writeAheadLog } from '../../catalogue/setting.js';
import type { Component, Id } from '../../design/design.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import { dataOwner, numberOf, wordOf, workLaw } from '../../estimate/network/effective.js';
import { itemCount } from '../../estimate/network/item-count.js';
import type { Network } from '../../estimate/network/network.js';
import { popularityOf } from '../../estimate/network/popularity-of.js';
import { type Cache, CacheUse } from '../behaviours/cache.js';
import { CacheEntries, type Eviction } from '../behaviours/cache-entries.js';
import { type KeyDraw, keyDraw } from '../behaviours/keys.js';
import { MessageQueue } from '../behaviours/message-queue.js';
import type { Batches } from '../statistics/batches.js';
import type { Timeline } from '../statistics/timeline.js';
import type { World } from '../world.js';
import type { PoolFinder } from './build-pools.js';
import { FrameQueue } from './frame.js';

/** Entries that a simulated cache holds at most; larger ones are cut, with a note. */
export const MOST_ENTRIES = 2_000_000;

/** Seconds from one move of the position to the next with `commit auto`: `auto.commit.interval.ms` of Kafka's consumers. */
const AUTO_COMMIT = 5;

/** Caches, queues and keys by component and data, each made on first use. */
export class Holders {
  readonly caches = new Map<Id, Cache>();
  readonly queues = new Map<Id, MessageQueue>();
  /** Caches that hold more than a run keeps. */
  readonly cut = new Set<Id>();
  private readonly uses = new Map<string, CacheUse | undefined>();
  private readonly keys = new Map<string, KeyDraw | undefined>();
  private readonly dataIndex: ReadonlyMap<Id, number>;

  constructor(
    private readonly network: Network,
    private readonly world: World,
    private readonly batches: Batches,
    private readonly timeline: Timeline,
    private readonly poolOf: PoolFinder,
  ) {
    this.dataIndex = new Map(network.design.data.map(({ id }, index) => [id, index]));
  }

  /** How a component caches a data item; `undefined` when it does not. */
  cacheUse(component: Id, data: Id | undefined): CacheUse | undefined {
    const key = `${component} ${data ?? ''}`;
    if (!this.uses.has(key)) this.uses.set(key, this.makeUse(component, data));
    return this.uses.get(key);
  }

  /** Caches that a write of a data item to a store changes. */
  changedBy(store: Component, data: Id | undefined): readonly CacheUse[] {
    const uses = [...this.network.configurations.values()].flatMap(({ component }) => {
      const isItself = component.id === store.id;
      const use = component.caches.some(({ to }) => to === data) ? this.cacheUse(component.id, data) : undefined;
      return use !== undefined && (isItself || use.onWrite === 'remove') ? [use] : [];
    });
    return uses;
  }

  /**
   * Draws keys of a data item for the operations of one step; `undefined` when nobody says how many there are. Reads ask by
   * popularity; writes spread evenly, as the estimate has it.
   */
  keysOf(data: Id | undefined, step: string, isWrite = false): KeyDraw | undefined {
    const item = this.network.lookup.data.get(data ?? '');
    const count = item === undefined ? undefined : itemCount(item);
    if (item === undefined || count === undefined || !(count >= 1)) return undefined;
    const name = `keys ${step}`;
    if (!this.keys.has(name)) {
      const popularity = isWrite ? ({ kind: 'uniform' } as const) : popularityOf(item);
      this.keys.set(name, keyDraw(popularity, count, this.world.streams.uniform(name)));
    }
    return this.keys.get(name);
  }

  /** The messages of a queue. */
  queue(id: Id): MessageQueue | undefined {
    const known = this.queues.get(id);
    const configuration = this.network.configurations.get(id);
    if (known !== undefined || configuration?.component.kind !== 'queue') return known;
    const made = this.makeQueue(configuration);
    this.queues.set(id, made);
    const letters = configuration.component.settings.dead_letter?.value;
    const to = letters?.kind === 'symbol' ? letters.name : undefined;
    if (to !== undefined) made.deadLetters = this.queue(to);
    return made;
  }

  /** Whether the partitions of a queue are by a part of the key of what it carries. */
  private isByItem({ partitions, carries }: Component): boolean {
    const by = partitions?.key[0];
    return by === undefined || carries.some(({ to }) => this.network.lookup.data.get(to)?.key.includes(by) === true);
  }

  private makeQueue({ component, partitions, fullestPartition }: Configuration): MessageQueue {
    const { batches, world } = this;
    const hasDeadLetters = component.settings.dead_letter !== undefined;
    const tally = () => batches.tally();
    const waitingArea = tally();
    this.timeline.follow(waitingArea);
    const queue = new MessageQueue(
      world,
      component.id,
      world.queues.length,
      {
        partitions: partitions ?? 0,
        isByItem: this.isByItem(component),
        fullest: fullestPartition,
        repeats: wordOf(component, 'deliver') !== 'at_most_once' && wordOf(component, 'commit') !== 'before_processing',
        mostDeliveries: hasDeadLetters ? Math.max(1, numberOf(component, 'max_deliveries') ?? 5) : Infinity,
        isExactlyOnce: wordOf(component, 'deliver') === 'exactly_once',
        commitEvery: wordOf(component, 'commit') === 'auto' ? AUTO_COMMIT : 0,
        retention: numberOf(component, 'retention') ?? Infinity,
        maxLength: Math.max(1, numberOf(component, 'max_length') ?? Infinity),
        whenFull: component.whenFull?.action ?? 'reject',
      },
      world.streams.uniform(`${component.id} partition`),
      tally(),
      tally(),
      tally(),
      tally(),
      waitingArea,
      this.poolOf(component.id, 'main'),
      world.streams.draw(workLaw(component, 'consume'), `${component.id} hand out`),
    );
    world.queues.push(queue);
    return queue;
  }

  private makeUse(id: Id, data: Id | undefined): CacheUse | undefined {
    const configuration = this.network.configurations.get(id);
    const index = this.dataIndex.get(data ?? '');
    const item = this.network.lookup.data.get(data ?? '');
    if (configuration === undefined || index === undefined || item === undefined) return undefined;
    const { component } = configuration;
    const isCopy = component.caches.some(({ to }) => to === data);
    if (!isCopy || (component.kind !== 'cache' && component.kind !== 'cdn')) return undefined;
    const cache = this.cache(configuration);
    const weight = inObjects(component) ? 1 : (numberOf(dataOwner(item), 'size') ?? 0);
    const mode = wordOf(component, 'write_mode');
    const onWrite =
      mode === 'through' || mode === 'back'
        ? 'replace'
        : wordOf(component, 'invalidate') === 'on_write'
          ? 'remove'
          : 'nothing';
    return new CacheUse(cache, index, weight, onWrite);
  }

  private cache(configuration: Configuration): Cache {
    const { component, shards, instances, copies } = configuration;
    const known = this.caches.get(component.id);
    if (known !== undefined) return known;
    const nodes = Math.max(shards, copies === undefined || copies.count <= 1 ? instances * shards : shards);
    const stated = capacity(component, 'capacity')?.value;
    const each = stated?.objects ?? stated?.bytes ?? numberOf(component, 'memory') ?? Infinity;
    const ratio = numberOf(component, 'hit_ratio');
    const actions = component.onMiss?.actions ?? [];
    const cache: Cache = {
      id: component.id,
      entries: new CacheEntries(
        this.cutRoom(component, each * nodes),
        (wordOf(component, 'evict') ?? 'lru') as Eviction,
        this.world.streams.uniform(`${component.id} eviction`),
      ),
      lookups: this.batches.tally(),
      hits: this.batches.tally(),
      stated: ratio === undefined ? undefined : Math.min(1, Math.max(0, ratio)),
      uniform: this.world.streams.uniform(`${component.id} cache`),
      lifetime: numberOf(component, 'ttl') ?? Infinity,
      jitter: Math.min(1, Math.max(0, numberOf(component, 'ttl_jitter') ?? 0)),
      isSliding: wordOf(component, 'ttl_kind') === 'sliding',
      fills: !actions.includes('bypass'),
      coalesces: wordOf(component, 'coalesce') === 'on' || actions.includes('coalesce'),
      kept: new FrameQueue(),
      keepsThrough: (copies?.count ?? 1) > 1 || writeAheadLog(component)?.mode === 'sync',
      filling: new Map(),
    };
    this.caches.set(component.id, cache);
    return cache;
  }

  /** The room of a cache, no more than the largest that a run keeps. */
  private cutRoom(component: Component, room: number): number {
    let [smallest, objects] = [Infinity, 0];
    for (const { to } of component.caches) {
      const item = this.network.lookup.data.get(to);
      const size = item === undefined ? 0 : (numberOf(dataOwner(item), 'size') ?? 0);
      smallest = Math.min(smallest, inObjects(component) ? 1 : size);
      objects += item === undefined ? 0 : (numberOf(dataOwner(item), 'count') ?? 0);
    }
    const most = Math.max(1, smallest) * MOST_ENTRIES;
    if (room <= most) return room;
    if (objects > MOST_ENTRIES) this.cut.add(component.id);
    return most;
  }
}

const inObjects = (component: Component): boolean => capacity(component, 'capacity')?.value.objects !== undefined;
