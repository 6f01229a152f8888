import type { Id } from '../../design/design.js';
import type { Followed } from './followed.js';

/** Operations of one key that are kept: the latest reads, and the latest of all others, which many reads must not push out. */
const KEPT = 20;
/** Changes of one key that are kept of all times. */
const MOST_MILESTONES = 64;
/** Sessions of one key that are remembered: the latest ones, where their numbers do not meet in one place. */
const MOST_SESSIONS = 64;

/** One followed item: the latest operations on it, and the newest versions that were given out, acknowledged and seen. */
export class KeyHistory {
  /** Latest version given out; of a store with copies, the store knows better. */
  current = 0;
  /** What its store has, where a cache keeps the latest versions back; -1 where there is no difference. */
  stored = -1;
  acknowledged = 0;
  acknowledgedAt = 0;
  /** The write or publication that was acknowledged with it. */
  newest: Followed | undefined = undefined;
  seen = 0;
  /** Newest message that each flow has processed. */
  readonly processed = new Map<Id, Followed>();
  private readonly reads: Followed[] = [];
  private readonly others: Followed[] = [];
  /** Acknowledged changes of all times, the oldest first: what a read was behind by is known to a part of it. */
  readonly milestones: Followed[] = [];
  private reading = 0;
  private writing = 0;
  /** By the last bits of their numbers: sessions, and the newest versions that they wrote and saw. */
  private readonly sessions = new Float64Array(MOST_SESSIONS);
  private readonly written = new Float64Array(MOST_SESSIONS);
  private readonly read = new Float64Array(MOST_SESSIONS);

  constructor(readonly key: number) {}

  /** What an operation that begins now can know of. */
  begin(operation: Followed): void {
    operation.acknowledged = this.acknowledged;
    operation.seen = this.seen;
    const place = operation.session % MOST_SESSIONS;
    if (this.sessions[place] === operation.session) {
      operation.ownWrite = this.written[place] ?? 0;
      operation.ownRead = this.read[place] ?? 0;
    }
    if (operation.kind === 'read') this.reads[this.reading++ % KEPT] = operation;
    else this.others[this.place()] = operation;
  }

  /** Where the next change goes: in the place of one that never happened, or of the oldest. */
  private place(): number {
    if (this.others.length < KEPT) return this.writing++;
    const isVoid = this.others.findIndex((change) => change.isGivenUp && change.effects.length === 0);
    return isVoid >= 0 ? isVoid : this.writing++ % KEPT;
  }

  /** The operation was answered. */
  answered(operation: Followed, now: number): void {
    const { version, session } = operation;
    const isRead = operation.kind === 'read';
    if (version < 0) return;
    if (version > this.seen) this.seen = version;
    if (!isRead && version > this.acknowledged) {
      this.acknowledged = version;
      this.acknowledgedAt = now;
      this.newest = operation;
      this.remember(operation);
    }
    const place = session % MOST_SESSIONS;
    if (this.sessions[place] !== session) {
      this.sessions[place] = session;
      this.written[place] = 0;
      this.read[place] = 0;
    }
    const newest = isRead ? this.read : this.written;
    if (version > (newest[place] ?? 0)) newest[place] = version;
  }

  /** Keeps some acknowledged changes of all times, the fewer the older they are. */
  private remember(change: Followed): void {
    const { milestones } = this;
    milestones.push(change);
    if (milestones.length < MOST_MILESTONES) return;
    let kept = 0;
    for (const [index, one] of milestones.entries())
      if (index % 2 === 0 || index >= MOST_MILESTONES / 2) milestones[kept++] = one;
    milestones.length = kept;
  }

  /** Those of them that are no reads, in any order. */
  get changes(): readonly Followed[] {
    return this.others;
  }

  /** Operations that are still kept, in the order of their beginnings. */
  get operations(): readonly Followed[] {
    return [...this.reads, ...this.others].sort((a, b) => a.index - b.index);
  }
}
