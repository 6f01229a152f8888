import { stalenessVersions } from '../../estimate/quorum/staleness-bounds.js';
import type { DataResult } from '../result.js';
import type { ViolationKind } from './violation.js';

/** Cells of staleness to each doubling. */
const PER_DOUBLING = 32;
/** Staleness of less than a microsecond is in the first cell, of more than a year in the last. */
const LOWEST = -20;
const HIGHEST = 25;
/** Ages in versions that are told apart; the last stands for all beyond. */
const MOST_VERSIONS = 11;

/** What became of the operations on one data item. */
export class DataCounts {
  reads = 0;
  writes = 0;
  published = 0;
  processed = 0;
  lost = 0;
  stale = 0;
  older = 0;
  duplicated = 0;
  reordered = 0;
  /** Operations begun, and those of them that were followed. */
  begun = 0;
  followed = 0;
  readonly broken = new Map<ViolationKind, number>();
  private readonly cells = new Uint32Array((HIGHEST - LOWEST) * PER_DOUBLING);
  private longest = 0;
  /** Followed reads by how many acknowledged versions they were behind. */
  private readonly behind = new Float64Array(MOST_VERSIONS);

  break(kind: ViolationKind): void {
    this.broken.set(kind, (this.broken.get(kind) ?? 0) + 1);
  }

  /** A read saw something older than what had been acknowledged for that long. */
  staleBy(age: number): void {
    this.older++;
    const cell = Math.floor((Math.log2(Math.max(age, 1e-9)) - LOWEST) * PER_DOUBLING);
    const at = Math.min(this.cells.length - 1, Math.max(0, cell));
    this.cells[at] = (this.cells[at] ?? 0) + 1;
    if (age > this.longest) this.longest = age;
  }

  /** A followed read saw what so many versions, the newest of them acknowledged, had replaced. */
  readBehind(versions: number): void {
    const at = Math.min(versions, MOST_VERSIONS - 1);
    this.behind[at] = (this.behind[at] ?? 0) + 1;
  }

  result(keys: number): DataResult {
    const { reads, writes, published, processed, lost, stale, older, duplicated, reordered, begun, followed } = this;
    const of = (kind: ViolationKind) => this.broken.get(kind) ?? 0;
    return {
      reads,
      writes,
      published,
      processed,
      lost,
      stale,
      duplicated,
      reordered,
      older,
      staleness:
        older === 0
          ? null
          : { p50: this.percentile(0.5), p90: this.percentile(0.9), p99: this.percentile(0.99), max: this.longest },
      kStaleness: this.kStaleness(),
      notLinearizable: of('linearizability'),
      sessions: {
        readYourWrites: of('read_your_writes'),
        monotonicReads: of('monotonic_reads'),
        monotonicWrites: of('monotonic_writes'),
        writesFollowReads: of('writes_follow_reads'),
      },
      followed: { keys, share: begun === 0 ? null : followed / begun },
    };
  }

  /** Share of the followed reads that saw one of the k newest acknowledged versions. */
  private kStaleness(): Readonly<Record<string, number>> | null {
    const all = this.behind.reduce((sum, count) => sum + count, 0);
    if (all === 0) return null;
    const within = (k: number) => this.behind.subarray(0, k).reduce((sum, count) => sum + count, 0) / all;
    return Object.fromEntries(stalenessVersions.map((k) => [String(k), within(k)]));
  }

  private percentile(share: number): number {
    let left = share * this.older;
    for (const [cell, count] of this.cells.entries()) {
      left -= count;
      if (left <= 0) return Math.min(this.longest, 2 ** ((cell + 0.5) / PER_DOUBLING + LOWEST));
    }
    return this.longest;
  }
}
