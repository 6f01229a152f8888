import type { Followed } from '../history/followed.js';
import type { Register } from '../history/register.js';
import { FAILED, type Frame, type Outcome } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import type { KeyDraw } from './keys.js';

/** Operations of one step, as the history follows them. */
export interface Recorded {
  readonly kind: 'read' | 'write' | 'publish';
  readonly register: Register;
  /** Whether doing it again changes nothing. */
  readonly isIdempotent: boolean;
  /** Of a write: whether the same steps publish it afterwards, outside an outbox. */
  readonly isPublishedLater: boolean;
  /** Draws what it is about; missing where nobody says how many items there are. */
  readonly keys: KeyDraw | undefined;
}

/** Kinds of operations that were done on the key of a frame, as bits. */
export const BITS = { read: 1, write: 2, publish: 4 } as const;
/** `keyUses` of a frame all of whose operations on the data are about its key. */
export const PINNED = 8;
/** It was written, and has still to be published. */
export const OWED = 16;

/**
 * Tells the history what callers do to data: when an operation begins, when a store does it, when its answer is there.
 *
 * Stores with copies say themselves which version an attempt wrote or saw (`version`, `answeredBy` of its frame); any other
 * store is one register, changed at the end of its work.
 */
export class Recorder {
  constructor(private readonly world: World) {}

  /** A caller begins an operation: draws its key, and follows it where the key is followed. */
  begin(caller: Frame, what: Recorded): void {
    const { history, flowIds } = this.world;
    const { register, kind, isIdempotent } = what;
    this.chooseKey(caller, what);
    caller.operation = history.begin(
      register,
      kind,
      caller.key,
      caller.session,
      flowIds[caller.flow] ?? '',
      isIdempotent,
    );
  }

  /**
   * What is read is also what is written then, and published, and read again: a frame keeps the key of its data until the same
   * is done to it a second time, which is about another item.
   */
  private chooseKey(caller: Frame, { register, kind, keys }: Recorded): void {
    const { index } = register.of;
    const bit = BITS[kind];
    if (caller.keyData === index && (caller.keyUses & bit) === 0) {
      if ((caller.keyUses & PINNED) === 0) caller.keyUses |= bit;
      return;
    }
    const isNew = keys === undefined && kind !== 'read';
    caller.key = keys !== undefined ? keys.draw() : isNew ? register.of.fresh() : -1;
    if (caller.key === -1) return;
    caller.keyData = index;
    caller.keyUses = bit;
  }

  /** The callee has done all it does for an attempt, well. */
  served(attempt: Frame): void {
    const operation = attempt.serves;
    // Stores with a leader have told it themselves, when the write got its place in the log.
    if (operation === undefined || operation.kind === 'publish' || attempt.shard !== undefined) return;
    if (operation.kind === 'write' && attempt.call?.demand.copies?.contents !== undefined) return;
    const { item } = operation;
    const isRead = operation.kind === 'read';
    if (attempt.answeredBy === undefined && attempt.call?.cache === undefined) {
      const [first] = operation.effects;
      if (isRead) attempt.version = item.stored < 0 ? item.current : item.stored;
      else {
        attempt.version = operation.isIdempotent && first !== undefined ? first.version : item.current + 1;
        // A cache that keeps writes back has it now, or else the store.
        if (attempt.call?.back === undefined) item.stored = item.stored < 0 ? -1 : attempt.version;
        else if (item.stored < 0) item.stored = item.current;
      }
    }
    if (!isRead && attempt.version > 0)
      this.world.history.happened(operation, this.copyName(attempt.answeredBy, operation), attempt.version);
  }

  /** A queue has the message of an attempt. */
  appended(attempt: Frame, operation: Followed, partition: string): void {
    const [first] = operation.effects;
    attempt.version = operation.isIdempotent && first !== undefined ? first.version : operation.item.current + 1;
    operation.copy = partition;
    // Its publisher has gone on, and hears nothing of it.
    if (attempt.call?.isUnanswered === true) operation.version = attempt.version;
    this.world.history.happened(operation, partition, attempt.version);
  }

