import type { Id } from '../../design/design.js';
import { sayTime } from '../../design/say.js';
import { FAILED } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import type { ReplicaCopy } from './replica-copy.js';
import type { ReplicaGroup } from './replica-group.js';
import { KEYS_PER_DATA, NO_KEY, type ShardLog } from './shard-log.js';

/**
 * Leaders come and go: what a crash leaves of a copy, what a new leader begins with, what that loses, and how a copy that was
 * away or led for too long finds back into the log of whoever leads now.
 */
export class Leadership {
  constructor(private readonly world: World) {}

  /** Whether messages from one machine reach the other. */
  canReach(from: Unit, to: Unit): boolean {
    return from === to || !this.world.isCut(from, to);
  }

  /** A machine stops at once: what it had not flushed is gone. */
  crashed(unit: Unit): void {
    this.world.replicas.down.add(unit);
    for (const copy of this.copiesAt(unit)) {
      if (copy.isDown) continue;
      this.world.followerLog.noteInterval(copy);
      copy.isDown = true;
      if (copy.leads) {
        this.fallsSilent(copy);
        for (const other of copy.group.copies) if (other.log === copy.log) this.hearsNoMore(other);
      }
      const { rules } = copy.group.set;
      const kept = rules.log === 'off' ? 0 : Math.min(copy.flushed, copy.received);
      this.failWriters(copy);
      this.cutBack(copy, kept);
      this.world.elections.silent(copy);
    }
  }

  /** It is back with what it had flushed. */
  restarted(unit: Unit): void {
    this.world.replicas.down.delete(unit);
    for (const copy of this.copiesAt(unit)) {
      if (!copy.isDown) continue;
      copy.isDown = false;
      this.returned(copy);
    }
  }

  /** It stands still, and keeps its state. */
  paused(unit: Unit): void {
    for (const copy of this.copiesAt(unit)) {
      if (copy.isPaused || copy.isDown) continue;
      copy.isPaused = true;
      if (copy.leads) this.fallsSilent(copy);
      this.world.elections.silent(copy);
    }
  }

  resumed(unit: Unit): void {
    for (const copy of this.copiesAt(unit)) {
      if (!copy.isPaused) continue;
      copy.isPaused = false;
      if (copy.group.leader === copy) this.isLed(copy.group);
    }
  }

  private copiesAt(unit: Unit): readonly ReplicaCopy[] {
    const set = this.world.replicas.of(unit.pool.component);
    return set === undefined ? [] : set.groups.flatMap((group) => group.copyAt(unit) ?? []);
  }

  /** The leader of a copy has crashed: the copy has what has arrived. */
  private hearsNoMore(copy: ReplicaCopy): void {
    copy.deafUntil = this.world.kernel.now;
    copy.lastArrival = 0;
    copy.sent = copy.received;
  }

  /** Whoever led a shard does not answer any more. */
  private fallsSilent({ group, log }: ReplicaCopy): void {
    if (group.log === log) group.downSince ??= this.world.kernel.now;
  }

  /** A crashed copy is there again: as the leader, where nobody has followed it, or as a follower. */
  private returned(copy: ReplicaCopy): void {
    const { group } = copy;
    if (group.leader === copy) {
      // Nobody has taken over: it goes on with what it had flushed, and what it had not is gone for everybody.
      const before = copy.log;
      if (before.last > copy.received) {
        const { count, age } = this.loss(group, before, copy.received);
        this.lead(copy, group);
        group.set.statistics.loses(age);
        if (count > 0)
          this.world.chronicle.note(
            'restored',
            [group.set.id],
            `${this.labelOf(copy)} is back; ${sayWrites(count)} lost`,
          );
      } else this.isLed(group);
      return;
    }
    copy.leads = false;
    if (group.leader !== undefined) this.follow(copy, group.log);
    else this.world.elections.waits(copy);
  }

