import type { Id } from '../../design/design.js';
import { type Latency, latencyFromTail, NO_TIME } from '../distribution/latency.js';
import { parallelAll, slowestOf } from '../distribution/parallel.js';
import { ggc } from '../queueing/ggc.js';
import type { Configuration } from './configuration.js';
import { either, inSum, isEndless } from './course.js';
import type { Service } from './demand.js';
import { kth } from './joined.js';
import { compact, lawLatency, remember, rememberLatency } from './latency-cache.js';
import type { Network, Visit } from './network.js';
import type { CallNode } from './plan.js';
import type { PoolMeasures } from './pool.js';
import { NEVER, poolResponse, waitLatency } from './response.js';
import type { Transfers } from './transfers.js';

/** What the target of a call does by itself: its station, its log, and the other copies of what it keeps. */
export interface Answer {
  readonly latency: Latency;
  /** Share of requests it does not turn away. */
  readonly accepted: number;
}

/** Writes at a follower at the same time, on average, below which their order changes no figure. */
const RARELY_BESIDE = 1e-3;

const AT_ONCE: Answer = { latency: NO_TIME, accepted: 1 };

/** Answers of all components, their stations being solved. */
export class Answers {
  constructor(
    private readonly network: Network,
    private readonly pools: readonly PoolMeasures[],
    private readonly transfers: Transfers,
  ) {}

  /** Answer of the target, called from (or, for the copies of a store, answered in) `region`. */
  to(node: CallNode, region: Id | undefined): Answer {
    const service = this.network.services[node.index];
    if (service === undefined || service.answer.kind === 'none') return AT_ONCE;
    const main = this.network.indexOf(node.target, 'main');
    const measures = this.pools[main];
    const accepted = measures === undefined ? 1 : (1 - measures.loss) * (1 - measures.abandoned);
    return { latency: this.scattered(node, service, region), accepted };
  }

  /** With the parts at other shards: who is asked passes them on, and waits for the slowest. */
  private scattered(node: CallNode, service: Service, region: Id | undefined): Latency {
    const { scatter } = service;
    const first = this.network.visits[node.index]?.[0];
    if (scatter === undefined || first === undefined) return this.latency(node, service, region);
    const part = inSum(this.network.distances.inside(node.target), this.station(first.pool, first.of));
    const slowest = isEndless(part)
      ? NEVER
      : remember('slowest', [part], [scatter.parts], () => compact(slowestOf(part, scatter.parts), [part]));
    return scatter.mode === 'all' ? slowest : inSum(slowest, this.latency(node, service, region));
  }

  private latency(node: CallNode, { answer }: Service, region: Id | undefined): Latency {
    const visits = this.network.visits[node.index] ?? [];
    const [first, second] = visits;
    const main = first === undefined ? NO_TIME : this.station(first.pool, first.of);
    const target = this.network.configurations.get(node.target);
    const count = target?.copies?.count ?? 1;
    switch (answer.kind) {
      case 'none':
        return NO_TIME;
      case 'single': {
        if (second === undefined || answer.leaderShare >= 1) {
          const isWrite = node.operation === 'write' || node.operation === 'publish';
          const written = inSum(main, this.transfers.toDisk(node));
          return isWrite && target?.flush !== undefined ? inSum(written, lawLatency(target.flush)) : written;
        }
        const other = this.station(second.pool, second.of);
        return either([
          { probability: answer.leaderShare, latency: main },
          { probability: 1 - answer.leaderShare, latency: other },
        ]);
      }
      case 'acknowledged': {
        const follower = second === undefined ? NO_TIME : this.applied(second, target);
        const flush = target?.flush === undefined ? NO_TIME : lawLatency(target.flush);
        const acknowledgements = this.acknowledgements(node, inSum(follower, flush));
        if (acknowledgements.some(isEndless)) return NEVER;
        const waited = kth(acknowledgements, answer.needed);
        // The leader flushes while the followers are on their way.
        const both =
          flush === NO_TIME
            ? waited
            : remember('max', [waited, flush], [], () => compact(parallelAll(waited, flush), [waited, flush]));
        return inSum(inSum(main, both), this.transfers.toDisk(node));
      }
      case 'quorum': {
        const delays = target?.component.replicas?.delays;
        const [there, back] = answer.isWrite ? [delays?.write, delays?.ack] : [delays?.request, delays?.response];
        if (there !== undefined || back !== undefined) {
          const round = inSum(
            there === undefined ? NO_TIME : lawLatency(there),
            back === undefined ? NO_TIME : lawLatency(back),
          );
          return kth(new Array<Latency>(count).fill(round), answer.needed);
        }
        const trips = target === undefined ? [] : this.network.distances.toCopies(target.component, count, region);
        const copies = [{ latency: NO_TIME, links: [] }, ...trips].map(({ latency, links }) =>
          inSum(latency, inSum(this.transfers.toCopy(node, links), main)),
        );
        return copies.some(isEndless) ? NEVER : kth(copies, answer.needed);
      }
    }
  }

