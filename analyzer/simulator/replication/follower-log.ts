import { COPY_ANSWERED, COPY_ARRIVED } from '../model/events.js';
import type { Frame } from '../model/frame.js';
import type { World } from '../world.js';
import type { ReplicaCopy } from './replica-copy.js';
import type { ReplicationRules } from './replication-rules.js';
import { NO_KEY } from './shard-log.js';

/** The way of entries to followers: messages in order, appliers, and acknowledgements. */
export class FollowerLog {
  constructor(private readonly world: World) {}

  /** Sends a copy everything that it lacks, in one message, on behalf of a write or (`undefined`) of nobody. */
  ship(to: ReplicaCopy, from: ReplicaCopy, frame: Frame | undefined): void {
    const { world } = this;
    const { group } = to;
    const { log } = from;
    if (!world.leadership.canReach(from.unit, to.unit)) return;
    const message = world.frames.take('copy');
    message.flow = frame?.flow ?? 0;
    message.unit = to.unit;
    message.spot = to.unit.spot;
    message.call = frame?.call;
    message.shard = group;
    message.copy = to;
    message.log = log;
    message.life = to.life;
    message.entry = log.last;
    message.startedAt = world.kernel.now;
    to.sent = log.last;
    const { legs } = group.set;
    if (legs === undefined) message.trip = world.network.betweenMachines(from.unit.spot, to.unit.spot, to.unit.pool);
    const { now } = world.kernel;
    const at = Math.max(now + (legs === undefined ? message.trip / 2 : legs.there()), to.lastArrival);
    to.lastArrival = at;
    if (at > now) world.kernel.schedule(at - now, COPY_ARRIVED, message.id, message.ticket);
    else this.arrived(message);
  }

  /** Entries reach a copy. */
  arrived(message: Frame): void {
    const { copy, entry } = message;
    // What is on its way from a machine that crashes is lost with it.
    if (copy === undefined || copy.life !== message.life || copy.isDown || message.startedAt <= copy.deafUntil) {
      this.world.frames.release(message);
      return;
    }
    this.noteInterval(copy);
    if (entry > copy.received) copy.received = entry;
    const { legs } = copy.group.set;
    if (legs !== undefined) {
      // Stated delays are the whole answer; the work only loads the copy.
      this.apply(copy, message.flow);
      this.world.kernel.schedule(legs.back(), COPY_ANSWERED, message.id, message.ticket);
    } else if (copy.started === entry - 1 && copy.applying < copy.group.set.rules.appliers) this.begin(message, copy);
    else {
      this.apply(copy, message.flow);
      this.world.frames.release(message);
    }
  }

  /** Free appliers of a copy go on with what it has received. */
  apply(copy: ReplicaCopy, flow: number): void {
    const { world } = this;
    const { appliers } = copy.group.set.rules;
    while (copy.applying < appliers && copy.started < copy.received) {
      const frame = world.frames.take('copy');
      frame.flow = flow;
      frame.unit = copy.unit;
      frame.spot = copy.unit.spot;
      frame.shard = copy.group;
      frame.copy = copy;
      frame.log = copy.log;
      frame.life = copy.life;
      frame.entry = copy.started + 1;
      const from = copy.log.leader.unit;
      frame.trip = world.network.betweenMachines(from.spot, copy.unit.spot, copy.unit.pool);
      this.begin(frame, copy);
    }
  }

  private begin(frame: Frame, copy: ReplicaCopy): void {
    copy.applying++;
    copy.started++;
    this.world.stations.serve(frame, copy.group.set.apply());
  }

  /** The work of an entry at a follower is done. */
  applied(frame: Frame): void {
    const { world } = this;
    const { copy, entry } = frame;
    if (copy === undefined || copy.life !== frame.life || copy.isDown) {
      world.frames.release(frame);
      return;
    }
    const { rules } = copy.group.set;
    const { flow } = frame;
    copy.applying--;
    this.finish(copy, entry);
    // An acknowledgement says that all up to there is done: of entries side by side a later one may be done first. What brings its
    // own copies keeps many logs, of which none waits for another.
    if (rules.isOneLog) frame.entry = copy.applied;
    if (rules.needed > 0 && copy.group.set.legs === undefined) {
      const flush = copy.group.set.flush;
      const delay = frame.trip / 2 + (flush === undefined ? 0 : flush());
      if (delay > 0) world.kernel.schedule(delay, COPY_ANSWERED, frame.id, frame.ticket);
      else this.answered(frame);
    } else {
      if (rules.needed === 0) copy.acked = Math.max(copy.acked, copy.applied);
      if (rules.log === 'durable') copy.flushed = Math.max(copy.flushed, copy.applied);
      world.frames.release(frame);
    }
    this.apply(copy, flow);
    if (!copy.isOpen && copy.applied >= copy.log.base) world.leadership.open(copy);
  }

  /** Entries count as applied when all before them are. */
  private finish(copy: ReplicaCopy, entry: number): void {
    if (entry !== copy.applied + 1) {
      copy.ahead.add(entry);
      return;
    }
    this.show(copy, entry);
    while (copy.ahead.size > 0 && copy.ahead.delete(copy.applied + 1)) this.show(copy, copy.applied + 1);
  }

  private show(copy: ReplicaCopy, entry: number): void {
    const { log, group } = copy;
    copy.applied = entry;
    if (!log.has(entry)) return;
    const key = log.keyOf(entry);
    if (key !== NO_KEY) copy.see(key, log.versionOf(entry));
    if (copy.isFarthest) group.set.statistics.applies(this.world.kernel.now - log.timeOf(entry));
  }

  /** An acknowledgement reaches the leader. */
  answered(frame: Frame): void {
    const { copy, log, life, entry } = frame;
    this.world.frames.release(frame);
    if (copy === undefined || log === undefined || copy.life !== life) return;
    if (entry > copy.acked) copy.acked = entry;
    if (copy.group.set.rules.log === 'durable' && entry > copy.flushed) copy.flushed = entry;
    if ((log.isDegraded || !copy.isInSync) && copy.acked >= copy.target) this.world.inSync.caughtUp(copy, log);
    this.world.leaderLog.commit(copy.group, log);
  }

  /** `wal async every T`: what was there when the last interval ended is on disk. */
  noteInterval(copy: ReplicaCopy): void {
    const { rules } = copy.group.set;
    if (rules.log !== 'async') return;
    const interval = intervalAt(this.world.kernel.now, rules, copy.phase);
    if (interval === copy.interval) return;
    copy.interval = interval;
    copy.flushed = Math.max(copy.flushed, copy.received);
  }
}

function intervalAt(now: number, { every }: ReplicationRules, phase: number): number {
  return Math.floor((now - phase * every) / every);
}
