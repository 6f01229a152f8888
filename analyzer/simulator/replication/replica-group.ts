import type { Unit } from '../model/units.js';
import { ReplicaCopy } from './replica-copy.js';
import type { ReplicaSet } from './replica-set.js';
import { ShardLog } from './shard-log.js';

/** The copies of one shard, and who of them leads. */
export class ReplicaGroup {
  readonly copies: readonly ReplicaCopy[];
  /** The newest log there is. */
  log: ShardLog;
  /** Who leads, also while it is away and nobody else has taken over; `undefined` while nobody does. */
  leader: ReplicaCopy | undefined;
  /** Who clients take for the leader. */
  routed: ReplicaCopy;
  /** Since when nobody takes writes; `undefined` while somebody does. */
  downSince: number | undefined = undefined;
  /** When the newest leader was elected. */
  ledSince = 0;
  /** When the leader last heard of a majority; when its lease ends by the clock of the coordinator. */
  lastMajority = 0;
  leaseEnd = 0;
  /** When heartbeats are sent: at these seconds of each interval. */
  readonly phase: number;
  /** Whether a take-over is planned. */
  isTaken = false;

  constructor(
    readonly set: ReplicaSet,
    /** Position in its set. */
    readonly shard: number,
    /** The leader first. */
    units: readonly Unit[],
    /** Chance in its elections. */
    readonly uniform: () => number,
  ) {
    const copies = units.map((unit, number) => new ReplicaCopy(unit, number, this, undefined));
    const first = copies[0];
    if (first === undefined) throw new Error('bug: a shard without copies');
    this.copies = copies;
    this.log = new ShardLog(first, 1, 0, undefined);
    for (const copy of copies) copy.log = this.log;
    first.leads = true;
    this.leader = first;
    this.routed = first;
    const { succession } = set.rules;
    this.phase = uniform() * (succession.by === 'nobody' ? 1 : succession.heartbeat);
  }

  copyAt(unit: Unit | undefined): ReplicaCopy | undefined {
    for (const copy of this.copies) if (copy.unit === unit) return copy;
    return undefined;
  }

  /**
   * Votes that make a leader. Where the design says whether copies that are not in sync may lead, whoever keeps the list of those
   * that are decides (Kafka's controller), and copies that do not work have no say.
   */
  get votesNeeded(): number {
    const { isInSync, isClean, isUnclean } = this.set.rules;
    if (!isInSync || !(isClean || isUnclean)) return this.majority;
    let running = 0;
    for (const copy of this.copies) if (copy.isRunning) running++;
    return Math.floor(running / 2) + 1;
  }

  /** Whether a copy may stand for election: where only clean ones may, it has all that was acknowledged, or led before. */
  mayLead(copy: ReplicaCopy): boolean {
    if (!this.set.rules.isInSync || !this.set.rules.isClean) return true;
    return copy === this.log.leader || (copy.log === this.log && copy.received >= this.log.committed);
  }

  get majority(): number {
    return Math.floor(this.copies.length / 2) + 1;
  }
}
