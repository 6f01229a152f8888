import type { World } from '../world.js';
import type { ReplicaCopy } from './replica-copy.js';
import type { ReplicaGroup } from './replica-group.js';
import { Votes } from './votes.js';

/** Seconds between two looks at copies that elect nobody, so that those that were cut off are sent what they lack. */
const LOOK = 1;

/**
 * Heartbeats, leases and take-overs.
 *
 * Leaders send heartbeats, all at the same moments of each interval of a shard; followers that hear none for too long vote, or
 * whoever comes first takes over when the lease is over. Nothing of it happens in runs in which nothing breaks. A leader looks at
 * its lease with every heartbeat, by its own clock: one that stood still, or whose clock is behind, writes on for a while.
 */
export class Elections {
  readonly votes: Votes;
  private isWatching = false;

  constructor(private readonly world: World) {
    this.votes = new Votes(world);
  }

  /** From now on leaders send heartbeats: something in this run can break. */
  watch(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    for (const set of this.world.replicas.all) for (const group of set.groups) this.begin(group);
  }

  private begin(group: ReplicaGroup): void {
    if (group.copies.length <= 1) return;
    const { now } = this.world.kernel;
    const every = heartbeatOf(group);
    const last = now - ((((now - group.phase) % every) + every) % every);
    for (const copy of group.copies) copy.lastHeard = last + this.oneWay(group.routed, copy);
    group.lastMajority = last;
    const { succession } = group.set.rules;
    if (succession.by === 'lease') group.leaseEnd = last + succession.lease;
    this.world.later(last + every - now, () => this.tick(group));
  }

  private tick(group: ReplicaGroup): void {
    const { leader } = group;
    if (leader?.isRunning === true) this.beat(group, leader);
    else group.downSince ??= this.world.kernel.now;
    for (const copy of group.copies)
      if (copy.leads && copy.isRunning && copy !== group.leader) this.lookAround(group, copy);
    this.notice(group);
    this.world.later(heartbeatOf(group), () => this.tick(group));
  }

  /** A leader sends its heartbeats, renews its lease, and looks whether it still leads. */
  private beat(group: ReplicaGroup, leader: ReplicaCopy): void {
    const { leadership, kernel } = this.world;
    const { succession } = group.set.rules;
    if (leader.isOpen) leadership.isLed(group);
    let reached = 1;
    for (const copy of group.copies) {
      if (copy === leader || !copy.isRunning || !leadership.canReach(leader.unit, copy.unit)) continue;
      reached++;
      this.hear(leader, copy);
    }
    if (reached >= group.majority) group.lastMajority = kernel.now;
    if (succession.by === 'vote') {
      if (kernel.now - group.lastMajority > succession.timeout) this.giveUp(group, leader, group.lastMajority);
    } else if (succession.by === 'lease' && succession.coordinator !== undefined) {
      if (kernel.now + leader.clock >= group.leaseEnd) this.giveUp(group, leader, kernel.now);
      else if (this.isAnswered(succession.coordinator, leader)) group.leaseEnd = kernel.now + succession.lease;
    }
  }

  private giveUp(group: ReplicaGroup, leader: ReplicaCopy, since: number): void {
    const { leadership, chronicle } = this.world;
    group.downSince ??= since;
    leadership.stepDown(leader);
    chronicle.note('election', [group.set.id], `${leadership.labelOf(leader)} does not lead any more`);
    leader.lastHeard = since;
  }

  /** A heartbeat reaches a copy. */
  hear(leader: ReplicaCopy, copy: ReplicaCopy): void {
    const { leadership, kernel } = this.world;
    copy.lastHeard = kernel.now + this.oneWay(leader, copy);
    copy.term = Math.max(copy.term, leader.term);
    this.votes.cancel(copy);
    if (copy.leads) leadership.stepDown(copy);
    if (copy.log !== leader.log || copy.sent < leader.log.last) leadership.follow(copy, leader.log);
  }

  /** Somebody leads without knowing that another one has followed it. */
  private lookAround(group: ReplicaGroup, copy: ReplicaCopy): void {
    const { leadership, kernel } = this.world;
    const { succession } = group.set.rules;
    const hears = group.leader?.isRunning === true && leadership.canReach(group.leader.unit, copy.unit);
    const isOver =
      succession.by === 'vote' ||
      (succession.by === 'lease' && succession.coordinator !== undefined && this.isLeaseOver(copy));
    if (hears || isOver) leadership.stepDown(copy);
    if (hears && group.leader !== undefined) leadership.follow(copy, group.log);
    else if (!isOver && succession.by === 'lease' && succession.coordinator !== undefined) {
      // Its renewal is answered: the lease is somebody else's.
      if (this.isAnswered(succession.coordinator, copy) && kernel.now + copy.clock >= copy.leaseSeen)
        leadership.stepDown(copy);
    }
  }

  private isLeaseOver(copy: ReplicaCopy): boolean {
    return this.world.kernel.now + copy.clock >= copy.leaseSeen;
  }

