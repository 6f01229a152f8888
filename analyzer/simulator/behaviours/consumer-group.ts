import type { Register } from '../history/register.js';
import { REDELIVER } from '../model/events.js';
import { FAILED, type Frame, FrameQueue, type Outcome } from '../model/frame.js';
import type { Source } from '../model/ops.js';
import type { Pool, Unit } from '../model/units.js';
import { type MessageQueue, MOST_GROUPS } from './message-queue.js';
import { MessageRing } from './message-ring.js';

/**
 * The instances of one component that consume a queue, each with the partitions dealt to it.
 *
 * A consumer takes the next message of its partitions as soon as it may handle one more. What fails comes back as the next of its
 * partition, or goes to the dead letters; what an instance had in hand when it went down comes back, too, unless the position
 * had moved past it. The partitions of an instance that is down are dealt to the others.
 */
export class ConsumerGroup {
  /** Messages that wait, by partition. */
  readonly rings: MessageRing[];
  /** Messages in hand, by instance. */
  private hands: FrameQueue[];
  /** Partition of an instance that it looks at next. */
  private turns: Int32Array;
  private turn = 0;
  /** Instances that are up, and which of them each is; -1 of one that is down. */
  private up: number[] = [];
  private places: number[] = [];
  private readonly down = new Set<number>();
  private pauses = 0;
  /** Messages in all rings. */
  waiting = 0;

  constructor(
    readonly queue: MessageQueue,
    private readonly source: Source,
    private units: readonly Unit[],
    /** Messages that one instance handles at once. */
    private readonly atOnce: number,
  ) {
    this.rings = Array.from({ length: Math.max(1, queue.delivery.partitions) }, () => new MessageRing());
    this.hands = units.map(() => new FrameQueue());
    this.turns = new Int32Array(units.length);
    this.deal();
  }

  /** Pool of the consumers. */
  get pool(): Pool | undefined {
    return this.units[0]?.pool;
  }

  /** Whether a message whose processing failed is handed out again. */
  get isRepeating(): boolean {
    return this.queue.delivery.repeats;
  }

  /** Other instances consume from now on. */
  resize(units: readonly Unit[]): void {
    this.units = [...units];
    while (this.hands.length < units.length) this.hands.push(new FrameQueue());
    this.turns = Int32Array.from({ length: this.hands.length }, (_, i) => this.turns[i] ?? 0);
    this.deal();
    this.handOutAll();
  }

  /** An instance goes down with what it has in hand. */
  instanceDown(instance: number): void {
    if (this.down.has(instance)) return;
    this.down.add(instance);
    this.deal();
    const hand = this.hands[instance];
    for (let frame = hand?.last; frame !== undefined; frame = hand?.last) this.over(frame, FAILED, true);
    this.handOutAll();
  }

  /** It takes messages again. */
  instanceUp(instance: number): void {
    if (this.down.delete(instance)) this.deal();
    this.handOutAll();
  }

  /** Nobody takes messages for a while, or everybody does again. */
  pause(isPaused: boolean): void {
    this.pauses += isPaused ? 1 : -1;
    if (this.pauses === 0) this.handOutAll();
  }

  /** Deals the partitions to the instances that are up. */
  private deal(): void {
    this.up = [];
    this.places = this.hands.map((_, instance) =>
      instance < this.units.length && !this.down.has(instance) ? this.up.push(instance) - 1 : -1,
    );
  }

  append(partition: number, key: number, session: number, version: number, register: Register | undefined): void {
    const ring = this.rings[partition];
    if (ring === undefined || this.units.length === 0) return;
    this.expire(ring);
    if (this.waiting >= this.queue.delivery.maxLength && this.queue.delivery.whenFull === 'drop_oldest')
      this.dropOldest();
    ring.append(this.queue.world.kernel.now, key, session, version, register);
    this.change(1);
    if (this.queue.delivery.partitions > 0) this.handOut(this.up[partition % this.up.length] ?? -1);
    else this.handOutToAnybody();
  }

  /** Messages in the queue wait for a server of the consumer. */
  private change(by: number): void {
    this.waiting += by;
    this.queue.change(by);
    const statistics = this.units[0]?.pool.statistics;
    statistics?.settle(this.queue.world.kernel.now);
    if (statistics !== undefined) statistics.waiting += by;
  }

  private handOutToAnybody(): void {
    const count = this.up.length;
    for (let i = 0; i < count; i++) {
      this.turn = this.turn + 1 < count ? this.turn + 1 : 0;
      const instance = this.up[this.turn] ?? 0;
      if (this.units[instance]?.state === 'up' && (this.hands[instance]?.length ?? 0) < this.atOnce) {
        this.handOut(instance);
        return;
      }
    }
  }

  private handOutAll(): void {
    for (const instance of this.up) this.handOut(instance);
  }

  /** Gives an instance as many messages of its partitions as it may handle now. */
  handOut(instance: number): void {
    const { partitions } = this.queue.delivery;
    const place = this.places[instance] ?? -1;
    const hand = this.hands[instance];
    if (place < 0 || hand === undefined || this.pauses > 0 || this.units[instance]?.state !== 'up') return;
    const count = this.up.length;
    const own = partitions > 0 ? Math.ceil((partitions - place) / count) : 1;
    for (let looked = 0; looked < own && hand.length < this.atOnce; ) {
      const turn = (this.turns[instance] ?? 0) % own;
      const partition = partitions > 0 ? place + turn * count : 0;
      const ring = this.rings[partition];
      this.turns[instance] = turn + 1;
      if (ring !== undefined) this.expire(ring);
      if (ring === undefined || ring.length === 0) looked++;
      else {
        looked = 0;
        this.start(instance, partition, ring, hand);
      }
    }
  }

