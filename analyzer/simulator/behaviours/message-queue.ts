import { REDELIVER } from '../model/events.js';
import { FAILED, type Frame, type Outcome } from '../model/frame.js';
import type { Source } from '../model/ops.js';
import type { Pool, Unit } from '../model/units.js';
import type { Tally } from '../statistics/batches.js';
import type { World } from '../world.js';

/** Messages that wait in one partition for one group of consumers, oldest first: when published, how often handed out. */
class Ring {
  private capacity = 16;
  private times = new Float64Array(this.capacity);
  private deliveries = new Uint32Array(this.capacity);
  private first = 0;
  length = 0;

  get time(): number {
    return this.times[this.first] ?? 0;
  }
  get delivered(): number {
    return this.deliveries[this.first] ?? 0;
  }

  append(time: number): void {
    this.reserve();
    this.put((this.first + this.length++) & (this.capacity - 1), time, 0);
  }

  putBack(time: number, delivered: number): void {
    this.reserve();
    this.first = (this.first - 1) & (this.capacity - 1);
    this.length++;
    this.put(this.first, time, delivered);
  }

  shift(): void {
    this.first = (this.first + 1) & (this.capacity - 1);
    this.length--;
  }

  private put(at: number, time: number, delivered: number): void {
    this.times[at] = time;
    this.deliveries[at] = delivered;
  }

  private reserve(): void {
    if (this.length < this.capacity) return;
    const [times, deliveries] = [new Float64Array(this.capacity * 2), new Uint32Array(this.capacity * 2)];
    for (let i = 0; i < this.length; i++) {
      const at = (this.first + i) & (this.capacity - 1);
      times[i] = this.times[at] ?? 0;
      deliveries[i] = this.deliveries[at] ?? 0;
    }
    [this.times, this.deliveries, this.first] = [times, deliveries, 0];
    this.capacity *= 2;
  }
}

/** Components that may consume one queue; with the instance it is the ticket of an event. */
export const MOST_GROUPS = 64;

/** What a queue does with its messages. */
export interface Delivery {
  /** Partitions; 0: none, any consumer takes any message. */
  readonly partitions: number;
  /** Share of the messages in the fullest partition, where a key decides; missing: messages go round. */
  readonly fullest: number | undefined;
  /** Whether a message whose processing failed is handed out again. */
  readonly repeats: boolean;
  /** Deliveries after which it goes to the dead letters; `Infinity` without any. */
  readonly mostDeliveries: number;
}

/**
 * The messages of one queue, once for each component that consumes it.
 *
 * Partitions are dealt to the consumers whole. A consumer takes the next message as soon as it may handle one more; what fails
 * comes back as the next of its partition, or goes to the dead letters.
 */
export class MessageQueue {
  readonly groups: ConsumerGroup[] = [];
  deadLetters: MessageQueue | undefined = undefined;
  private turn = 0;
  waiting = 0;
  peak = 0;
  private since = 0;

  constructor(
    readonly world: World,
    /** Position among the queues of the run: what events carry. */
    readonly index: number,
    readonly delivery: Delivery,
    readonly uniform: () => number,
    readonly published: Tally,
    readonly redelivered: Tally,
    readonly deadLettered: Tally,
    readonly waitingArea: Tally,
    /** Pool of the broker, and its work for each message handed out. */
    readonly broker: Pool | undefined,
    readonly handingOut: () => number,
  ) {}

  /** A message is there. */
  append(_frame?: Frame): void {
    this.published.total++;
    const partition = this.partition();
    for (const group of this.groups) group.append(partition);
  }

  private partition(): number {
    const { partitions, fullest } = this.delivery;
    if (partitions <= 1) return 0;
    if (fullest === undefined) {
      this.turn = this.turn + 1 < partitions ? this.turn + 1 : 0;
      return this.turn;
    }
    const u = this.uniform();
    if (fullest * partitions <= 1 + 1e-9) return Math.floor(u * partitions);
    return u < fullest ? 0 : 1 + Math.floor(((u - fullest) / (1 - fullest)) * (partitions - 1));
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
    if (this.waiting > this.peak) this.peak = this.waiting;
  }
}

