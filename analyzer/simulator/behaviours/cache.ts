import type { Id } from '../../design/design.js';
import { ENDED, FAILED, type Frame, type FrameQueue, OK, type Outcome } from '../model/frame.js';
import type { CallOp, FallbackOp } from '../model/ops.js';
import type { Tally } from '../statistics/batches.js';
import type { World } from '../world.js';
import type { CacheEntries } from './cache-entries.js';

/** Keys of one data item are kept apart from those of another in a shared cache by this much. */
export const KEYS_PER_DATA = 2 ** 44;

/** Keys after which a cache that lost all is taken to be as full as before. */
const MOST_REFILLED = 1_000_000;

/** A component that keeps copies of data. */
export interface Cache {
  /** The component. */
  readonly id: Id;
  readonly entries: CacheEntries;
  readonly lookups: Tally;
  readonly hits: Tally;
  /** A stated hit ratio (or the estimate's, of a cache too large to be kept), drawn instead of looked up. */
  stated: number | undefined;
  /** Of such a cache: keys that it has lost, and those of them that somebody has read since. */
  emptied?: { readonly has: (key: number) => boolean; readonly refilled: Set<number> } | undefined;
  readonly uniform: () => number;
  readonly lifetime: number;
  /** Share of the lifetime by which ends are spread. */
  readonly jitter: number;
  readonly isSliding: boolean;
  /** Whether a miss fills it, and whether others who miss the same key wait for that. */
  readonly fills: boolean;
  readonly coalesces: boolean;
  /** Writes that the store does not have yet, in the order they came, and whether they outlive a crash (a log, copies). */
  readonly kept: FrameQueue;
  readonly keepsThrough: boolean;
  /** Requests that wait for the fill of a key: who does it, and behind it those who wait. */
  readonly filling: Map<number, Frame>;
}

/** A cache loses some keys, or all. */
export function lose(cache: Cache, is: (key: number) => boolean): void {
  cache.entries.forget(is);
  if (cache.stated === undefined) return;
  const { emptied } = cache;
  const refilled = new Set([...(emptied?.refilled ?? [])].filter((key) => !is(key)));
  cache.emptied = { has: (key) => is(key) || emptied?.has(key) === true, refilled };
}

/** A cache as used for one data item. */
export class CacheUse {
  constructor(
    readonly cache: Cache,
    private readonly data: number,
    private readonly weight: number,
    /** What a write of the data does here: nothing, remove the copy, or replace it. */
    readonly onWrite: 'nothing' | 'remove' | 'replace',
  ) {}

  keyOf(rank: number): number {
    return this.data * KEYS_PER_DATA + rank;
  }

  /** Whether the cache has what a frame asks for now; counted, and what it has is what the frame sees. */
  look(frame: Frame, now: number): boolean {
    const { cache } = this;
    const { key, operation } = frame;
    cache.lookups.total++;
    const isHit = cache.stated === undefined ? key >= 0 && this.holds(key, now) : this.isDrawn(key, cache.stated);
    if (isHit) cache.hits.total++;
    if (operation !== undefined && isHit) {
      operation.version = cache.stated === undefined ? cache.entries.versionOf(this.keyOf(key)) : -1;
      operation.copy = cache.id;
    }
    return isHit;
  }

  /** By chance; what the cache has lost is missed once. */
  private isDrawn(rank: number, ratio: number): boolean {
    const { emptied, uniform } = this.cache;
    const isHit = uniform() < ratio;
    if (emptied === undefined || rank < 0) return isHit;
    const key = this.keyOf(rank);
    if (!emptied.has(key) || emptied.refilled.has(key)) return isHit;
    emptied.refilled.add(key);
    if (emptied.refilled.size >= MOST_REFILLED) this.cache.emptied = undefined;
    return false;
  }

  /** Whether the cache has it; a use, but not counted. */
  holds(rank: number, now: number): boolean {
    const { entries, isSliding, lifetime } = this.cache;
    return entries.use(this.keyOf(rank), now, isSliding ? now + lifetime : undefined);
  }

