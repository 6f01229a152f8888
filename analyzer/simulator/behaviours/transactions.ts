import { FAILED, type Frame, OK, type Outcome } from '../model/frame.js';
import { LONELY } from '../model/key-slots.js';
import type { AcquireOp, CallOp, FallbackOp, Keyed, LockOp, SagaOp, TransactionOp } from '../model/ops.js';
import type { World } from '../world.js';
import type { KeyLock } from './key-locks.js';

/**
 * Transactions and locks by key: who meets whom on the same item, waits for it, or is refused.
 *
 * A transaction takes its locks in the order of tables and keys, so that no two wait for each other, and holds them until its end:
 * where the store locks what is read, all of them before its first step; else those of its writes before the first of these. Where
 * the store compares versions instead, the transaction fails at its end when somebody else has changed an item since its beginning.
 */
export class Transactions {
  constructor(private readonly world: World) {}

  /** An operation is about the item of its slot. */
  choose(frame: Frame, op: CallOp | FallbackOp): void {
    const key = this.keyOf(frame, op.slot, op.drawsKey, op);
    if (key < 0) return;
    frame.key = key;
    frame.keyData = op.data;
    frame.keyUses = 0;
  }

  /**
   * The key that a frame remembers in a slot. When there is none, or when it is to be a new one: that of the message or of what was
   * done before, if the same has not been done to it yet, else one that is drawn.
   */
  private keyOf(frame: Frame, slot: number, draws: boolean, { keys, data, uses }: Keyed): number {
    const own = this.keysIn(frame);
    const known = own[slot] ?? Number.NaN;
    if (!draws && !Number.isNaN(known)) return known;
    const isGiven = frame.keyData === data && frame.key >= 0 && (frame.keyUses & uses) === 0;
    const key = isGiven ? frame.key : (keys?.draw() ?? -1);
    own[slot] = key;
    return key;
  }

  private keysIn(frame: Frame): Float64Array {
    let { keys } = frame;
    if (keys === undefined) {
      keys = new Float64Array(LONELY + 1);
      frame.keys = keys;
      frame.seen = new Float64Array(LONELY + 1);
      frame.began = new Float64Array(LONELY + 1);
    }
    if (!frame.hasKeys) {
      keys.fill(Number.NaN);
      frame.seen?.fill(-1);
      frame.hasKeys = true;
    }
    return keys;
  }

  /** A frame inside another one knows what that one knows, or the other way round at its end. */
  pass(from: Frame, to: Frame): void {
    if (from.keys === undefined || from.seen === undefined) return;
    this.keysIn(to).set(from.keys);
    to.seen?.set(from.seen);
  }

  /** A read or write was served at its store: versions are looked at, compared, counted. Says how it turned out. */
  served(attempt: Frame, call: CallOp): Outcome {
    const { versions } = call;
    const { key, parent } = attempt;
    if (versions === undefined || key < 0) return OK;
    if (!call.isWrite) {
      attempt.noted = versions.get(key);
      return OK;
    }
    const seen = call.isCompared && parent?.hasKeys === true ? (parent.seen?.[call.slot] ?? -1) : -1;
    if (seen >= 0 && versions.get(key) !== seen) {
      this.world.flows(attempt).conflicts.total++;
      attempt.isRefused = true;
      return FAILED;
    }
    if (!call.isInTransaction) versions.wrote(key);
    return OK;
  }

  /** The caller of a read knows the version it saw. */
  saw(caller: Frame, call: CallOp, version: number): void {
    if (caller.hasKeys && caller.seen !== undefined && call.slot >= 0) caller.seen[call.slot] = version;
  }

