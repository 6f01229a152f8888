import type { Cache } from '../behaviours/cache.js';
import type { MessageQueue } from '../behaviours/message-queue.js';
import type { ReplicaSet } from '../replication/replica-set.js';
import { lagOf } from './log-lag.js';
import type { PartitionSeries, Series } from './playback.js';
import { Growth, type Rows, type Watched } from './watched.js';

/** Hits per look-up of a cache. */
export class CacheRows implements Watched {
  readonly series: { readonly hitRatio: Series };
  private readonly hits: Growth;
  private readonly lookups: Growth;

  constructor({ hits, lookups }: Cache, rows: Rows) {
    this.series = { hitRatio: rows.row() };
    this.hits = new Growth(() => hits.total);
    this.lookups = new Growth(() => lookups.total);
  }

  look(at: number): void {
    // 0/0 is NaN: there is no ratio of nothing.
    this.series.hitRatio[at] = this.hits.since() / this.lookups.since();
  }
}

/** The messages of a queue, for all its consumers together. */
export class QueueRows implements Watched {
  readonly series: Readonly<Record<'backlog' | 'oldest' | 'redelivered' | 'deadLettered', Series>>;
  private readonly redelivered: Growth;
  private readonly deadLettered: Growth;

  constructor(
    private readonly queue: MessageQueue,
    rows: Rows,
    /** Told when messages become dead letters in a step. */
    private readonly died: (count: number) => void,
  ) {
    this.series = { backlog: rows.row(), oldest: rows.row(), redelivered: rows.row(), deadLettered: rows.row() };
    this.redelivered = new Growth(() => queue.redelivered.total);
    this.deadLettered = new Growth(() => queue.deadLettered.total);
  }

  look(at: number, now: number): void {
    const { series, queue } = this;
    series.backlog[at] = queue.waiting;
    let oldest = now;
    for (const { rings } of queue.groups)
      for (const ring of rings) if (ring.length > 0) oldest = Math.min(oldest, ring.time);
    series.oldest[at] = now - oldest;
    series.redelivered[at] = this.redelivered.since();
    const died = this.deadLettered.since();
    series.deadLettered[at] = died;
    this.died(died);
  }
}

/** One partition of a queue. */
export class PartitionRows implements Watched {
  readonly series: PartitionSeries<Series>;

  constructor(
    private readonly queue: MessageQueue,
    private readonly partition: number,
    rows: Rows,
  ) {
    this.series = { id: queue.nameOf(partition), component: queue.id, backlog: rows.row(), oldest: rows.row() };
  }

  look(at: number, now: number): void {
    let [backlog, oldest] = [0, now];
    for (const { rings } of this.queue.groups) {
      const ring = rings[this.partition];
      if (ring === undefined || ring.length === 0) continue;
      backlog += ring.length;
      oldest = Math.min(oldest, ring.time);
    }
    this.series.backlog[at] = backlog;
    this.series.oldest[at] = now - oldest;
  }
}

/** How far the copies of a store are behind their leaders, those that are down left out. */
export class LagRows implements Watched {
  readonly series: Readonly<Record<'lagEntries' | 'lagSeconds' | 'leaderless', Series>>;

  constructor(
    private readonly set: ReplicaSet,
    rows: Rows,
  ) {
    this.series = { lagEntries: rows.row(), lagSeconds: rows.row(), leaderless: rows.row() };
  }

  look(at: number, now: number): void {
    let [entries, seconds, leaderless] = [0, 0, 0];
    for (const { copies, log, downSince } of this.set.groups) {
      if (downSince !== undefined) leaderless++;
      for (const copy of copies) {
        if (copy.isDown) continue;
        const lag = lagOf(copy, log, now);
        entries = Math.max(entries, lag.entries);
        seconds = Math.max(seconds, lag.seconds);
      }
    }
    this.series.lagEntries[at] = entries;
    this.series.lagSeconds[at] = seconds;
    this.series.leaderless[at] = leaderless;
  }
}
