import type { Id, Scenario } from '../design/design.js';
import { messagesAtOnce } from '../estimate/network/configuration.js';
import { meanHitRatio } from '../estimate/network/hit-ratio.js';
import type { Solution } from '../estimate/network/solve-network.js';
import { lose } from './behaviours/cache.js';
import { ConsumerGroup } from './behaviours/consumer-group.js';
import { MOST_GROUPS } from './behaviours/message-queue.js';
import { Network } from './behaviours/network.js';
import { History } from './history/history.js';
import { hashOf } from './kernel/hash.js';
import { Streams } from './kernel/random.js';
import { buildOutages } from './model/build-outages.js';
import { buildPools, type PoolFinder } from './model/build-pools.js';
import { Refreshes } from './model/build-refreshes.js';
import { Compiler } from './model/compile.js';
import { BATCH, POINT, WARM } from './model/events.js';
import { fullest } from './model/fullest.js';
import { Holders, MOST_ENTRIES } from './model/holders.js';
import type { CallOp, Source } from './model/ops.js';
import { Places } from './model/places.js';
import { itemCounts } from './model/recorded.js';
import type { Pool } from './model/units.js';
import { gapsOf, loadNotes } from './notes.js';
import { type Observed, partsOf } from './observed.js';
import { componentResult, flowResult, type Parts, timelineResult } from './report.js';
import type { SimulationResult } from './result.js';
import { type Breakable, Faults } from './scenario/faults.js';
import type { Measurable } from './scenario/measure-run.js';
import type { Probes, Trace } from './simulate.js';
import { Batches } from './statistics/batches.js';
import { FlowStatistics } from './statistics/flow-statistics.js';
import { encodeCounts } from './statistics/histogram-text.js';
import { Timeline } from './statistics/timeline.js';
import { warmCaches } from './warm-caches.js';
import { World } from './world.js';

export interface RunSettings {
  readonly seed: number;
  readonly warmup: number;
  /** Seconds measured; `Infinity`: until the precision is reached. */
  readonly duration: number;
  /** 0: the run never ends for being precise enough. */
  readonly precision: number;
  readonly eventBudget: number;
  readonly shouldStop: (() => boolean) | undefined;
  readonly confidence: number;
  /** Seconds of the first batches. */
  readonly firstBatch: number;
  readonly scenario: Scenario | undefined;
  readonly isTraced: boolean;
  readonly probes?: Probes | undefined;
}

/** Batches before it is asked whether a run is precise enough. */
const ENOUGH_BATCHES = 20;

/** One run of one workload: builds the world, lets it happen, measures it. */
export class Run {
  private readonly batches: Batches;
  private readonly timeline = new Timeline();
  readonly world: World;
  private readonly pools: readonly Pool[];
  private readonly holders: Holders;
  private readonly refreshes: Refreshes;
  private readonly compiler: Compiler;
  private readonly flows = new Map<Id, FlowStatistics>();
  private readonly notes: string[] = [];
  private isPrecise = false;
  private isWarm = false;
  ended: SimulationResult['ended'] | undefined;