  begin(frame: Frame, op: TransactionOp): void {
    const { items } = op;
    frame.transaction = op;
    frame.hasWritten = false;
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (item === undefined) continue;
      const key = this.keyOf(frame, item.slot, item.keys !== undefined, item);
      if (frame.began !== undefined) frame.began[item.slot] = item.versions?.get(key) ?? 0;
    }
    this.world.resume(frame);
  }

  /** Takes the locks one after the other; those taken before are kept. */
  acquire(frame: Frame, op: AcquireOp): void {
    if (op.isForWrites) {
      if (frame.hasWritten) {
        this.world.resume(frame);
        return;
      }
      frame.hasWritten = true;
    }
    frame.acquiring = op;
    frame.lastTable = -1;
    frame.lastKey = -1;
    this.goOn(frame, op);
  }

  private goOn(frame: Frame, op: AcquireOp): void {
    for (;;) {
      const next = this.nextOf(frame, op);
      if (next < 0) {
        frame.acquiring = undefined;
        this.world.resume(frame);
        return;
      }
      const wanted = op.locks[next];
      const key = frame.keys?.[wanted?.slot ?? 0] ?? -1;
      if (wanted === undefined) return;
      frame.lastTable = wanted.locks.index;
      frame.lastKey = key;
      const lock = wanted.locks.take(key, frame, wanted.isShared);
      if (lock === undefined) return;
      frame.held.push(lock);
    }
  }

  /** Position of the next lock in the order of tables and keys; -1 when there is none left. */
  private nextOf({ keys, lastTable, lastKey }: Frame, { locks }: AcquireOp): number {
    let [best, bestTable, bestKey] = [-1, Infinity, Infinity];
    for (let i = 0; i < locks.length; i++) {
      const lock = locks[i];
      const key = keys?.[lock?.slot ?? 0] ?? -1;
      const table = lock?.locks.index ?? -1;
      // Nobody meets on an unknown key.
      if (!(key >= 0) || table < lastTable || (table === lastTable && key <= lastKey)) continue;
      if (table > bestTable || (table === bestTable && key >= bestKey)) continue;
      best = i;
      bestTable = table;
      bestKey = key;
    }
    return best;
  }

  /** A step that holds the lock of one key, or nothing where the key is unknown. */
  lock(frame: Frame, op: LockOp): void {
    const { keyed } = op;
    if (keyed === undefined) return;
    const key = this.keyOf(frame, keyed.slot, true, keyed);
    const lock = key < 0 ? undefined : keyed.locks.take(key, frame, false);
    if (lock !== undefined) frame.held.push(lock);
    if (lock !== undefined || key < 0) this.world.resume(frame);
  }

  /** What held locks is over: those who waited for them go on. */
  release(frame: Frame): void {
    const { held } = frame;
    while (held.length > 0) {
      const lock = held.pop();
      if (lock === undefined) continue;
      lock.locks.give(lock);
      for (let next = lock.locks.next(lock); next !== undefined; next = lock.locks.next(lock)) this.granted(next, lock);
    }
  }

  private granted(frame: Frame, lock: KeyLock): void {
    frame.held.push(lock);
    if (frame.acquiring !== undefined) this.goOn(frame, frame.acquiring);
    else this.world.resume(frame);
  }

  /** The end of a transaction: what it wrote counts from now on, unless somebody else was faster. */
  end(frame: Frame, outcome: Outcome): Outcome {
    const { transaction, keys, began } = frame;
    let result = outcome;
    if (transaction !== undefined && outcome !== FAILED && frame.hasWritten) {
      if (!this.isValid(transaction, keys, began)) {
        this.world.flows(frame).conflicts.total++;
        result = FAILED;
      } else this.commit(transaction, keys);
    }
    frame.transaction = undefined;
    this.release(frame);
    return result;
  }

  private isValid({ items }: TransactionOp, keys: Float64Array | undefined, began: Float64Array | undefined): boolean {
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      const key = keys?.[item?.slot ?? 0] ?? -1;
      if (item?.isChecked !== true || item.versions === undefined || key < 0) continue;
      if (item.versions.get(key) !== began?.[item.slot]) return false;
    }
    return true;
  }

  private commit({ items }: TransactionOp, keys: Float64Array | undefined): void {
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      const key = keys?.[item?.slot ?? 0] ?? -1;
      if (item?.isWritten === true && key >= 0) item.versions?.wrote(key);
    }
  }

  /** A saga does its parts one after the other; when one fails, those before it are undone, the last first. */
  saga(frame: Frame, op: SagaOp): void {
    frame.saga = op;
    frame.part = 0;
    frame.isUndoing = false;
    frame.op = op.parts[0];
    this.world.resume(frame);
  }

  /** A part of a saga, or of its undoing, is over; `undefined` while more is to be done. */
  partOver(frame: Frame, outcome: Outcome): Outcome | undefined {
    const { saga } = frame;
    if (saga === undefined) return outcome;
    if (frame.isUndoing) frame.part--;
    else if (outcome === OK) frame.part++;
    else if (outcome === FAILED) {
      frame.isUndoing = true;
      frame.part--;
      if (frame.part >= 0) this.world.flows(frame).compensated.total++;
    } else return outcome;
    if (frame.part < 0) return FAILED;
    if (frame.part >= saga.parts.length) return OK;
    frame.op = frame.isUndoing ? saga.undo[frame.part] : saga.parts[frame.part];
    this.world.resume(frame);
    return undefined;
  }
}
