import { FLUSHED } from '../model/events.js';
import { FAILED, type Frame } from '../model/frame.js';
import type { World } from '../world.js';
import type { ReplicaCopy } from './replica-copy.js';
import type { ReplicaGroup } from './replica-group.js';
import { KEYS_PER_DATA, NO_KEY, type ShardLog } from './shard-log.js';

/**
 * Writes to a store with a leader: the log of each shard, what followers have of it, and how long the answer waits.
 *
 * A write that its leader has done gets the next position. Entries travel in order, a message each; a follower applies them with
 * its own servers, as many at a time as it has appliers, and acknowledges each when it has applied and flushed it. An
 * acknowledgement is one of everything before it. A follower that was away gets what it lacks in one message.
 */
export class LeaderLog {
  constructor(private readonly world: World) {}

  /** The work of an operation at its copy is done; says whether it has to wait for more. */
  served(frame: Frame, group: ReplicaGroup): boolean {
    const copy = group.copyAt(frame.unit);
    const { call } = frame;
    if (copy === undefined || call === undefined) return false;
    if (!this.accepts(frame, group)) {
      this.world.end(frame, FAILED);
      return true;
    }
    if (!call.isWrite) {
      const key = this.keyOf(frame);
      if (key !== NO_KEY) frame.version = copy.visible.get(key) ?? 0;
      frame.answeredBy = copy.unit;
      return false;
    }
    this.write(frame, group, copy);
    return true;
  }

  /** Whether a copy takes an operation: leaders as long as they take themselves for it and are not fenced off. */
  accepts(frame: Frame, group: ReplicaGroup): boolean {
    const copy = group.copyAt(frame.unit);
    if (copy === undefined) return true;
    if (copy.isDown) return false;
    if (frame.call?.isToLeader !== true) return true;
    if (!copy.leads || !copy.isOpen) return false;
    const { rules } = group.set;
    if (!copy.log.isSuperseded) return true;
    if (rules.isFenced) return false;
    // A leader by consensus asks the others before it answers a read, unless it has a lease.
    return !(rules.isConsensus && !frame.call.isWrite && rules.readLease === 0);
  }

  /** Key of an operation among all keys of its component; `NO_KEY` where it is not followed. */
  private keyOf(frame: Frame): number {
    const { key, call } = frame;
    const data = call?.node.data;
    if (key === -1 || call === undefined || data === undefined || !this.world.history.tracks(data, key)) return NO_KEY;
    return call.dataIndex * KEYS_PER_DATA + key;
  }

  private write(frame: Frame, group: ReplicaGroup, copy: ReplicaCopy): void {
    const { world } = this;
    const { set } = group;
    const { log } = copy;
    const { now } = world.kernel;
    const { call } = frame;
    if (set.rules.isInSync && this.inSync(group, log) + 1 < set.rules.fewestInSync) {
      world.end(frame, FAILED);
      return;
    }
    const key = this.keyOf(frame);
    if (key !== NO_KEY) this.number(frame, copy, key);
    if (log.isFull) this.makeRoom(group, log);
    world.followerLog.noteInterval(copy);
    frame.entry = log.append(now, call?.dataIndex ?? -1, key, frame.version, frame);
    frame.copy = copy;
    frame.log = log;
    frame.life = copy.life;
    copy.sent = frame.entry;
    copy.received = frame.entry;
    copy.started = frame.entry;
    copy.applied = frame.entry;
    const flush = call?.demand.flush;
    frame.coming = flush === undefined ? 0 : 1;
    if (flush === undefined) {
      if (set.rules.log === 'durable') copy.flushed = frame.entry;
    } else world.kernel.schedule(flush(), FLUSHED, frame.id, frame.ticket);
    if (group.copies.length > 1) {
      for (const other of group.copies)
        if (other !== copy && other.log === log && other.sent === frame.entry - 1)
          world.followerLog.ship(other, copy, frame);
      world.inSync.watch(group, log);
    }
    this.commit(group, log);
  }