  constructor(
    private readonly solution: Solution,
    private readonly workload: Id,
    private readonly settings: RunSettings,
  ) {
    const { network } = solution;
    const { design, distances, lookup } = network;
    const isBroken = (settings.scenario?.faults.length ?? 0) > 0;
    this.batches = new Batches(settings.firstBatch, settings.confidence, isBroken);
    const streams = new Streams(settings.seed);
    const places = new Places(lookup, distances);
    const ways = new Network(distances, places, streams, lookup, () => this.world.kernel.now);
    const history = new History(design, itemCounts(design), settings.isTraced);
    this.world = new World(streams, places, ways, history, { handle: (kind) => this.measure(kind) });
    buildOutages(solution, this.world);
    this.pools = buildPools(network, this.world, this.batches, this.timeline);
    const dataIds = design.data.map(({ id }) => id);
    this.world.replicas.build(dataIds, network.configurations, this.pools, this.batches, this.timeline);
    const poolOf: PoolFinder = (component, role) => this.pools[network.poolOf.get(`${component} ${role}`) ?? -1];
    this.holders = new Holders(network, this.world, this.batches, this.timeline, poolOf);
    this.world.quorums.start();
    for (const { id } of design.flows) {
      const statistics = new FlowStatistics(this.batches, this.timeline);
      this.flows.set(id, statistics);
      this.world.statistics.push(statistics);
      this.world.flowIds.push(id);
    }
    this.refreshes = new Refreshes(network, streams, this.batches);
    this.compiler = new Compiler(network, this.world, this.holders, poolOf, this.refreshes);
    const { compiler } = this;
    const sources = this.sources(compiler);
    this.addLoads(sources);
    this.addProbes(sources);
    this.addConsumers(sources);
    this.drawTooLarge(this.holders.cut);
    const cold = warmCaches(compiler.cachedReads, this.holders, solution, streams);
    this.drawTooLarge(cold);
    this.noteModel(compiler.cachedReads, [...this.holders.cut, ...cold]);
    const faults = settings.scenario?.faults ?? [];
    if (faults.length > 0 || design.components.some(({ breaks }) => breaks)) this.world.elections.watch();
    if (faults.length > 0) {
      for (const unit of this.world.units) unit.isWatched = true;
      new Faults(this.world, lookup, this.breakable()).schedule(faults);
    }
    this.startMeasuring();
  }

  /** Lets up to so many more events happen, no later than `until`; says whether the run is over. */
  advance(events: number, until = Infinity): boolean {
    if (this.ended !== undefined) return true;
    const { settings, world } = this;
    const { kernel } = world;
    const slice = Math.min(settings.eventBudget, kernel.events + events);
    const end = settings.warmup + settings.duration;
    const how = this.hasLoad() ? kernel.run(Math.min(end, until), slice, settings.shouldStop) : 'time';
    if (how === 'budget' && kernel.events < settings.eventBudget) return false;
    if (how === 'time' && until < end && this.hasLoad()) return false;
    if (world.isFull) this.notes.unshift(fullest(world));
    this.ended = this.isPrecise
      ? 'precision'
      : world.isFull
        ? 'budget'
        : how === 'budget' || how === 'stopped'
          ? how
          : 'duration';
    return true;
  }

  /** Seconds simulated so far, warm-up included. */
  get now(): number {
    return this.world.kernel.now;
  }

  private breakable(): Breakable {
    const { design, lookup } = this.solution.network;
    return {
      forget: (id, machine, of) => {
        const has = (key: number): boolean => of === 1 || hashOf(key, 3) % of === machine;
        const cache = this.holders.caches.get(id);
        if (cache !== undefined) {
          lose(cache, has);
          this.world.writeBacks.lose(cache, has);
        }
        // What is kept nowhere else is lost.
        const { history } = this.world;
        for (const { to } of lookup.components.get(id)?.caches ?? [])
          if ((lookup.storesOf.get(to)?.length ?? 0) === 0) history.lost(to, history.wiped(to, id, has));
      },
      pauseQueue: (id, isPaused) => {
        const queue = this.holders.queues.get(id);
        queue?.pause(isPaused);
        return queue !== undefined;
      },
      flowNumber: (id) => design.flows.findIndex((flow) => flow.id === id),
    };
  }

  private startMeasuring(): void {
    const { settings, world, batches, timeline } = this;
    const { warmup, duration } = settings;
    const rough = duration < Infinity ? warmup + duration : warmup + 40 * batches.length;
    while (timeline.step < rough / 1200) timeline.step *= 2;
    world.kernel.schedule(warmup, WARM, 0, 0);
    world.kernel.schedule(timeline.step, POINT, 0, 0);
  }

  private hasLoad(): boolean {
    return this.solution.loads.some(({ rate, closed }) => rate > 0 || (closed?.users ?? 0) > 0);
  }

