import { type Frame, FrameQueue } from '../model/frame.js';

/** The lock of one key: many may share it, or one has it alone; who comes later waits behind everybody. */
export class KeyLock {
  sharers = 0;
  isExclusive = false;
  readonly waiting = new FrameQueue();
  key = 0;

  constructor(readonly locks: KeyLocks) {}
}

/** Locks by key, as many as are held; what is free is not kept. */
export class KeyLocks {
  private readonly held = new Map<number, KeyLock>();
  private readonly free: KeyLock[] = [];

  constructor(
    /** Position among all tables of the run: locks are taken in the order of tables and keys, so that nobody waits in a circle. */
    readonly index: number,
  ) {}

  /** Takes the lock of a key, alone or shared; `undefined` when the frame waits for it. */
  take(key: number, frame: Frame, isShared: boolean): KeyLock | undefined {
    let lock = this.held.get(key);
    if (lock === undefined) {
      lock = this.free.pop() ?? new KeyLock(this);
      lock.key = key;
      this.held.set(key, lock);
    }
    const isFree = isShared ? !lock.isExclusive && lock.waiting.length === 0 : !lock.isExclusive && lock.sharers === 0;
    if (!isFree) {
      frame.sharesLock = isShared;
      lock.waiting.append(frame);
      return undefined;
    }
    this.hold(lock, isShared);
    return lock;
  }

  /** Gives one hold of a lock back; says who has it now, to be asked again until there is nobody. */
  give(lock: KeyLock): void {
    if (lock.isExclusive) lock.isExclusive = false;
    else lock.sharers--;
  }

  /** The next who waited and may have the lock now; forgets the lock when nobody has it. */
  next(lock: KeyLock): Frame | undefined {
    const { waiting } = lock;
    const { first } = waiting;
    if (first === undefined) {
      if (!lock.isExclusive && lock.sharers === 0 && this.held.get(lock.key) === lock) {
        this.held.delete(lock.key);
        this.free.push(lock);
      }
      return undefined;
    }
    if (lock.isExclusive || (!first.sharesLock && lock.sharers > 0)) return undefined;
    waiting.remove(first);
    this.hold(lock, first.sharesLock);
    return first;
  }

  private hold(lock: KeyLock, isShared: boolean): void {
    if (isShared) lock.sharers++;
    else lock.isExclusive = true;
  }
}

/** Versions of items by key: how often each was written since the start. */
export class Versions {
  private readonly of = new Map<number, number>();

  get(key: number): number {
    return this.of.get(key) ?? 0;
  }

  wrote(key: number): void {
    this.of.set(key, this.get(key) + 1);
  }
}
