import { sessionTimeout } from '../../catalogue/consumers.js';
import type { Id } from '../../design/design.js';
import type { Register } from '../history/register.js';
import { hashOf } from '../kernel/hash.js';
import type { Frame } from '../model/frame.js';
import type { Pool, Unit, WhenFull } from '../model/units.js';
import type { Tally } from '../statistics/batches.js';
import type { World } from '../world.js';
import type { ConsumerGroup } from './consumer-group.js';

/** Components that may consume one queue; with the instance it is the ticket of an event. */
export const MOST_GROUPS = 64;

/** Messages that a run keeps in one queue. */
const MOST_MESSAGES = 10_000_000;

/** What a queue does with its messages. */
export interface Delivery {
  /** Partitions; 0: none, any consumer takes any message. */
  readonly partitions: number;
  /** Whether messages about one item meet in one partition: the partitions are by a part of its key. */
  readonly isByItem: boolean;
  /** Share of the messages in the fullest partition, where a key decides; missing: messages go round. */
  readonly fullest: number | undefined;
  /** Whether a message whose processing failed is handed out again. */
  readonly repeats: boolean;
  /** Deliveries after which it goes to the dead letters; `Infinity` without any. */
  readonly mostDeliveries: number;
  /** Whether the effects of a delivery that fails are undone. */
  readonly isExactlyOnce: boolean;
  /** Seconds from one move of the position to the next where it moves by itself; 0 where each message moves it. */
  readonly commitEvery: number;
  /** Seconds after which a message is gone, read or not. */
  readonly retention: number;
  /** Most messages that wait for one group of consumers; `Infinity` without a bound. */
  readonly maxLength: number;
  readonly whenFull: WhenFull;
}

/** The messages of one queue, once for each component that consumes it. */
export class MessageQueue {
  readonly groups: ConsumerGroup[] = [];
  deadLetters: MessageQueue | undefined = undefined;
  private turn = 0;
  /** Deliveries begun. */
  delivered = 0;
  waiting = 0;
  peak = 0;
  private since = 0;
  private isOpening = false;

  constructor(
    readonly world: World,
    readonly id: Id,
    /** Position among the queues of the run: what events carry. */
    readonly index: number,
    readonly delivery: Delivery,
    readonly uniform: () => number,
    readonly published: Tally,
    readonly redelivered: Tally,
    readonly deadLettered: Tally,
    /** Messages thrown away to make room. */
    readonly dropped: Tally,
    readonly waitingArea: Tally,
    /** Pool of the broker, and its work for each message handed out. */
    readonly broker: Pool | undefined,
    readonly handingOut: () => number,
  ) {}

  /** The message of a publication is there. */
  append(attempt: Frame): void {
    const { serves, call } = attempt;
    const partition = this.partition(attempt.key);
    this.published.total++;
    if (serves !== undefined) this.world.recorder.appended(attempt, serves, this.nameOf(partition));
    this.deliver(partition, attempt.key, attempt.session, attempt.version, call?.recorded?.register);
  }

  /** Whether some of its consumers have as many messages before them as may wait, those counted that are on their way in. */
  private isFull(coming: number): boolean {
    const { maxLength } = this.delivery;
    if (maxLength === Infinity) return false;
    for (const group of this.groups) if (group.waiting + coming >= maxLength) return true;
    return false;
  }

  /** Whether a publication is refused for want of room. */
  get refuses(): boolean {
    return this.delivery.whenFull === 'reject' && this.isFull(0);
  }

  /** Whether publishers wait for room. */
  get holdsBack(): boolean {
    if (this.delivery.whenFull !== 'block' || this.delivery.maxLength === Infinity) return false;
    let coming = 0;
    for (const unit of this.broker?.units ?? []) coming += unit.inside;
    return this.isFull(coming);
  }

  /** There is room: publishers that wait at the door come in, once whatever makes the room is over. */
  private open(): void {
    if (this.isOpening || this.broker === undefined) return;
    this.isOpening = true;
    const { broker, world } = this;
    world.later(0, () => {
      this.isOpening = false;
      for (const unit of broker.units) world.stations.openDoor(unit);
    });
  }

  /** A message that another queue gives up, or that nobody recorded. */
  take(key: number, session: number, register: Register | undefined): void {
    this.published.total++;
    if (this.refuses) {
      this.dropped.total++;
      this.lost(register, key, 0, 'the queue that should have taken it was full');
      return;
    }
    const own = register === undefined ? undefined : this.world.history.register(register.data, this.id);
    this.deliver(this.partition(key), key, session, 0, own);
  }

  private deliver(partition: number, key: number, session: number, version: number, of: Register | undefined): void {
    for (const group of this.groups) group.append(partition, key, session, version, of);
  }

  /** A message is gone for good. */
  lost(register: Register | undefined, key: number, version: number, why: string): void {
    const { history } = this.world;
    if (register === undefined) return;
    history.lost(register.data, 1);
    if (version > 0) history.vanished(register, key, version, why);
  }

  /**
   * An acknowledged message is on no machine of the broker any more; `false` where it was handed out before. What nobody consumes is
   * lost in any case.
   */
  withdraw(key: number, version: number, since: number): boolean {
    if (this.groups.length === 0) return true;
    let isThere = false;
    for (const group of this.groups) if (group.withdraw(key, version, since)) isThere = true;
    return isThere;
  }

  /** How a partition is called. */
  nameOf(partition: number): string {
    return this.delivery.partitions > 0 ? `${this.id}.partition.${partition + 1}` : this.id;
  }

  /** Partitions have the shares that the design gives them; messages of one key meet in one. */
  private partition(key: number): number {
    const { partitions, fullest } = this.delivery;
    if (partitions <= 1) return 0;
    if (fullest === undefined) {
      this.turn = this.turn + 1 < partitions ? this.turn + 1 : 0;
      return this.turn;
    }
    const u = key === -1 || !this.delivery.isByItem ? this.uniform() : hashOf(key, 2) / 2 ** 32;
    if (fullest * partitions <= 1 + 1e-9) return Math.floor(u * partitions);
    return u < fullest ? 0 : 1 + Math.floor(((u - fullest) / (1 - fullest)) * (partitions - 1));
  }

  /** An instance of its consumers has crashed; it is missed after a while where partitions are dealt, else at once. */
  consumerCrashed(unit: Unit): void {
    for (const group of this.groups) {
      if (group.pool !== unit.pool) continue;
      const wait = this.delivery.partitions > 0 ? Number(sessionTimeout.value) : 0;
      this.world.later(wait, () => {
        if (unit.state !== 'up') group.instanceDown(unit.position);
      });
    }
  }

  consumerBack(unit: Unit): void {
    for (const group of this.groups) if (group.pool === unit.pool) group.instanceUp(unit.position);
  }

  /** No consumer gets anything, or all do again. */
  pause(isPaused: boolean): void {
    for (const group of this.groups) group.pause(isPaused);
  }

  /** Brings the area under the number of waiting messages up to date. */
  settle(): void {
    const { now } = this.world.kernel;
    this.waitingArea.total += this.waiting * (now - this.since);
    this.since = now;
  }

  change(by: number): void {
    this.settle();
    this.waiting += by;
    if (by < 0 && this.delivery.maxLength < Infinity && this.delivery.whenFull === 'block') this.open();
    if (this.waiting <= this.peak) return;
    this.peak = this.waiting;
    if (this.peak > MOST_MESSAGES) this.world.overflow();
  }
}