  /**
   * The work of a write at a follower. Its log says in order what is done, so a write is acknowledged when all before it are, too:
   * with independent times T and writes that come at rate λ, `P(≤ t) = P(T ≤ t) exp(−λ ∫ₜ P(T > u) du)`, the integral taken as that of
   * an exponential tail. Appliers of a stated number make writes wait for one instead.
   */
  private applied({ pool, of }: Visit, target: Configuration | undefined): Latency {
    const station = this.station(pool, of);
    const shape = this.network.pools[pool];
    const measures = this.pools[pool];
    if (shape?.role !== 'follower' || measures === undefined || isEndless(station)) return station;
    const rate = (measures.classRates[of] ?? 0) / shape.shape.units;
    const replicas = target?.component.replicas;
    // What brings its own copies keeps many logs, of which none waits for another.
    if (replicas === undefined) return station;
    const { parallel } = replicas.apply ?? {};
    if (parallel === undefined) {
      if (!(rate * station.mean > RARELY_BESIDE)) return station;
      return remember('in order', [station], [rate], () =>
        compact(
          latencyFromTail((t) => {
            const later = station.tail(t);
            return 1 - (1 - later) * Math.exp(-rate * station.mean * later);
          }),
          [station],
        ),
      );
    }
    const work = shape.classes[of];
    const meanService = (work?.mean ?? 0) * shape.shape.slowing;
    if (!(meanService > 0)) return station;
    const serviceScv = work === undefined ? 1 : Math.max(0, work.square / work.mean ** 2 - 1);
    const { meanWait, waitProbability, reason } = ggc({
      arrivalRate: rate,
      meanService,
      serviceScv,
      servers: Math.max(1, Math.round(parallel)),
    });
    if (reason !== undefined) return NEVER;
    return meanWait > 1e-12
      ? inSum(
          rememberLatency(`hold ${meanWait} ${waitProbability}`, () => waitLatency(meanWait, waitProbability)),
          station,
        )
      : station;
  }

  /** Answers of the followers to a write: the stated delays, or a round trip and their own work. */
  private acknowledgements(node: CallNode, follower: Latency): readonly Latency[] {
    const target = this.network.configurations.get(node.target);
    const count = target?.copies?.count ?? 1;
    const delays = target?.component.replicas?.delays;
    if (delays?.write !== undefined || delays?.ack !== undefined) {
      const there = delays.write === undefined ? NO_TIME : lawLatency(delays.write);
      const back = delays.ack === undefined ? NO_TIME : lawLatency(delays.ack);
      return new Array<Latency>(Math.max(0, count - 1)).fill(inSum(there, back));
    }
    const trips = target === undefined ? [] : this.network.distances.toCopies(target.component, count);
    return trips.map(({ latency, links }) => inSum(latency, inSum(this.transfers.toCopy(node, links), follower)));
  }

  /** Response of one visit to a station. */
  station(pool: number, of: number): Latency {
    const shape = this.network.pools[pool];
    const measures = this.pools[pool];
    return shape === undefined || measures === undefined ? NO_TIME : poolResponse(shape, measures, of);
  }
}
