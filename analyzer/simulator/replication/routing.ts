import type { Frame } from '../model/frame.js';
import type { CallOp } from '../model/ops.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import type { ReplicaCopy } from './replica-copy.js';
import type { ReplicaGroup } from './replica-group.js';
import type { ReplicaSet } from './replica-set.js';

/**
 * Which machine an operation on a store with shards and copies goes to.
 *
 * The shard is drawn by the share of the fullest one; keys that are followed stay in one shard. Clients know at once who leads,
 * and who of the copies that may answer is down; those who cannot reach the new leader stay with the old one as long as it
 * answers.
 */
export class Routing {
  constructor(private readonly world: World) {}

  /** The machine an attempt goes to, which is told its shard. */
  route(op: CallOp, attempt: Frame, caller: Frame, region: number, set: ReplicaSet): Unit | undefined {
    const { demand } = op;
    if (demand.pool === undefined) return undefined;
    const pool = this.world.balancing.poolFor(demand, region) ?? demand.pool;
    const picked = this.world.balancing.pick(pool, region);
    if (picked === undefined) return undefined;
    let group = set.groupOf(picked);
    let unit = picked;
    if (set.groups.length > 1 && this.isFollowed(op, attempt)) {
      const own = set.groups[shardOf(attempt.key, set)];
      if (own !== undefined && own !== group) {
        unit = own.copies[group?.copyAt(picked)?.number ?? 0]?.unit ?? picked;
        group = own;
      }
    }
    if (group === undefined) return picked;
    attempt.shard = group;
    if (op.isToLeader) return this.leaderFor(group, caller).unit;
    if (set.rules.isSticky && attempt.session > 0) unit = sticky(group, op, attempt.session) ?? unit;
    return group.copies.length > 1 ? (running(group, unit) ?? unit) : unit;
  }

  private isFollowed(op: CallOp, attempt: Frame): boolean {
    const { data } = op.node;
    return attempt.key !== -1 && data !== undefined && this.world.history.tracks(data, attempt.key);
  }

  private leaderFor(group: ReplicaGroup, caller: Frame): ReplicaCopy {
    const { routed, copies } = group;
    const { leadership } = this.world;
    if (copies.length === 1 || caller.unit === undefined || leadership.canReach(caller.unit, routed.unit))
      return routed;
    for (const copy of copies) if (copy.leads && leadership.canReach(caller.unit, copy.unit)) return copy;
    return routed;
  }
}

/** The copy a session keeps to: one of the followers, and the leader's where it may answer, too. */
function sticky({ copies }: ReplicaGroup, op: CallOp, session: number): Unit | undefined {
  const first = op.demand.leaderShare > 0 ? 0 : 1;
  const count = copies.length - first;
  return count <= 0 ? undefined : copies[first + Math.floor(hashed(session) * count)]?.unit;
}

/** The copy at that machine, or the next that is not down. */
function running({ copies }: ReplicaGroup, unit: Unit): Unit | undefined {
  const at = copies.findIndex((copy) => copy.unit === unit);
  for (let i = 0; i < copies.length; i++) {
    const copy = copies[(at + i) % copies.length];
    if (copy !== undefined && !copy.isDown) return copy.unit;
  }
  return undefined;
}

/** Shard of a key: spread by a hash as uneven as the shards are; the most popular key is in the fullest one. */
function shardOf(key: number, { main, groups }: ReplicaSet): number {
  const count = groups.length;
  const { hottestShare, hottestUnits } = main.shape;
  const hot = hottestShare * hottestUnits;
  if (count <= hottestUnits || hottestShare * count <= 1 + 1e-9) return Math.floor(hashed(key) * count);
  if (key === 1) return 0;
  const uniform = hashed(key);
  return uniform < hot
    ? Math.floor((uniform / hot) * hottestUnits)
    : hottestUnits + Math.floor(((uniform - hot) / (1 - hot)) * (count - hottestUnits));
}

/** A number in [0, 1) from a whole one: the finalizer of MurmurHash3. */
function hashed(value: number): number {
  let hash = Math.imul((value | 0) ^ Math.imul(Math.floor(value / 2 ** 32) | 0, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