  /** Steps have failed between a write and the message that tells of it: nobody will ever send that. */
  failed(frame: Frame): void {
    const { history } = this.world;
    if (frame.keyData < 0 || (frame.keyUses & OWED) === 0) return;
    frame.keyUses &= ~OWED;
    // A consumer's message comes again, and with it what it owes.
    if (frame.message?.group?.isRepeating === true) return;
    history.unpublished(frame.keyData, frame.key, frame.session);
  }

  /** A consumer takes a message. */
  taken(frame: Frame, partition: string): void {
    const { history, flowIds } = this.world;
    const { register, key } = frame;
    if (register === undefined) return;
    frame.keyData = register.of.index;
    frame.keyUses = 0;
    const operation = history.begin(register, 'consume', key, frame.session, flowIds[frame.flow] ?? '', false);
    frame.serves = operation;
    if (operation === undefined) return;
    operation.version = frame.version;
    operation.copy = partition;
  }

  /** A consumer is done with a message. */
  handled(frame: Frame, outcome: Outcome, isUndone: boolean): void {
    const { history } = this.world;
    const { serves, register } = frame;
    if (outcome !== FAILED && register !== undefined) register.of.counts.processed++;
    const isRepeated = frame.effects > 0 && frame.had > 0 && !isUndone;
    if (isRepeated && register !== undefined) register.of.counts.duplicated++;
    if (isUndone) frame.effects = 0;
    if (serves === undefined) return;
    history.end(serves, outcome === FAILED ? 'failed' : 'ok');
    if (isRepeated) history.repeated(serves);
  }

  /** Handling a message had an effect outside: again, where a delivery before had come as far. */
  hadEffect(attempt: Frame, message: Frame): void {
    if (message.delivery !== attempt.delivery || message.role !== 'message') return;
    message.effects++;
    const register = attempt.call?.recorded?.register;
    if (message.effects > message.had || register === undefined || register.of === message.register?.of) return;
    register.of.counts.duplicated++;
  }

  /** The answer to an attempt reaches the caller that waits for it. */
  answered(caller: Frame, attempt: Frame): void {
    const { operation } = caller;
    if (operation === undefined || attempt.serves !== operation) return;
    operation.version = attempt.version;
    if (attempt.call?.refreshed !== undefined) operation.copy = attempt.call.node.target;
    else if (operation.kind !== 'publish') operation.copy = this.copyName(attempt.answeredBy, operation);
  }

  /** A message leaves its publisher, who hears no more of it. */
  sent(caller: Frame, what: Recorded): void {
    count(what);
    caller.keyUses &= ~OWED;
    const { operation } = caller;
    if (operation !== undefined) this.world.history.sent(operation);
  }

  /** The call is over for its caller. */
  over(caller: Frame, what: Recorded, outcome: Outcome): void {
    if (outcome !== FAILED) {
      count(what);
      if (what.isPublishedLater) caller.keyUses |= OWED;
      else if (what.kind === 'publish') caller.keyUses &= ~OWED;
    }
    const { operation } = caller;
    if (operation === undefined) return;
    caller.operation = undefined;
    const { history } = this.world;
    history.end(operation, outcome !== FAILED ? 'ok' : operation.kind === 'read' ? 'failed' : 'unknown');
  }

  /** How the copy that answered is called. */
  private copyName(unit: Unit | undefined, { at }: Followed): string {
    return unit === undefined ? at : this.world.replicas.labelOf(unit);
  }
}

/** Counts an operation of a step that succeeded, followed or not. */
function count({ kind, register }: Recorded): void {
  const { counts } = register.of;
  if (kind === 'read') counts.reads++;
  else if (kind === 'write') counts.writes++;
  else counts.published++;
}
