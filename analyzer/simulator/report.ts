import type { Id } from '../design/design.js';
import type { Percentiles } from '../estimate/estimate.js';
import type { Cache } from './behaviours/cache.js';
import type { MessageQueue } from './behaviours/message-queue.js';
import type { Refreshed } from './behaviours/refreshed.js';
import type { Pool } from './model/units.js';
import type { ReplicaSet } from './replication/replica-set.js';
import type { ComponentResult, FlowResult, Timeline as TimelineResult } from './result.js';
import type { Batches, Interval, Tally } from './statistics/batches.js';
import type { FlowStatistics } from './statistics/flow-statistics.js';
import type { Histogram } from './statistics/histogram.js';
import type { Timeline } from './statistics/timeline.js';

/** Collects figures and the half-widths of their intervals under one name each. */
class Figures {
  readonly confidence: Record<string, number> = {};
  constructor(private readonly batches: Batches) {}

  /** `undefined` becomes null; the half-width is noted when there is one. */
  note(name: string, interval: Interval | undefined, factor = 1): number | null {
    if (interval === undefined) return null;
    if (Number.isFinite(interval.halfWidth)) this.confidence[name] = interval.halfWidth * factor;
    return interval.value * factor;
  }

  ratio(name: string, over: Tally, under: Tally, factor = 1): number | null {
    return this.note(name, this.batches.ratio(over, under), factor);
  }

  /** Per second of measured time. */
  rate(name: string, of: Tally, factor = 1): number {
    return this.ratio(name, of, this.batches.elapsed, factor) ?? 0;
  }

  percentiles(name: string, histogram: Histogram, sum: Tally, count: Tally): Percentiles {
    histogram.gather();
    const at = (p: number, key: string) => this.note(`${name}.${key}`, histogram.quantile(p));
    return {
      mean: this.ratio(`${name}.mean`, sum, count),
      p50: at(0.5, 'p50'),
      p90: at(0.9, 'p90'),
      p95: at(0.95, 'p95'),
      p99: at(0.99, 'p99'),
      p999: at(0.999, 'p999'),
    };
  }
}

export function flowResult(of: FlowStatistics, batches: Batches): FlowResult {
  const figures = new Figures(batches);
  const count = (tally: Tally) => batches.measured(tally);
  return {
    rate: figures.rate('rate', of.started),
    latency: figures.percentiles('latency', of.latency, of.latencySum, of.completed),
    availability: figures.ratio('availability', of.completed, of.ended),
    inSystem: figures.rate('inSystem', of.area),
    counts: {
      started: count(of.started),
      completed: count(of.completed),
      failed: count(of.failed),
      timedOut: count(of.timedOut),
      rejected: count(of.rejected),
      abandoned: count(of.abandoned),
      retried: count(of.retried),
      hedged: count(of.hedged),
      shortCircuited: count(of.shortCircuited),
      conflicts: count(of.conflicts),
      compensated: count(of.compensated),
    },
    confidence: figures.confidence,
  };
}

/** What a component consists of in a run. */
export interface Parts {
  readonly main: Pool | undefined;
  readonly follower: Pool | undefined;
  readonly cache: Cache | undefined;
  readonly queue: MessageQueue | undefined;
  readonly refreshed: Refreshed | undefined;
  readonly replicas: ReplicaSet | undefined;
}

export function componentResult(
  { main, follower, cache, queue, refreshed, replicas }: Parts,
  batches: Batches,
): ComponentResult {
  const figures = new Figures(batches);
  const station = main === undefined ? idle : stationFigures(main, follower, figures, batches);
  return {
    ...station,
    ...(refreshed === undefined
      ? {}
      : { age: figures.percentiles('age', refreshed.ages, refreshed.ageSum, refreshed.reads) }),
    ...(cache === undefined ? {} : { hitRatio: figures.ratio('hitRatio', cache.hits, cache.lookups) }),
    ...(queue === undefined || queue.groups.length === 0
      ? {}
      : {
          backlog: figures.rate('backlog', queue.waitingArea),
          backlogPeak: queue.peak,
          redelivered: batches.measured(queue.redelivered),
          deadLettered: batches.measured(queue.deadLettered),
          dropped: batches.measured(queue.dropped),
        }),
    ...(main === undefined || replicas === undefined ? {} : copyFigures(replicas, figures, batches)),
    confidence: figures.confidence,
  };
}

