import { assumed, of } from '../../catalogue/source.js';
import { RETRY } from '../model/events.js';
import { FAILED, type Frame, type Outcome } from '../model/frame.js';
import type { CallOp } from '../model/ops.js';
import type { World } from '../world.js';
import { type Cache, KEYS_PER_DATA } from './cache.js';

/** Seconds that a cache keeps a write back. */
const delay = of(1, assumed('write-behind delays of caches are stated in whole seconds, and this is the least'));

/**
 * Writes that a cache has answered and the store does not know yet (`write_mode back`).
 *
 * Each is a call of the cache to the store that begins after a while, in the order they came, and is tried again until the store
 * has it. Those that a crash of the cache finds there are lost.
 */
export class WriteBacks {
  constructor(private readonly world: World) {}

  /** A cache has done the write of an attempt. */
  keep(attempt: Frame, op: CallOp): void {
    const { frames, kernel } = this.world;
    const kept = frames.take('relay');
    kept.calling = op;
    kept.retries = 0;
    kept.underway = 0;
    kept.flow = attempt.flow;
    kept.unit = attempt.unit;
    kept.spot = attempt.spot;
    kept.key = attempt.key;
    kept.keyData = attempt.keyData;
    kept.session = attempt.session;
    kept.version = attempt.version;
    kept.serves = attempt.serves;
    kept.priority = op.priority;
    op.backFrom?.kept.append(kept);
    kernel.schedule(Number(delay.value), RETRY, kept.id, kept.ticket);
  }

  /** The store has it; or it failed to write it, and the cache knows of it no more. */
  over(kept: Frame, cache: Cache, outcome: Outcome): void {
    if (outcome === FAILED) {
      this.lost(kept);
      return;
    }
    if (!kept.isDoomed) cache.kept.remove(kept);
    const item = kept.serves?.item;
    if (item !== undefined && kept.version > item.stored) item.stored = kept.version;
  }

  /** A cache forgets some keys, or all: what is on its way to the store may still get there, once. */
  lose(cache: Cache, has: (key: number) => boolean): void {
    if (cache.keepsThrough) return;
    const gone: Frame[] = [];
    for (let kept = cache.kept.first; kept !== undefined; kept = kept.next)
      if (has(kept.keyData * KEYS_PER_DATA + kept.key)) gone.push(kept);
    for (const kept of gone) {
      cache.kept.remove(kept);
      if (kept.underway > 0) {
        kept.isDoomed = true;
        continue;
      }
      this.lost(kept);
      kept.ticket++;
      this.world.frames.release(kept);
    }
  }

  private lost(kept: Frame): void {
    const { history } = this.world;
    const { serves, calling } = kept;
    const data = serves?.data ?? calling?.node.data;
    if (data === undefined) return;
    history.lost(data, 1);
    if (serves !== undefined) history.gone(data, serves.at, kept.key, kept.version);
  }
}