  /** Puts in a version of an item. */
  put(rank: number, version: number, now: number): void {
    const { cache } = this;
    if (cache.stated !== undefined || rank < 0) return;
    const lifetime = cache.jitter > 0 ? cache.lifetime * (1 - cache.jitter * cache.uniform()) : cache.lifetime;
    cache.entries.put(this.keyOf(rank), this.weight, now + lifetime, version);
  }

  written(rank: number, version: number, now: number): void {
    if (rank < 0) return;
    if (this.onWrite === 'replace') this.put(rank, version, now);
    else if (this.onWrite === 'remove') this.cache.entries.remove(this.keyOf(rank));
  }
}

/** Reads that go on to the next holder when one misses, and what misses leave in the caches they came through. */
export class Caches {
  constructor(private readonly world: World) {}

  begin(frame: Frame, op: FallbackOp): void {
    const [first] = op.reads;
    if (op.slot >= 0) this.world.transactions.choose(frame, op);
    if (op.recorded !== undefined) this.world.recorder.begin(frame, op.recorded);
    else if (op.slot < 0) frame.key = -1;
    if (first === undefined) this.world.resume(frame);
    else this.world.calls.begin(frame, first);
  }

  /** One of the reads is over. */
  afterRead(frame: Frame, op: CallOp, fallback: FallbackOp, outcome: Outcome): void {
    const { world } = this;
    const isLast = op.position === fallback.reads.length - 1;
    const answers = outcome !== FAILED;
    const isFound = answers && (op.cache === undefined || isLast || op.cache.look(frame, world.kernel.now));
    if (isFound || isLast) {
      this.over(frame, fallback, op.position, isFound, outcome);
      return;
    }
    const cache = op.cache?.cache;
    if (answers && op.cache !== undefined && cache?.coalesces === true && frame.key >= 0) {
      const key = op.cache.keyOf(frame.key);
      const filler = cache.filling.get(key);
      if (filler !== undefined && filler !== frame) {
        frame.next = filler.next;
        filler.next = frame;
        frame.calling = op;
        return;
      }
      cache.filling.set(key, frame);
    }
    const next = fallback.reads[op.position + 1];
    if (next !== undefined) world.calls.begin(frame, next);
  }

  /** Somebody had it, or nobody: the caches passed on the way are filled, and who waited for that goes on. */
  private over(frame: Frame, fallback: FallbackOp, position: number, isFound: boolean, outcome: Outcome): void {
    const { world } = this;
    const { key } = frame;
    const version = frame.operation?.version ?? 0;
    for (let i = 0; i < position; i++) {
      const read = fallback.reads[i];
      const use = read?.cache;
      if (read === undefined || use === undefined) continue;
      if (isFound && use.cache.fills) {
        use.put(key, version, world.kernel.now);
        world.background(read, frame);
      }
      if (!use.cache.coalesces || key < 0) continue;
      const cacheKey = use.keyOf(key);
      if (use.cache.filling.get(cacheKey) === frame) {
        use.cache.filling.delete(cacheKey);
        this.wake(frame, fallback, i, isFound);
      }
    }
    if (fallback.recorded !== undefined) world.recorder.over(frame, fallback.recorded, isFound ? outcome : FAILED);
    if (isFound) {
      if (outcome === ENDED) world.end(frame, ENDED);
      else world.resume(frame);
    } else world.end(frame, FAILED);
  }

  /** Those who waited have it now, or ask for themselves. */
  private wake(filler: Frame, fallback: FallbackOp, position: number, isFound: boolean): void {
    let waiting = filler.next;
    filler.next = undefined;
    while (waiting !== undefined) {
      const { next } = waiting;
      waiting.next = undefined;
      waiting.calling = undefined;
      if (isFound) {
        if (waiting.operation !== undefined) waiting.operation.version = filler.operation?.version ?? -1;
        this.over(waiting, fallback, position, true, OK);
      } else {
        const read = fallback.reads[position + 1];
        if (read !== undefined) this.world.calls.begin(waiting, read);
      }
      waiting = next;
    }
  }
}