  /** What sets requests going; of each flow one kind is measured, as the estimate does: its own start if it has one. */
  private sources(compiler: Compiler): readonly Source[] {
    const { plan, design } = this.solution.network;
    return plan.roots.map((root) => {
      const all = plan.roots.filter(({ flow, body }) => flow === root.flow && body.nodes.length > 0);
      const measured = all.find(({ queue }) => queue === undefined) ?? all[0];
      const flow = design.flows.findIndex(({ id }) => id === root.flow);
      return compiler.source(root, flow, measured === root);
    });
  }

  private addLoads(sources: readonly Source[]): void {
    const { solution, settings } = this;
    const { plan } = solution.network;
    const knowsDuration = settings.duration < Infinity;
    const firstSpike = knowsDuration ? settings.warmup + settings.duration / 10 : undefined;
    for (const load of solution.loads) {
      const root = plan.roots.find(({ flow, queue }) => flow === load.flow && queue === undefined);
      const source = root === undefined ? undefined : sources[root.index];
      if (source !== undefined && root !== undefined && root.body.nodes.length > 0)
        this.world.workload.add(source, load, firstSpike);
    }
    this.notes.push(
      ...loadNotes(
        solution.loads.map(({ load }) => load),
        knowsDuration,
      ),
    );
  }

  private addProbes(sources: readonly Source[]): void {
    const { probes } = this.settings;
    const { plan, design } = this.solution.network;
    if (probes === undefined) return;
    const [first, second] = probes.flows.map((id) => {
      const root = plan.roots.find(({ flow, queue }) => flow === id && queue === undefined);
      return root === undefined ? undefined : sources[root.index];
    });
    const data = design.data.findIndex(({ id }) => id === probes.data);
    if (first === undefined || second === undefined || data < 0) return;
    this.world.workload.probe(first, second, data, itemCounts(design).get(probes.data) ?? Infinity, probes);
  }

  private addConsumers(sources: readonly Source[]): void {
    const { network } = this.solution;
    for (const root of network.plan.roots) {
      const queue = root.queue === undefined ? undefined : this.holders.queue(root.queue);
      const source = sources[root.index];
      const first = root.body.nodes[0];
      if (queue === undefined || source === undefined || first?.kind !== 'call') continue;
      const pool = this.pools[network.poolOf.get(`${first.target} main`) ?? -1];
      const configuration = network.configurations.get(first.target);
      if (pool === undefined || configuration === undefined || queue.groups.length >= MOST_GROUPS) continue;
      const each = messagesAtOnce(configuration, network.configurations.get(root.queue ?? ''));
      const machines = pool.shape.policy === 'shared' ? pool.shape.units : 1;
      queue.groups.push(new ConsumerGroup(queue, source, pool.units, each * machines));
    }
  }

  private noteModel(reads: readonly CallOp[], tooLarge: readonly string[]): void {
    const { network } = this.solution;
    this.notes.push(...gapsOf(network.design));
    if (!network.distances.isPlaced) this.notes.push('No regions are declared: network time is not counted.');
    if (tooLarge.length > 0)
      this.notes.push(
        `${names(tooLarge)}: more entries than a run keeps (${MOST_ENTRIES}) or can fill before it starts; hits are drawn with the ratio of the estimate.`,
      );
    const unknown = reads.filter(
      ({ recorded, cache }) => recorded?.keys === undefined && cache?.cache.stated === undefined,
    );
    if (unknown.length > 0)
      this.notes.push(
        `${names(unknown.map(({ node }) => node.data ?? node.id))}: without a \`count\` no keys can be drawn, and caches never have it.`,
      );
  }

  /** Half-filled caches would mislead: those that a run cannot fill have the hit ratio of the estimate. */
  private drawTooLarge(ids: Iterable<Id>): void {
    for (const id of ids) {
      const cache = this.holders.caches.get(id);
      const estimated = this.solution.caches.get(id);
      const ratio = estimated === undefined ? null : meanHitRatio(estimated.hits, estimated.reads);
      if (cache !== undefined && ratio !== null) cache.stated = ratio;
    }
  }