/** What copies have that one of them leads; a single one can only be away. */
function copyFigures(
  { kind, count, rules, contents, statistics: of }: ReplicaSet,
  figures: Figures,
  batches: Batches,
): Partial<ComponentResult> {
  if (contents !== undefined) {
    const { readRepairs, hintsStored, hintsDelivered, conflicts, unavailable, siblings } = contents;
    const counts = { conflicts, siblings };
    if (kind === 'leaderless') return { readRepairs, hintsStored, hintsDelivered, ...counts, unavailable };
    const { mean, p99 } = figures.percentiles('replicationLag', of.lag, of.lagSum, of.applied);
    return { replicationLag: { mean, p99 }, ...counts };
  }
  const { recovery = null, rpo = null, elections, downtime } = of;
  if (count <= 1) return { recovery, rpo };
  const lag = figures.percentiles('replicationLag', of.lag, of.lagSum, of.applied);
  return {
    ...(rules.isConsensus ? {} : { replicationLag: { mean: lag.mean, p99: lag.p99 } }),
    replicationLagPeak: of.lagPeak,
    replicationEntriesPeak: of.entriesPeak,
    ...(batches.measured(of.committed) > 0
      ? { commitLatency: figures.percentiles('commitLatency', of.commit, of.commitSum, of.committed) }
      : {}),
    recovery,
    rpo,
    electionDowntime: elections > 0 ? downtime / elections : null,
  };
}

type StationFigures = Omit<ComponentResult, 'confidence'>;

const idle: StationFigures = {
  arrivalRate: 0,
  throughput: 0,
  utilization: null,
  servers: null,
  serviceTime: null,
  waitTime: null,
  responseTime: null,
  response: null,
  queueLength: null,
  inSystem: null,
  lossProbability: null,
  abandonProbability: null,
};

const serversOf = (pool: Pool | undefined): number => pool?.units.reduce((sum, unit) => sum + unit.servers, 0) ?? 0;

function stationFigures(main: Pool, follower: Pool | undefined, figures: Figures, batches: Batches): StationFigures {
  const of = main.statistics;
  const lead = busyShare(follower, batches) > busyShare(main, batches) && follower !== undefined ? follower : main;
  const servers = serversOf(main) + serversOf(follower);
  const isDelay = !Number.isFinite(servers);
  const queueLength = figures.rate('queueLength', of.waitingArea) + meanOf(follower?.statistics.waitingArea, batches);
  const atServers =
    meanOf(of.busyArea, batches) + meanOf(of.heldArea, batches) + meanOf(follower?.statistics.busyArea, batches);
  const threads = main.units.reduce((sum, unit) => sum + unit.mostThreads, 0);
  const elapsed = batches.measured(batches.elapsed);
  const isUneven = main.shape.hottestShare * main.shape.units > 1 + 1e-6 && Number.isFinite(main.shape.servers);
  const hottest = main.units.reduce((most, unit) => Math.max(most, unit.worked / unit.servers), 0) / elapsed;
  return {
    arrivalRate: figures.rate('arrivalRate', of.arrivals),
    throughput: figures.rate('throughput', of.done),
    utilization: isDelay ? null : utilizationOf(lead, figures),
    servers: isDelay
      ? null
      : main.scaling === undefined
        ? servers
        : meanOf(main.scaling.area, batches) * main.shape.servers,
    ...(main.scaling === undefined ? {} : { instances: figures.rate('instances', main.scaling.area) }),
    serviceTime: figures.ratio('serviceTime', of.worked, of.begun),
    waitTime: main.units[0]?.sharing === undefined ? figures.ratio('waitTime', of.waited, of.begun) : null,
    responseTime: figures.ratio('responseTime', of.stayed, of.served),
    response:
      batches.measured(of.served) > 0 ? figures.percentiles('response', of.response, of.stayed, of.served) : null,
    queueLength,
    inSystem: queueLength + atServers,
    lossProbability: figures.ratio('lossProbability', of.rejected, of.arrivals),
    abandonProbability: figures.ratio('abandonProbability', of.abandoned, of.arrivals),
    ...(main.whenFull === 'block' || batches.measured(of.heldArea) > 0
      ? { blockedShare: isDelay ? 0 : figures.rate('blockedShare', of.heldArea, 1 / serversOf(main)) }
      : {}),
    ...(isUneven && elapsed > 0 ? { hottestShardUtilization: hottest } : {}),
    ...(Number.isFinite(threads)
      ? { threadUtilization: figures.rate('threadUtilization', of.threadArea, 1 / threads) }
      : {}),
  };
}