/** The instances of one component that consume a queue, each with the partitions dealt to it. */
export class ConsumerGroup {
  private readonly rings: Ring[];
  /** Messages in hand, by instance. */
  private readonly inHand: Int32Array;
  /** Partition of an instance that it looks at next. */
  private readonly turns: Int32Array;
  private turn = 0;

  constructor(
    private readonly queue: MessageQueue,
    private readonly source: Source,
    private readonly units: readonly Unit[],
    /** Messages that one instance handles at once. */
    private readonly atOnce: number,
  ) {
    this.rings = Array.from({ length: Math.max(1, queue.delivery.partitions) }, () => new Ring());
    this.inHand = new Int32Array(units.length);
    this.turns = new Int32Array(units.length);
  }

  append(partition: number): void {
    const ring = this.rings[partition];
    if (ring === undefined || this.units.length === 0) return;
    ring.append(this.queue.world.kernel.now);
    this.change(1);
    if (this.queue.delivery.partitions > 0) this.handOut(partition % this.units.length);
    else this.handOutToAnybody();
  }

  /** Messages in the queue wait for a server of the consumer. */
  private change(by: number): void {
    this.queue.change(by);
    const statistics = this.units[0]?.pool.statistics;
    statistics?.settle(this.queue.world.kernel.now);
    if (statistics !== undefined) statistics.waiting += by;
  }

  private handOutToAnybody(): void {
    const count = this.units.length;
    for (let i = 0; i < count; i++) {
      this.turn = this.turn + 1 < count ? this.turn + 1 : 0;
      if ((this.inHand[this.turn] ?? 0) < this.atOnce) {
        this.handOut(this.turn);
        return;
      }
    }
  }

  /** Gives an instance as many messages of its partitions as it may handle now. */
  handOut(instance: number): void {
    const { partitions } = this.queue.delivery;
    const count = this.units.length;
    const own = partitions > 0 ? Math.ceil((partitions - instance) / count) : 1;
    for (let looked = 0; looked < own && (this.inHand[instance] ?? 0) < this.atOnce; ) {
      const turn = (this.turns[instance] ?? 0) % own;
      const partition = partitions > 0 ? instance + turn * count : 0;
      const ring = this.rings[partition];
      this.turns[instance] = turn + 1;
      if (ring === undefined || ring.length === 0) looked++;
      else {
        looked = 0;
        this.start(instance, partition, ring);
      }
    }
  }

  private start(instance: number, partition: number, ring: Ring): void {
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
    frame.partition = partition;
    frame.group = this;
    ring.shift();
    this.change(-1);
    this.inHand[instance] = (this.inHand[instance] ?? 0) + 1;
    if (this.source.isMeasured) world.flows(frame).start(world.kernel.now);
    if (broker !== undefined) world.loadPool(broker, this.queue.handingOut(), frame.flow);
    world.resume(frame);
  }

  /** A message has been processed, or its processing has failed. */
  handled(frame: Frame, outcome: Outcome): void {
    const { queue } = this;
    const { world, delivery } = queue;
    const { unit, partition, deliveries, startedAt } = frame;
    if (this.source.isMeasured)
      world.flows(frame).end(world.kernel.now, outcome !== FAILED, world.kernel.now - frame.startedAt);
    const instance = unit === undefined ? 0 : unit.position;
    this.inHand[instance] = (this.inHand[instance] ?? 0) - 1;
    frame.group = undefined;
    world.frames.release(frame);
    if (outcome === FAILED && delivery.repeats) {
      if (deliveries >= delivery.mostDeliveries) {
        queue.deadLettered.total++;
        queue.deadLetters?.append();
      } else {
        queue.redelivered.total++;
        this.rings[partition]?.putBack(startedAt, deliveries);
        this.change(1);
      }
    }
    // By an event, so that what fails at once cannot hold up the clock.
    world.kernel.schedule(0, REDELIVER, queue.index, instance * MOST_GROUPS + queue.groups.indexOf(this));
  }
}
