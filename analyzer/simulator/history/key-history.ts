import type { Id } from '../../design/design.js';
import type { Followed } from './followed.js';

/** Operations of one key that are kept: the latest reads, and the latest of all others, which many reads must not push out. */
const KEPT = 20;
/** Sessions of one key that are remembered. */
const MOST_SESSIONS = 64;

/** The newest that a session wrote and saw of one key. */
interface Memory {
  write: number;
  read: number;
}

/** One followed item: the latest operations on it, and the newest versions that were given out, acknowledged and seen. */
export class KeyHistory {
  /** Latest version given out; of a store with copies, the store knows better. */
  current = 0;
  acknowledged = 0;
  acknowledgedAt = 0;
  /** The write or publication that was acknowledged with it. */
  newest: Followed | undefined = undefined;
  seen = 0;
  /** Newest message that each flow has processed. */
  readonly processed = new Map<Id, Followed>();
  private readonly reads: Followed[] = [];
  private readonly others: Followed[] = [];
  private reading = 0;
  private writing = 0;
  private readonly sessions = new Map<number, Memory>();

  constructor(readonly key: number) {}

  /** What an operation that begins now can know of. */
  begin(operation: Followed): void {
    operation.acknowledged = this.acknowledged;
    operation.seen = this.seen;
    const memory = this.sessions.get(operation.session);
    if (memory !== undefined) [operation.ownWrite, operation.ownRead] = [memory.write, memory.read];
    if (operation.kind === 'read') this.reads[this.reading++ % KEPT] = operation;
    else this.others[this.writing++ % KEPT] = operation;
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
    }
    let memory = this.sessions.get(session);
    if (memory === undefined) {
      if (this.sessions.size >= MOST_SESSIONS) {
        const [oldest] = this.sessions.keys();
        if (oldest !== undefined) this.sessions.delete(oldest);
      }
      memory = { write: 0, read: 0 };
    } else this.sessions.delete(session);
    // Again at the end of the map: the session that did nothing for longest is the first.
    this.sessions.set(session, memory);
    if (isRead) memory.read = Math.max(memory.read, version);
    else memory.write = Math.max(memory.write, version);
  }

  /** Operations that are still kept, in the order of their beginnings. */
  get operations(): readonly Followed[] {
    return [...this.reads, ...this.others].sort((a, b) => a.index - b.index);
  }
}
