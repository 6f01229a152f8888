import type { World } from '../world.js';
import type { ReplicaCopy } from './replica-copy.js';
import type { ReplicaGroup } from './replica-group.js';
import type { ShardLog } from './shard-log.js';

/**
 * Leaders that wait no longer for followers that are away: semi-synchronous ones answer without them after a time-out, in-sync
 * groups go on with the followers that are left. Both take back whoever has caught up.
 */
export class InSync {
  private readonly watched = new Set<ShardLog>();

  constructor(private readonly world: World) {}

  /** Writes may have to wait: looks again when the first of them has waited for too long. */
  watch(group: ReplicaGroup, log: ShardLog): void {
    const { rules } = group.set;
    const limit = rules.isInSync ? rules.silence : rules.patience;
    if (limit === Infinity || log.isDegraded || this.watched.has(log)) return;
    this.watched.add(log);
    this.lookAfter(group, log, limit, limit);
  }

  private lookAfter(group: ReplicaGroup, log: ShardLog, limit: number, delay: number): void {
    this.world.later(delay, () => {
      const next = log.committed + 1;
      if (log.isSuperseded || log.leader.isDown || !log.has(next)) {
        this.watched.delete(log);
        return;
      }
      const left = log.timeOf(next) + limit - this.world.kernel.now;
      if (left > 1e-9) {
        this.lookAfter(group, log, limit, left);
        return;
      }
      this.watched.delete(log);
      if (group.set.rules.isInSync) this.shrink(group, log, next);
      else this.degrade(group, log);
    });
  }

  private degrade(group: ReplicaGroup, log: ShardLog): void {
    log.isDegraded = true;
    for (const copy of group.copies) copy.target = log.last;
    this.world.chronicle.note(
      'degraded',
      [group.set.id],
      `${this.world.leadership.labelOf(log.leader)} goes on without acknowledgements`,
    );
    this.world.leaderLog.commit(group, log);
  }

  private shrink(group: ReplicaGroup, log: ShardLog, entry: number): void {
    for (const copy of group.copies) {
      if (copy === log.leader || !copy.isInSync || copy.acked >= entry) continue;
      copy.isInSync = false;
      copy.target = log.last;
      const name = this.world.leadership.labelOf(copy);
      this.world.chronicle.note('degraded', [group.set.id], `${name} is not in sync any more`);
    }
    this.world.leaderLog.commit(group, log);
    this.watch(group, log);
  }

  /** A follower has everything. */
  caughtUp(copy: ReplicaCopy, log: ShardLog): void {
    const { group } = copy;
    const { rules } = group.set;
    const { leadership, chronicle } = this.world;
    if (!copy.isInSync) {
      copy.isInSync = true;
      chronicle.note('restored', [group.set.id], `${leadership.labelOf(copy)} is in sync again`);
    }
    if (!log.isDegraded) return;
    const having = group.copies.filter(
      (one) => one !== log.leader && one.log === log && one.acked >= one.target,
    ).length;
    if (having < rules.needed) return;
    log.isDegraded = false;
    chronicle.note('restored', [group.set.id], `${leadership.labelOf(log.leader)} waits for acknowledgements again`);
  }
}