  /** Gives a write to a followed key its version; one that was done before and says who it is keeps the one it has. */
  private number(frame: Frame, copy: ReplicaCopy, key: number): void {
    const { serves } = frame;
    const first = serves?.isIdempotent === true ? serves.effects[0] : undefined;
    frame.version = first?.version ?? copy.group.set.nextVersion(key);
    frame.answeredBy = copy.unit;
    if (serves !== undefined && serves.kind !== 'publish')
      this.world.history.happened(serves, this.world.replicas.labelOf(copy.unit), frame.version);
  }

  /** Keeps the log short: entries that all have, or else more room, or else one copy less that it is kept for. */
  private makeRoom(group: ReplicaGroup, log: ShardLog): void {
    log.forget(this.neededFrom(group, log));
    if (!log.isFull) return;
    if (log.canGrow) {
      log.grow();
      return;
    }
    // Whoever lacks what goes now is rebuilt from a snapshot.
    log.forget(log.first + 1023);
  }

  private neededFrom(group: ReplicaGroup, log: ShardLog): number {
    let least = log.committed;
    const isDurable = group.set.rules.log !== 'off';
    for (const copy of group.copies) {
      const has = copy.log === log ? copy.applied : Math.min(copy.applied, log.base);
      least = Math.min(least, isDurable ? Math.min(has, copy.flushed) : has);
    }
    return least;
  }

  /** The leader's own log has a write on disk. */
  flushed(frame: Frame): void {
    const { copy, log, entry } = frame;
    frame.coming = 0;
    if (copy === undefined || log === undefined) return;
    if (copy.life === frame.life && entry > copy.flushed) copy.flushed = entry;
    if (log.committed >= entry) this.done(frame, copy, log);
  }

  /** Lets go all writes that enough copies have now. */
  commit(group: ReplicaGroup, log: ShardLog): void {
    const upTo = this.committable(group, log);
    while (log.committed < upTo) {
      const entry = ++log.committed;
      const writer = log.writerOf(entry);
      if (writer !== undefined && writer.coming === 0) this.done(writer, log.leader, log);
    }
  }

  /** Highest position that as many followers have acknowledged as a write waits for. */
  private committable(group: ReplicaGroup, log: ShardLog): number {
    const needed = log.isDegraded ? 0 : this.needed(group, log);
    if (needed === 0) return log.last;
    let best = log.committed;
    for (const one of group.copies) {
      if (one === log.leader || one.log !== log || one.acked <= best) continue;
      let having = 0;
      for (const other of group.copies)
        if (other !== log.leader && other.log === log && other.acked >= one.acked && this.counts(other)) having++;
      if (having >= needed) best = one.acked;
    }
    return Math.min(best, log.last);
  }

  private counts(copy: ReplicaCopy): boolean {
    return copy.isInSync || !copy.group.set.rules.isInSync;
  }

  private needed(group: ReplicaGroup, log: ShardLog): number {
    const { rules } = group.set;
    return rules.isInSync ? this.inSync(group, log) : rules.needed;
  }

  /** Followers in sync. */
  inSync(group: ReplicaGroup, log: ShardLog): number {
    let count = 0;
    for (const copy of group.copies) if (copy !== log.leader && copy.isInSync) count++;
    return count;
  }

  /** A write is acknowledged. */
  private done(frame: Frame, copy: ReplicaCopy, log: ShardLog): void {
    const { world } = this;
    const { entry } = frame;
    const { statistics } = copy.group.set;
    if (log.has(entry)) {
      log.acknowledge(entry);
      const key = log.keyOf(entry);
      if (key !== NO_KEY) copy.see(key, log.versionOf(entry));
    }
    if (log.isSuperseded && entry > log.end) world.leadership.lostLate(copy.group, frame.call?.node.data);
    statistics.commits(world.kernel.now - frame.since);
    frame.ticket++;
    frame.answeredBy = copy.unit;
    frame.log = undefined;
    frame.copy = undefined;
    if (frame.unit !== undefined) frame.unit.pool.statistics.done.total++;
    world.resume(frame);
  }
}
