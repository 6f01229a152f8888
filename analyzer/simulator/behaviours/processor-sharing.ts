import { SHARED } from '../model/events.js';
import type { Frame } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/**
 * `discipline sharing`: all requests of a unit are served at once, each at the speed of one server or of its share of them.
 *
 * The clock of the unit shows how much service each request inside has had since it was empty; a request is done when that
 * clock shows what it needs. So an arrival or departure changes the speed of the clock and nothing else, and the next to be
 * done is the first of a heap.
 */
export class SharedService {
  private readonly heap: Frame[] = [];
  /** Service that each request present all along has had, in seconds, and when that was right. */
  private attained = 0;
  private since = 0;
  private ticket = 0;
  private isStopped = false;

  constructor(
    private readonly world: World,
    private readonly unit: Unit,
  ) {}

  enter(frame: Frame): void {
    const { statistics } = this.unit.pool;
    const { now } = this.world.kernel;
    this.turnClock();
    statistics.settle(now);
    statistics.begun.total++;
    statistics.worked.total += frame.work;
    this.unit.worked += frame.work;
    // What the unit's clock will show when it is done.
    frame.work += this.attained;
    this.insert(frame);
    this.changed();
  }

  /** The next request is done, unless something has come in between. */
  due(ticket: number): void {
    if (ticket !== this.ticket) return;
    this.turnClock();
    const frame = this.removeFirst();
    if (frame === undefined) return;
    this.unit.pool.statistics.settle(this.world.kernel.now);
    this.attained = Math.max(this.attained, frame.work);
    this.world.stations.record(frame, this.unit);
    if (this.heap.length === 0) this.attained = 0;
    this.changed();
    this.world.stations.goOn(frame);
  }

  /** Takes everything out. */
  clear(): readonly Frame[] {
    this.turnClock();
    this.unit.pool.statistics.settle(this.world.kernel.now);
    const all = this.heap.splice(0);
    this.attained = 0;
    this.changed();
    return all;
  }

  /** Stands still, or goes on. */
  stopped(isStopped: boolean): void {
    this.turnClock();
    this.unit.pool.statistics.settle(this.world.kernel.now);
    this.isStopped = isStopped;
    this.changed();
  }

  /** The unit has more or fewer servers. */
  resize(servers: number): void {
    this.turnClock();
    this.unit.pool.statistics.settle(this.world.kernel.now);
    this.unit.servers = servers;
    this.changed();
  }

  private get speed(): number {
    if (this.isStopped) return 0;
    return this.heap.length <= this.unit.servers ? 1 : this.unit.servers / this.heap.length;
  }

  private turnClock(): void {
    const { now } = this.world.kernel;
    if (this.heap.length > 0) this.attained += (now - this.since) * this.speed;
    this.since = now;
  }

  private changed(): void {
    const { statistics } = this.unit.pool;
    const busy = this.unit.isDown ? 0 : Math.min(this.heap.length, this.unit.servers);
    const waiting = this.heap.length - busy;
    statistics.busy += busy - this.unit.busy;
    statistics.waiting += waiting - this.unit.held;
    this.unit.busy = busy;
    this.unit.held = waiting;
    this.ticket++;
    const first = this.heap[0];
    if (first === undefined || this.isStopped) return;
    const left = Math.max(0, first.work - this.attained) / this.speed;
    this.world.kernel.schedule(left, SHARED, this.unit.index, this.ticket);
  }

  private insert(frame: Frame): void {
    const { heap } = this;
    let at = heap.push(frame) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.work <= frame.work) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = frame;
  }

  private removeFirst(): Frame | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      let least = left;
      if (right !== undefined && right.work < left.work) {
        child++;
        least = right;
      }
      if (least.work >= last.work) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
