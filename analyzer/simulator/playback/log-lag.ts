import type { ReplicaCopy } from '../replication/replica-copy.js';
import type { ShardLog } from '../replication/shard-log.js';

/** How far a copy is behind a log in applying it: entries, and seconds since the first one that it lacks was written. */
export function lagOf(copy: ReplicaCopy, log: ShardLog, now: number): { entries: number; seconds: number } {
  // Of another log it has what both have in common, at most.
  const applied = copy.log === log ? copy.applied : Math.min(copy.applied, log.base);
  if (applied >= log.last) return { entries: 0, seconds: 0 };
  // What the log does not keep any more is older than what it keeps.
  const lacks = Math.max(applied + 1, log.first);
  return { entries: log.last - applied, seconds: log.has(lacks) ? now - log.timeOf(lacks) : 0 };
}