  /** A copy leads from now on, with what it has received. */
  elect(copy: ReplicaCopy): void {
    const { world } = this;
    const { group } = copy;
    const { now } = world.kernel;
    const from = group.downSince ?? now;
    const { count, age } = this.loss(group, group.log, this.common(copy, group.log));
    this.lead(copy, group);
    group.set.statistics.loses(age);
    const after = now - from;
    group.set.statistics.isLed(after);
    const lost = count > 0 ? `; ${sayWrites(count)} lost` : '';
    world.chronicle.note(
      'failover',
      [group.set.id],
      `${this.labelOf(copy)} leads ${this.shardOf(group)}${after > 0 ? ` after ${sayTime(after)}` : ''}${lost}`,
    );
  }

  private lead(copy: ReplicaCopy, group: ReplicaGroup): void {
    const before = group.log;
    const base = this.common(copy, before);
    if (copy.log !== before) this.cutBack(copy, base);
    group.log = before.fork(base, copy);
    group.leader = copy;
    group.ledSince = this.world.kernel.now;
    group.routed = copy;
    group.lastMajority = this.world.kernel.now;
    copy.leads = true;
    copy.log = group.log;
    // Entries that it has received and not applied are the first thing it does.
    copy.isOpen = copy.applied >= base;
    if (copy.isOpen) this.isLed(group);
    for (const other of group.copies) {
      if (other === copy) continue;
      if (other.isRunning && !other.leads && this.canReach(copy.unit, other.unit)) this.follow(other, group.log);
    }
  }

  /** A new leader has applied all that it had received. */
  open(copy: ReplicaCopy): void {
    copy.isOpen = true;
    if (copy.group.leader === copy) this.isLed(copy.group);
  }

  /** Somebody takes writes again. */
  isLed(group: ReplicaGroup): void {
    const since = group.downSince;
    group.downSince = undefined;
    if (since === undefined) return;
    group.set.statistics.isAway(this.world.kernel.now - since);
  }

  /** A leader gives up; its writers learn nothing. */
  stepDown(copy: ReplicaCopy): void {
    copy.leads = false;
    this.failWriters(copy);
    const { group } = copy;
    if (group.leader !== copy) return;
    group.leader = undefined;
    group.downSince ??= this.world.kernel.now;
  }

  /** A copy follows whoever leads with this log: it drops what is not in it, and is sent what it lacks. */
  follow(copy: ReplicaCopy, log: ShardLog): void {
    const { leader } = log;
    if (copy.log !== log) {
      this.cutBack(copy, this.common(copy, log));
      copy.log = log;
      copy.leads = false;
    }
    if (copy.received + 1 < log.first) this.rebuild(copy, log);
    copy.sent = copy.received;
    copy.target = log.last;
    this.world.followerLog.apply(copy, 0);
    if (copy.sent < log.last) this.world.followerLog.ship(copy, leader, undefined);
  }

  /** A copy that lacks more than the log still has gets everything that the leader shows. */
  private rebuild(copy: ReplicaCopy, log: ShardLog): void {
    const { leader, group } = { leader: log.leader, group: copy.group };
    copy.reset(log.last);
    copy.applied = log.last;
    copy.flushed = log.last;
    copy.visible.clear();
    for (const [key, version] of leader.visible) copy.visible.set(key, version);
    this.world.chronicle.note('restored', [group.set.id], `${this.labelOf(copy)} is rebuilt from a snapshot`);
  }

  /** Position up to which a copy has the same entries as a log. */
  private common(copy: ReplicaCopy, log: ShardLog): number {
    let least = copy.received;
    for (let mine: ShardLog | undefined = copy.log; mine !== undefined; mine = mine.parent) {
      let common = least;
      for (let other: ShardLog | undefined = log; other !== undefined; other = other.parent) {
        if (other === mine) return common;
        common = Math.min(common, other.base);
      }
      least = Math.min(least, mine.base);
    }
    return 0;
  }

