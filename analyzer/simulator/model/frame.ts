import type { ConsumerGroup } from '../behaviours/consumer-group.js';
import type { KeyLock } from '../behaviours/key-locks.js';
import type { Lock } from '../behaviours/lock.js';
import type { Followed } from '../history/followed.js';
import type { Register } from '../history/register.js';
import type { CopyContents } from '../replication/contents.js';
import type { ReplicaCopy } from '../replication/replica-copy.js';
import type { ReplicaGroup } from '../replication/replica-group.js';
import type { ShardLog } from '../replication/shard-log.js';
import type { Value } from '../replication/written.js';
import type { AcquireOp, CallOp, Op, SagaOp, TransactionOp } from './ops.js';
import type { Unit } from './units.js';

/** How a sequence of steps came to its end. */
export const OK = 0;
/** At a `done`: everything around it ends, too, and well. */
export const ENDED = 1;
export const FAILED = 2;
export type Outcome = typeof OK | typeof ENDED | typeof FAILED;

/**
 * What a frame is for, and so what happens at its end.
 *
 * flow: the start of a flow. message: a message at its consumer. attempt: one attempt of a call, with what the callee does
 * for it. branch: one of the things done in parallel. repetition, locked: a block done repeatedly, or under a lock. relay: a
 * call that nobody waits for. copy: an operation on another copy of a store. part: a visit of another shard.
 * transaction, saga: the steps of one.
 */
export type Role =
  | 'free'
  | 'flow'
  | 'message'
  | 'attempt'
  | 'branch'
  | 'repetition'
  | 'locked'
  | 'relay'
  | 'copy'
  | 'part'
  | 'transaction'
  | 'saga';

/**
 * A sequence of steps on its way: where it is, where it runs, and who waits for it.
 *
 * Frames are kept and used again, so that a run allocates nothing once it has as many as are ever on their way together.
 * `ticket` changes whenever what the frame waits for changes; whoever comes back with an old ticket is not waited for any
 * more (an answer after the time-out, the slower of two hedged attempts, a timer that is not needed).
 */
export class Frame {
  role: Role = 'free';
  /** Next step; `undefined` at the end. */
  op: Op | undefined = undefined;
  ticket = 0;
  /** Who waits for this one, and with which ticket. */
  parent: Frame | undefined = undefined;
  parentTicket = 0;
  /** Index of the flow in the program. */
  flow = 0;
  /** Machine that does the steps; missing for clients. */
  unit: Unit | undefined = undefined;
  /** Place it runs at, see `Places`. */
  spot = 0;
  /** Key of the data it is about; -1 before one was drawn. */
  key = -1;
  /** Index of the data that the key is one of, -1 for none; what was done to it, see `Recorder`. */
  keyData = -1;
  keyUses = 0;
  /** Client in whose conversation it happens; steps inside, attempts and copies have that of whoever began them. */
  session = 0;
  /** Version that the write wrote or the read saw, 0 for none; machine whose copy it was. */
  version = 0;
  answeredBy: Unit | undefined = undefined;
  /** Of a flow: when it started; of a message: when it was published. */
  startedAt = 0;

  // As a caller.
  /** The call it waits for, the attempts made beyond the first, and how many of them are on their way. */
  calling: CallOp | undefined = undefined;
  retries = 0;
  underway = 0;
  /** The operation on data that it waits for, and the one that it is an attempt of; where they are followed. */
  operation: Followed | undefined = undefined;
  serves: Followed | undefined = undefined;
  /** Of things done in parallel, or copies asked: how many are still needed, and how many are still to come. */
  needed = 0;
  coming = 0;
  /** Copies that were asked and have crashed. */
  gone = 0;
  /** Repetitions still to do. */
  repetitions = 0;

  // As a message.
  group: ConsumerGroup | undefined = undefined;
  partition = 0;
  deliveries = 0;
  /** Whose messages these are; effects of this delivery, and the most that one before it had. */
  register: Register | undefined = undefined;
  effects = 0;
  had = 0;
  /** The message that is being handled, in whichever step, and which delivery of the run this is. */
  message: Frame | undefined = undefined;
  delivery = 0;

  // As an operation on a store with copies: its shard; as an entry of a log: which, where in it, and at which copy in which life.
  shard: ReplicaGroup | undefined = undefined;
  log: ShardLog | undefined = undefined;
  entry = 0;
  copy: ReplicaCopy | undefined = undefined;
  life = 0;
  // As an operation on copies that are alike: what it is (see `Quorums`), what it carries, whose copies (bits by their number) have
  // answered, and which of them were older.
  duty = 0;
  value: Value | undefined = undefined;
  contents: CopyContents | undefined = undefined;
  answered = 0;
  older = 0;

  // As a block: what is repeated, what is locked, the load that started it.
  block: Op | undefined = undefined;
  lock: Lock | undefined = undefined;
  load = -1;
  isMeasured = false;

  // As steps about items that others want, too: keys by slot, versions seen of them, versions when the transaction began.
  hasKeys = false;
  keys: Float64Array | undefined = undefined;
  seen: Float64Array | undefined = undefined;
  began: Float64Array | undefined = undefined;
  /** Locks by key that it holds; those it is taking, the last of them, and whether it waits for one to share. */
  readonly held: KeyLock[] = [];
  acquiring: AcquireOp | undefined = undefined;
  lastTable = -1;
  lastKey = -1;
  sharesLock = false;
  transaction: TransactionOp | undefined = undefined;
  hasWritten = false;
  /** The saga, and the part of it that is done or undone. */
  saga: SagaOp | undefined = undefined;
  part = 0;
  isUndoing = false;