  /** Ends the warm-up, a batch, or a point of the timeline. */
  private measure(kind: number): void {
    const { world, batches, timeline } = this;
    const { kernel } = world;
    this.settle();
    if (kind === POINT) {
      timeline.close();
      kernel.schedule(timeline.step, POINT, 0, 0);
      return;
    }
    if (kind === WARM) {
      this.isWarm = true;
      batches.restart();
      for (const unit of world.units) unit.worked = 0;
      for (const queue of world.queues) queue.peak = queue.waiting;
    } else batches.close();
    kernel.schedule(batches.length, BATCH, 0, 0);
    if (kind === BATCH && this.settings.precision > 0 && batches.count >= ENOUGH_BATCHES && this.isEnough()) {
      this.isPrecise = true;
      kernel.halt();
    }
  }

  private isEnough(): boolean {
    const { batches, settings } = this;
    let known = 0;
    for (const { latencySum, completed, ended } of this.flows.values()) {
      if (batches.measured(ended) === 0) continue;
      const mean = batches.ratio(latencySum, completed);
      if (mean === undefined) continue;
      if (!(mean.halfWidth <= settings.precision * mean.value)) return false;
      known++;
    }
    return known > 0;
  }

  /** Brings all areas up to date. */
  private settle(): void {
    const { kernel, queues } = this.world;
    this.batches.elapsed.total = kernel.now;
    for (const pool of this.pools) pool.statistics.settle(kernel.now);
    for (const flow of this.flows.values()) flow.settle(kernel.now);
    for (const queue of queues) queue.settle();
    this.world.autoscaling.settle(kernel.now);
    this.world.replicas.settle(kernel.now);
  }

  /** What a recorder looks at. */
  observed(): Observed {
    return {
      world: this.world,
      flows: this.flows,
      parts: this.parts(),
      breakers: this.compiler.breakers,
    };
  }

  trace(): Trace {
    const { history, chronicle } = this.world;
    return { operations: history.traced(), happenings: chronicle.happenings };
  }

  /** Histograms of the run as text, by the path of their percentiles. */
  histograms(): Readonly<Record<string, string>> {
    const all: Record<string, string> = {};
    for (const [id, { latency }] of this.flows) all[`flows ${id} latency`] = encodeCounts(latency.counts());
    for (const id of this.solution.network.configurations.keys()) {
      const main = this.pools[this.solution.network.poolOf.get(`${id} main`) ?? -1];
      if (main !== undefined) all[`components ${id} response`] = encodeCounts(main.statistics.response.counts());
    }
    return all;
  }

  /** What each component consists of. */
  private parts(): ReadonlyMap<Id, Parts> {
    return partsOf(this.solution.network, this.pools, this.holders, this.refreshes, this.world);
  }

  /** What is known now; of a run that is not over, what it would say if it were stopped here. */
  result(): Measurable {
    for (const { groups } of this.world.queues) for (const group of groups) group.expireAll();
    this.settle();
    const { world, batches, settings, solution } = this;
    const { network } = solution;
    const parts = this.parts();
    const duration = this.isWarm ? batches.measured(batches.elapsed) : 0;
    if (!this.isWarm) batches.restart();
    return {
      design: network.design.name,
      workload: this.workload,
      ...(settings.scenario === undefined ? {} : { scenario: settings.scenario.id }),
      seed: settings.seed,
      warmup: Math.min(settings.warmup, world.kernel.now),
      duration,
      eventCount: world.kernel.events,
      ended: this.ended ?? 'stopped',
      confidenceLevel: settings.confidence,
      flows: Object.fromEntries([...this.flows].map(([id, of]) => [id, flowResult(of, batches)])),
      components: Object.fromEntries([...parts].map(([id, of]) => [id, componentResult(of, batches)])),
      data: world.history.results(),
      timeline: timelineResult(this.flows, parts, this.timeline),
      events: world.chronicle.happenings,
      violations: world.history.violations(),
      notes: this.hasLoad() ? this.notes : ['Nothing starts any flow.', ...this.notes],
    };
  }
}

const names = (ids: Iterable<string>): string => [...new Set(ids)].map((id) => `\`${id}\``).join(', ');