  /** Takes a copy back to a position; readers do not see what it forgets. */
  private cutBack(copy: ReplicaCopy, position: number): void {
    const { log } = copy;
    for (let at = Math.min(log.last, copy.received); at > position && at >= log.first; at--) {
      const key = log.keyOf(at);
      if (key === NO_KEY || (copy.visible.get(key) ?? 0) < log.versionOf(at)) continue;
      copy.visible.set(key, this.versionBefore(log, at, key));
    }
    copy.reset(position);
  }

  /** Version of a key just before an entry, of those the log still has. */
  private versionBefore(log: ShardLog, entry: number, key: number): number {
    for (let at = entry - 1; at >= log.first; at--) if (log.keyOf(at) === key) return log.versionOf(at);
    return Math.max(0, log.versionOf(entry) - 1);
  }

  private failWriters(copy: ReplicaCopy): void {
    const { log } = copy;
    if (log.leader !== copy) return;
    for (let at = log.first; at <= log.last; at++) {
      const writer = log.writerOf(at);
      if (writer === undefined) continue;
      writer.ticket++;
      writer.log = undefined;
      writer.copy = undefined;
      this.world.end(writer, FAILED);
    }
  }

  /** Acknowledged entries beyond a position, and the age of the oldest of them when the leader fell silent. */
  private loss(group: ReplicaGroup, log: ShardLog, from: number): { count: number; age: number } {
    const until = group.downSince ?? this.world.kernel.now;
    let count = 0;
    let age = 0;
    // What every copy had is lost only where none of them keeps anything.
    if (group.set.rules.log === 'off' && from + 1 < log.first) {
      for (const [data, lost] of log.forgotten) {
        count += lost;
        this.forget(data, lost);
        const id = this.world.replicas.dataAt(data);
        if (id !== undefined) this.world.history.wiped(id, group.set.id);
      }
      age = until;
    }
    for (let at = Math.max(from + 1, log.first); at <= log.last; at++) {
      if (!log.isAcknowledged(at) || !this.takesAlong(group, log, at)) continue;
      if (count === 0) age = until - log.timeOf(at);
      count++;
      this.forget(log.dataOf(at), 1);
      this.tell(group, log, at);
    }
    return { count, age };
  }

  /** Whether what is lost from the log of a queue still waited for its consumers. */
  private takesAlong({ set }: ReplicaGroup, log: ShardLog, at: number): boolean {
    const queue = this.world.queues.find(({ id }) => id === set.id);
    if (queue === undefined) return true;
    const [key, version] = [log.keyOf(at), log.versionOf(at)];
    const item = key === NO_KEY ? -1 : key - log.dataOf(at) * KEYS_PER_DATA;
    return queue.withdraw(item, key === NO_KEY ? 0 : version, log.timeOf(at));
  }

  /** Tells the history of a lost write that it follows. */
  private tell(group: ReplicaGroup, log: ShardLog, at: number): void {
    const data = log.dataOf(at);
    const id = this.world.replicas.dataAt(data);
    if (log.keyOf(at) === NO_KEY || id === undefined) return;
    this.world.history.gone(id, group.set.id, log.keyOf(at) - data * KEYS_PER_DATA, log.versionOf(at));
  }

  private forget(data: number, count: number): void {
    const id = this.world.replicas.dataAt(data);
    if (id !== undefined) this.world.history.lost(id, count);
  }

  /** A leader that another one has followed acknowledges a write: it will not last. */
  lostLate(group: ReplicaGroup, data: Id | undefined): void {
    group.set.statistics.loses(this.world.kernel.now - group.ledSince);
    if (data !== undefined) this.world.history.lost(data, 1);
  }

  labelOf(copy: ReplicaCopy): string {
    return this.world.replicas.labelOf(copy.unit);
  }

  private shardOf({ set, shard }: ReplicaGroup): string {
    return set.groups.length > 1 ? `shard ${shard + 1} of ${set.id}` : set.id;
  }
}

const sayWrites = (count: number): string =>
  count === 1 ? '1 acknowledged write is' : `${count} acknowledged writes are`;
