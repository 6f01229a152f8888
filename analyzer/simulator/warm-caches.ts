import type { Solution } from '../estimate/network/solve-network.js';
import type { Streams } from './kernel/random.js';
import type { Holders } from './model/holders.js';
import type { CallOp } from './model/ops.js';

/** Reads before the start at most. */
const MOST_READS = 2_000_000;
/** Reads per entry that fits, after which the content of a cache hardly changes. */
const READS_PER_ENTRY = 30;

/**
 * Fills the caches as the reads before the start would have, at the rates of the estimate: a run is about the service as it
 * is, not about its first hour. Says which caches were not full when these reads were used up.
 */
export function warmCaches(reads: readonly CallOp[], holders: Holders, solution: Solution, streams: Streams): string[] {
  const busy = reads.flatMap((op) => {
    const rate = solution.visits.rates[op.node.index] ?? 0;
    const keys = holders.keysOf(op.node.data, `warm ${op.node.id}`);
    return op.cache === undefined || keys === undefined || !(rate > 0) ? [] : [{ use: op.cache, keys, rate, op }];
  });
  const cold: string[] = [];
  for (const [id, cache] of holders.caches) {
    const own = busy.filter(({ use }) => use.cache === cache);
    const total = own.reduce((sum, { rate }) => sum + rate, 0);
    if (!(total > 0) || cache.stated !== undefined) continue;
    const choose = streams.uniform(`warm ${id}`);
    // Entries older than two lifetimes have ended.
    const useful = cache.lifetime < Infinity ? 2 * cache.lifetime * total : Infinity;
    const chunk = 20_000;
    let done = 0;
    const most = Math.min(useful, MOST_READS);
    const start = -most / total;
    let [before, isFull] = [-1, false];
    while (done < most && !isFull) {
      for (let i = 0; i < chunk && done < most; i++, done++) {
        let left = choose() * total;
        let read = own[0];
        for (const one of own) {
          read = one;
          left -= one.rate;
          if (left < 0) break;
        }
        if (read === undefined) break;
        const now = start + done / total;
        const rank = read.keys.draw();
        if (!read.use.holds(rank, now)) read.use.put(rank, 0, now);
      }
      const { count, fullness } = cache.entries;
      isFull = useful === Infinity && fullness > 0.99 && done > READS_PER_ENTRY * count;
      if (useful === Infinity && count === before) isFull = true;
      before = fullness > 0.99 ? -1 : count;
    }
    if (!isFull && done >= MOST_READS) cold.push(id);
  }
  return cold;
}