/** Busy share of the servers there were. */
function utilizationOf({ statistics, scaling, shape, units }: Pool, figures: Figures): number | null {
  if (scaling === undefined) {
    const servers = units.reduce((sum, unit) => sum + unit.servers, 0);
    return figures.rate('utilization', statistics.busyArea, 1 / servers);
  }
  return figures.ratio('utilization', statistics.busyArea, scaling.area, 1 / shape.servers);
}

const meanOf = (area: Tally | undefined, batches: Batches): number => {
  const elapsed = batches.measured(batches.elapsed);
  return area === undefined || !(elapsed > 0) ? 0 : batches.measured(area) / elapsed;
};

const busyShare = (pool: Pool | undefined, batches: Batches): number =>
  pool === undefined ? -1 : meanOf(pool.statistics.busyArea, batches) / serversOf(pool);

/** The course of all that was loaded. */
export function timelineResult(
  flows: ReadonlyMap<Id, FlowStatistics>,
  parts: ReadonlyMap<Id, Parts>,
  timeline: Timeline,
): TimelineResult {
  const { step } = timeline;
  const perStep = (tally: Tally, factor = 1) => timeline.of(tally).map((value) => value * factor);
  return {
    step,
    flows: Object.fromEntries(
      [...flows].map(([id, of]) => {
        const completed = perStep(of.completed);
        const sums = timeline.of(of.latencySum);
        const latency = completed.map((count, i) => (count > 0 ? (sums[i] ?? 0) / count : null));
        return [id, { completed, failed: perStep(of.failed), latency }];
      }),
    ),
    components: Object.fromEntries(
      [...parts].flatMap(([id, { main, queue, replicas }]) => {
        if (main === undefined) return [];
        const { arrivals, busyArea, waitingArea } = main.statistics;
        const servers = serversOf(main);
        const instances = main.scaling === undefined ? undefined : perStep(main.scaling.area, 1 / step);
        const busy =
          instances === undefined
            ? perStep(busyArea, 1 / step / servers)
            : perStep(busyArea, 1 / step / main.shape.servers).map((each, i) => each / (instances[i] || 1));
        return [
          [
            id,
            {
              arrivals: perStep(arrivals),
              utilization: Number.isFinite(servers) ? busy : busy.map(() => null),
              queueLength: perStep(waitingArea, 1 / step),
              ...(instances === undefined ? {} : { instances }),
              ...(queue === undefined || queue.groups.length === 0
                ? {}
                : { backlog: perStep(queue.waitingArea, 1 / step) }),
              ...(replicas?.kind === 'led' && replicas.count > 1
                ? { lag: perStep(replicas.statistics.lagArea, 1 / step) }
                : {}),
            },
          ] as const,
        ];
      }),
    ),
  };
}