  private start(instance: number, partition: number, ring: MessageRing, hand: FrameQueue): void {
    const { world, broker } = this.queue;
    const unit = this.units[instance];
    if (unit === undefined) return;
    const frame = world.frames.take('message');
    frame.flow = this.source.flow;
    frame.op = this.source.first;
    frame.unit = unit;
    frame.spot = unit.spot;
    frame.startedAt = ring.time;
    frame.deliveries = ring.delivered + 1;
    frame.had = ring.had;
    frame.partition = partition;
    frame.group = this;
    frame.key = ring.key;
    frame.session = ring.session;
    frame.version = ring.version;
    frame.register = ring.register;
    frame.since = world.kernel.now;
    frame.message = frame;
    frame.delivery = this.queue.delivered++;
    if (frame.register !== undefined) world.recorder.taken(frame, this.queue.nameOf(partition));
    ring.shift();
    this.change(-1);
    hand.append(frame);
    if (this.source.isMeasured) world.flows(frame).start(world.kernel.now);
    if (broker !== undefined) world.loadPool(broker, this.queue.handingOut(), frame.flow);
    world.resume(frame);
  }

  /** A message has been processed, or its processing has failed. */
  handled(frame: Frame, outcome: Outcome): void {
    this.over(frame, outcome, frame.unit !== undefined && frame.unit.state !== 'up');
  }

  private over(frame: Frame, outcome: Outcome, isCrash: boolean): void {
    const { queue, source } = this;
    const { world } = queue;
    const { unit, partition } = frame;
    const { now } = world.kernel;
    if (source.isMeasured) world.flows(frame).end(now, outcome !== FAILED, now - frame.startedAt);
    const instance = unit === undefined ? 0 : unit.position;
    this.hands[instance]?.remove(frame);
    if (frame.register !== undefined) world.recorder.handled(frame, outcome, queue.delivery.isExactlyOnce);
    if (outcome === FAILED) this.failed(frame, isCrash);
    frame.group = undefined;
    world.frames.release(frame);
    // By an event, so that what fails at once cannot hold up the clock.
    const group = queue.groups.indexOf(this);
    world.kernel.schedule(0, REDELIVER, queue.index, instance * MOST_GROUPS + group);
    const owner = this.up[partition % this.up.length] ?? instance;
    if (outcome === FAILED && owner !== instance && queue.delivery.partitions > 0)
      world.kernel.schedule(0, REDELIVER, queue.index, owner * MOST_GROUPS + group);
  }

  /** It comes back, goes to the dead letters, or is gone. */
  private failed(frame: Frame, isCrash: boolean): void {
    const { queue } = this;
    const { delivery } = queue;
    if (!delivery.repeats || (isCrash && this.isCommitted(frame))) {
      queue.lost(frame.register, frame.key, frame.version, 'its consumer had moved on when processing it failed');
      return;
    }
    if (frame.deliveries >= delivery.mostDeliveries && !isCrash) {
      queue.deadLettered.total++;
      queue.deadLetters?.take(frame.key, frame.session, frame.register);
      return;
    }
    queue.redelivered.total++;
    this.rings[frame.partition]?.putBack(frame);
    this.change(1);
  }

  /** With `commit auto` the position moves every few seconds past what was handed out by then. */
  private isCommitted(frame: Frame): boolean {
    const { commitEvery } = this.queue.delivery;
    if (!(commitEvery > 0)) return false;
    return frame.since < Math.floor(this.queue.world.kernel.now / commitEvery) * commitEvery;
  }

  /** The oldest message makes room for a new one. */
  private dropOldest(): void {
    const { queue } = this;
    let oldest: MessageRing | undefined;
    for (const ring of this.rings)
      if (ring.length > 0 && (oldest === undefined || ring.time < oldest.time)) oldest = ring;
    if (oldest === undefined) return;
    queue.lost(oldest.register, oldest.key, oldest.version, 'the queue was full and it was the oldest');
    oldest.shift();
    queue.dropped.total++;
    this.change(-1);
  }

  /** Messages older than the retention are gone, whether somebody read them or not. */
  private expire(ring: MessageRing): void {
    const { queue } = this;
    const oldest = queue.world.kernel.now - queue.delivery.retention;
    while (ring.length > 0 && ring.time < oldest) {
      queue.lost(ring.register, ring.key, ring.version, 'it was older than the retention before anybody read it');
      ring.shift();
      this.change(-1);
    }
  }

  /** The same in all partitions. */
  expireAll(): void {
    if (this.queue.delivery.retention < Infinity) for (const ring of this.rings) this.expire(ring);
  }

  /** A message, published since then, that waits here is gone; messages without a version are all alike. */
  withdraw(key: number, version: number, since: number): boolean {
    for (const ring of this.rings) {
      if (!ring.remove(key, version, since)) continue;
      this.change(-1);
      return true;
    }
    return false;
  }
}