  // As an attempt or a visit of a station.
  /** Version that a read saw, -1 for none; whether it is a write that somebody else was faster than. */
  noted = -1;
  isRefused = false;
  /** The call it is an attempt of. */
  call: CallOp | undefined = undefined;
  /** Round trip of this attempt, in seconds; half of it each way. */
  trip = 0;
  /** Whether it is inside its unit, holds a thread, a connection, or the server it was done at (`when full block`). */
  isInside = false;
  /** Whether the first work of the attempt is done. */
  isServed = false;
  /** Whether it ends as soon as it can go on: its machine has crashed. */
  isDoomed = false;
  /** Whether it came to a machine that does not answer. */
  isHanging = false;
  /** Whether it is about to go on with its next step. */
  isReady = false;
  hasThread = false;
  hasConnection = false;
  /** Whether it takes up one of the connections that its unit accepts. */
  isConnected = false;
  /** Instance of the caller whose connection it has. */
  connectedFrom: Unit | undefined = undefined;
  holdsServer = false;
  outcome: Outcome = OK;
  /** When it reached the queue it is in or the server it is at. */
  since = 0;
  /** Seconds of service wanted; after an interruption, those left. */
  work = 0;
  priority = 0;
  /** When its server began, or went on after a breakdown. */
  startedService = 0;
  /** Neighbours in whichever queue it is in. */
  next: Frame | undefined = undefined;
  previous: Frame | undefined = undefined;
  isQueued = false;

  constructor(
    /** Position in the table of frames: what events carry. */
    readonly id: number,
  ) {}
}

/** Frames that may be on their way together: about a gigabyte and a half. */
const MOST_FRAMES = 2_000_000;

/** All frames there are, and those free to be used. */
export class Frames {
  private readonly all: Frame[] = [];
  private readonly free: Frame[] = [];

  /** `full` is told once when more are on their way than a machine should keep. */
  constructor(private readonly full: () => void = () => undefined) {}

  get(id: number): Frame {
    const frame = this.all[id];
    if (frame === undefined) throw new Error(`bug: no frame ${id}`);
    return frame;
  }

  /** A frame with a new ticket; everything else is as its last user left it in `release`. */
  take(role: Role): Frame {
    const frame = this.free.pop() ?? this.create();
    frame.role = role;
    return frame;
  }

  release(frame: Frame): void {
    if (frame.role === 'free') throw new Error(`bug: frame ${frame.id} is released twice`);
    frame.role = 'free';
    frame.ticket++;
    frame.op = undefined;
    frame.parent = undefined;
    frame.unit = undefined;
    frame.calling = undefined;
    frame.call = undefined;
    frame.key = -1;
    frame.keyData = -1;
    frame.operation = undefined;
    frame.serves = undefined;
    frame.message = undefined;
    frame.register = undefined;
    frame.effects = 0;
    frame.version = 0;
    frame.answeredBy = undefined;
    frame.shard = undefined;
    frame.log = undefined;
    frame.copy = undefined;
    frame.duty = 0;
    frame.value = undefined;
    frame.contents = undefined;
    frame.trip = 0;
    frame.isServed = false;
    frame.isDoomed = false;
    frame.isHanging = false;
    frame.outcome = OK;
    frame.hasKeys = false;
    frame.noted = -1;
    frame.isRefused = false;
    this.free.push(frame);
  }

  /** Those that something is true of, in the order of their numbers. */
  where(is: (frame: Frame) => boolean): readonly Frame[] {
    return this.all.filter(is);
  }

  /** Frames on their way. */
  get used(): number {
    return this.all.length - this.free.length;
  }

  private create(): Frame {
    const frame = new Frame(this.all.length);
    this.all.push(frame);
    if (this.all.length === MOST_FRAMES) this.full();
    return frame;
  }
}

/** A queue of frames, linked through themselves: any of them can leave it at once. */
export class FrameQueue {
  first: Frame | undefined = undefined;
  last: Frame | undefined = undefined;
  length = 0;

  /** Puts a frame at the end. */
  append(frame: Frame): void {
    this.insertAfter(this.last, frame);
  }

  /** Puts a frame behind all that are at least as urgent as it. */
  insertByPriority(frame: Frame): void {
    let at = this.last;
    while (at !== undefined && at.priority < frame.priority) at = at.previous;
    this.insertAfter(at, frame);
  }

  remove(frame: Frame): void {
    const { previous, next } = frame;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    frame.previous = undefined;
    frame.next = undefined;
    frame.isQueued = false;
    this.length--;
  }

  /** Takes out the first. */
  shift(): Frame | undefined {
    const { first } = this;
    if (first !== undefined) this.remove(first);
    return first;
  }

  private insertAfter(at: Frame | undefined, frame: Frame): void {
    frame.previous = at;
    frame.next = at === undefined ? this.first : at.next;
    if (frame.next === undefined) this.last = frame;
    else frame.next.previous = frame;
    if (at === undefined) this.first = frame;
    else at.next = frame;
    frame.isQueued = true;
    this.length++;
  }
}