  /** Followers that hear nothing prepare to vote, or to take over. */
  private notice(group: ReplicaGroup): void {
    const { leader } = group;
    const { succession } = group.set.rules;
    if (succession.by === 'nobody') return;
    const { leadership } = this.world;
    if (succession.by === 'lease' && succession.coordinator !== undefined) {
      if (leader?.isRunning !== true || !this.isAnswered(succession.coordinator, leader)) this.plan(group);
      return;
    }
    for (const copy of group.copies) {
      if (copy === leader || !copy.isRunning) continue;
      if (leader?.isRunning === true && leadership.canReach(leader.unit, copy.unit)) continue;
      if (succession.by === 'vote') this.votes.expect(copy);
      else this.plan(group);
    }
  }

  /** A copy has just stopped: if it led, the others begin to wait for its next heartbeat in vain. */
  silent(copy: ReplicaCopy): void {
    const { group } = copy;
    if (!copy.leads || group.copies.length <= 1) return;
    this.watch();
    const { succession } = group.set.rules;
    if (succession.by === 'vote') {
      if (copy.isDown) {
        copy.leads = false;
        if (group.leader === copy) group.leader = undefined;
      }
      if (copy.log === group.log)
        for (const other of group.copies) if (other !== copy && other.isRunning) this.votes.expect(other);
    } else if (succession.by === 'lease' && group.leader === copy) this.plan(group);
  }

  /** A copy is there again, and nobody leads. */
  waits(copy: ReplicaCopy): void {
    this.watch();
    copy.lastHeard = this.world.kernel.now;
    const { succession } = copy.group.set.rules;
    if (succession.by === 'vote') this.votes.expect(copy);
    else if (succession.by === 'lease') this.plan(copy.group);
    else this.world.leadership.elect(copy);
  }

  /** Somebody will take over when the lease is over. */
  private plan(group: ReplicaGroup): void {
    const { succession } = group.set.rules;
    if (group.isTaken || succession.by !== 'lease') return;
    group.isTaken = true;
    const { now } = this.world.kernel;
    const end = succession.coordinator === undefined ? this.silenceEnd(group, succession.lease) : group.leaseEnd;
    const other = group.copies.find((copy) => copy !== group.routed) ?? group.routed;
    const asking = group.uniform() * succession.heartbeat + 2 * this.oneWay(group.routed, other);
    this.world.later(Math.max(0, end - now) + asking, () => {
      group.isTaken = false;
      this.takeOver(group, succession.lease);
    });
  }

  private silenceEnd({ copies, leader }: ReplicaGroup, silence: number): number {
    let last = 0;
    for (const copy of copies) if (copy !== leader && copy.isRunning) last = Math.max(last, copy.lastHeard);
    return last + silence;
  }

  private takeOver(group: ReplicaGroup, lease: number): void {
    const { now } = this.world.kernel;
    const { leader } = group;
    const { succession } = group.set.rules;
    if (succession.by !== 'lease') return;
    const { coordinator } = succession;
    if (coordinator !== undefined && leader?.isRunning === true && group.leaseEnd > now) return;
    const able = group.copies.filter((copy) => {
      if (copy === leader || !copy.isRunning || !this.isWhole(group, copy)) return false;
      // The leader is back before anybody has taken over.
      if (
        coordinator === undefined &&
        leader?.isRunning === true &&
        this.world.leadership.canReach(leader.unit, copy.unit)
      )
        return false;
      return coordinator === undefined ? now - copy.lastHeard >= lease - 1e-9 : this.isAnswered(coordinator, copy);
    });
    const first = able[0];
    if (first === undefined) return;
    const longest = able.reduce((one, other) => (other.received > one.received ? other : one), first);
    const chosen = succession.isByOrder ? first : longest;
    chosen.leaseSeen = now + lease;
    if (leader !== undefined) leader.leaseSeen = group.leaseEnd;
    group.leaseEnd = now + lease;
    this.world.leadership.elect(chosen);
  }

  /** Whether a copy has all that was acknowledged, as the mode promises of whoever leads next. */
  private isWhole(group: ReplicaGroup, copy: ReplicaCopy): boolean {
    const { rules, count } = { rules: group.set.rules, count: group.copies.length };
    if (rules.needed === 0 || rules.isUnclean || count <= 1 || group.log.isDegraded) return true;
    return copy.log === group.log && copy.received >= group.log.committed;
  }

  /** Whether a coordinator works and can be asked by a copy. */
  private isAnswered(id: string, copy: ReplicaCopy): boolean {
    const { replicas, leadership } = this.world;
    const units = replicas.workingUnits(id);
    return units === undefined || units.some((unit) => leadership.canReach(copy.unit, unit));
  }

  private oneWay(from: ReplicaCopy, to: ReplicaCopy): number {
    return from === to ? 0 : this.world.network.betweenMachines(from.unit.spot, to.unit.spot, to.unit.pool) / 2;
  }
}

function heartbeatOf({ set }: ReplicaGroup): number {
  const { succession } = set.rules;
  return succession.by === 'nobody' ? LOOK : succession.heartbeat;
}
