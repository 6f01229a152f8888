import type { Frame } from '../model/frame.js';
import type { CallOp } from '../model/ops.js';
import type { Group, Pool, Unit } from '../model/units.js';
import type { Choice } from './health-checks.js';

/** Who gets the next request: the policy of the sender, or the key where a key decides. */
export class Balancing {
  /** The unit a call goes to; `undefined` for callees without any. */
  choose(op: CallOp, caller: Frame, region: number): Unit | undefined {
    const { demand } = op;
    if (demand.pool === undefined) return undefined;
    // A message is handled where its partition is.
    if (op.node.operation === 'consume' && caller.unit?.pool === demand.pool) return caller.unit;
    const pool = this.poolFor(demand, region) ?? demand.pool;
    const choice = op.checked !== undefined && pool === demand.pool ? op.checked.choice : pool;
    return this.pick(pool, region, choice);
  }

  /** Leaders or followers: each copy that is as near gets its part; `undefined` for what is no pool. */
  poolFor({ pool, followers, leaderShare }: CallOp['demand'], region: number): Pool | undefined {
    if (followers === undefined || pool === undefined) return pool;
    const [leading, following] = [pool, followers].map((of) => of.regions[region]?.units.length ?? 0);
    const near = (leading ?? 0) + (following ?? 0);
    const share = leaderShare > 0 && near > 0 ? (leading ?? 0) / near : leaderShare;
    return pool.choose() >= share ? followers : pool;
  }

  pick(pool: Pool, region: number, choice: Choice = pool): Unit | undefined {
    const group = (region < 0 ? undefined : choice.regions[region]) ?? choice.all;
    const { units } = group;
    if (units.length <= 1) return units[0];
    switch (pool.shape.policy) {
      case 'round_robin':
        group.turn = group.turn + 1 < units.length ? group.turn + 1 : 0;
        return units[group.turn];
      case 'two_choices':
        return this.lessBusy(pool, units);
      case 'least_connections':
        return this.leastBusy(group);
      default:
        return this.anyOf(pool, group);
    }
  }

  /** Uniformly, except where a few units get more than their part. */
  private anyOf(pool: Pool, { units }: Group): Unit | undefined {
    const { hottestShare, hottestUnits } = pool.shape;
    const uniform = pool.choose();
    const hot = hottestShare * hottestUnits;
    const all = pool.units.length;
    if (units.length !== all || pool.scaling !== undefined || all <= hottestUnits || hottestShare * all <= 1 + 1e-9)
      return units[Math.floor(uniform * units.length)];
    return uniform < hot
      ? units[Math.floor((uniform / hot) * hottestUnits)]
      : units[hottestUnits + Math.floor(((uniform - hot) / (1 - hot)) * (all - hottestUnits))];
  }

  /** Of two different ones by chance the one with fewer requests. */
  private lessBusy(pool: Pool, units: readonly Unit[]): Unit | undefined {
    const first = Math.floor(pool.choose() * units.length);
    const second = (first + 1 + Math.floor(pool.choose() * (units.length - 1))) % units.length;
    const [one, other] = [units[first], units[second]];
    if (one === undefined || other === undefined) return one;
    return other.assigned < one.assigned ? other : one;
  }

  /** The one with the fewest requests; of several the next in turn. */
  private leastBusy(group: Group): Unit | undefined {
    const { units } = group;
    const count = units.length;
    let best: Unit | undefined;
    let at = group.turn;
    for (let i = 0; i < count; i++) {
      at = at + 1 < count ? at + 1 : 0;
      const unit = units[at];
      if (unit === undefined || (best !== undefined && unit.assigned >= best.assigned)) continue;
      best = unit;
      group.turn = at;
      if (unit.assigned === 0) break;
    }
    return best;
  }
}
