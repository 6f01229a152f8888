import { of, recalled } from '../../catalogue/source.js';
import { COPY_ANSWERED, COPY_ARRIVED } from '../model/events.js';
import { FAILED, type Frame } from '../model/frame.js';
import type { Copies } from '../model/ops.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import type { CopyContents } from './contents.js';
import type { Value } from './written.js';
import { versionOf } from './written.js';

/** A coordinator that hears too little gives up. */
const patience = of(2, recalled('the Apache Cassandra documentation, write_request_timeout: 2000ms'));

/** What a `copy` frame of a quorum is: the operation as its coordinator sees it, a message of it, a repair. */
export const GATHERING = 1;
export const ASKED = 2;
export const MENDING = 3;

/**
 * Operations on a store whose copies are all alike: they go to every copy, and the first W or R answers decide.
 *
 * The frame that gathers the answers outlives the request, since slower copies still answer, and readers repair those that were
 * older. A copy holds a write from the moment its message is there (stated delays) or its work is done.
 */
export class Quorums {
  constructor(private readonly world: World) {}

  isAway(unit: Unit): boolean {
    return unit.isDown || this.world.replicas.down.has(unit);
  }

  reaches(from: Unit, to: Unit): boolean {
    return !this.isAway(to) && (from === to || !this.world.isCut(from, to));
  }

  ask(frame: Frame, copies: Copies): void {
    const { world } = this;
    const { contents, count, needed } = copies;
    const isWrite = frame.call?.isWrite === true;
    const key = this.keyOf(frame);
    const start = this.shardOf(frame, copies, key) * count;
    const own = (frame.unit?.position ?? 0) % count;
    const coordinator = this.coordinator(copies, start, own);
    let reachable = 0;
    for (let i = 0; i < count; i++) {
      const unit = unitAt(copies, start, i);
      if (unit !== undefined && coordinator !== undefined && this.reaches(coordinator, unit)) reachable++;
    }
    const takesHints = isWrite && contents?.takesHints === true;
    if (coordinator === undefined || (reachable < needed && !takesHints)) {
      if (contents !== undefined) contents.unavailable++;
      world.end(frame, FAILED);
      return;
    }
    const gather = world.frames.take('copy');
    gather.duty = GATHERING;
    gather.flow = frame.flow;
    gather.unit = coordinator;
    gather.spot = coordinator.spot;
    gather.call = frame.call;
    gather.key = key;
    gather.session = frame.session;
    gather.parent = frame;
    gather.parentTicket = frame.ticket;
    gather.needed = needed;
    gather.coming = count;
    gather.answered = 0;
    gather.older = 0;
    gather.entry = start;
    if (isWrite && key >= 0 && contents !== undefined) gather.value = this.number(frame, contents, coordinator, key);
    // The copy that was asked comes first.
    for (let i = 0; i < count; i++)
      this.send(gather, copies, unitAt(copies, start, (own + i) % count), (own + i) % count);
  }

  /** Whoever is asked and there, or the next who is. */
  private coordinator(copies: Copies, start: number, own: number): Unit | undefined {
    for (let i = 0; i < copies.count; i++) {
      const unit = unitAt(copies, start, (own + i) % copies.count);
      if (unit !== undefined && !this.isAway(unit)) return unit;
    }
    return undefined;
  }

  /** Clients know who is down: the next copy of the shard that is not is asked instead. */
  insteadOf(unit: Unit, copies: Copies): Unit {
    const start = unit.position - (unit.position % copies.count);
    return this.coordinator(copies, start, unit.position - start) ?? unit;
  }

  /** Keys that are followed stay in one shard. */
  private shardOf(frame: Frame, { pool, count }: Copies, key: number): number {
    const shards = Math.floor(pool.units.length / count);
    if (key >= 0 && shards > 1) return frame.key % shards;
    return Math.floor((frame.unit?.position ?? 0) / count);
  }

  /** Key of an operation among all keys of its component; -1 where it is not followed. */
  keyOf({ key, call }: Frame): number {
    const data = call?.node.data;
    if (key === -1 || call === undefined || data === undefined || !this.world.history.tracks(data, key)) return -1;
    return call.dataIndex * 2 ** 40 + key;
  }

  /** Gives a write to a followed key its version; one that was done before and says who it is keeps the one it has. */
  number(frame: Frame, contents: CopyContents, coordinator: Unit, key: number): Value {
    const { serves } = frame;
    const again = serves?.isIdempotent === true ? serves.effects[0]?.version : undefined;
    const value = contents.write(coordinator, key, this.world.kernel.now, again);
    frame.version = versionOf(value);
    frame.answeredBy = coordinator;
    if (serves !== undefined)
      this.world.history.happened(serves, this.world.replicas.labelOf(coordinator), frame.version);
    return value;
  }

  private send(gather: Frame, copies: Copies, unit: Unit | undefined, number: number): void {
    const { world } = this;
    const from = gather.unit;
    if (unit === undefined || from === undefined) return;
    const copy = world.frames.take('copy');
    copy.duty = ASKED;
    copy.flow = gather.flow;
    copy.unit = unit;
    copy.spot = unit.spot;
    copy.call = gather.call;
    copy.key = gather.key;
    copy.session = gather.session;
    copy.entry = number;
    copy.value = gather.value;
    copy.parent = gather;
    copy.parentTicket = gather.ticket;
    if (!this.reaches(from, unit)) {
      this.lost(copy);
      return;
    }
    copy.trip = unit === from ? 0 : world.network.betweenMachines(from.spot, unit.spot, copies.pool);
    const delay =
      copies.there === undefined ? copy.trip / 2 + world.transfers.copy(from, unit, copy.call) : copies.there();
    if (delay > 0) world.kernel.schedule(delay, COPY_ARRIVED, copy.id, copy.ticket);
    else this.arrived(copy);
  }

  arrived(copy: Frame): void {
    const { world } = this;
    const { unit, call } = copy;
    const copies = call?.demand.copies;
    if (unit === undefined || this.isAway(unit)) {
      this.lost(copy);
      return;
    }
    const work = copies?.work() ?? 0;
    if (copy.duty === MENDING || copies?.isWorkStated === true) {
      // Stated delays are the whole answer; the work only loads the copy.
      if (copies !== undefined) {
        const load = world.frames.take('copy');
        load.flow = copy.flow;
        load.unit = unit;
        load.spot = unit.spot;
        load.call = call;
        world.stations.serve(load, work);
      }
      this.served(copy);
    } else world.stations.serve(copy, work);
  }

  /** A copy has the write, or has read. */
  served(copy: Frame): void {
    const { unit, call, value, key } = copy;
    const contents = copy.contents ?? call?.demand.copies?.contents;
    if (unit === undefined || this.isAway(unit)) {
      this.lost(copy);
      return;
    }
    if (value !== undefined) contents?.put(unit, key, value);
    else if (key >= 0) copy.value = contents?.get(unit, key);
    if (copy.duty === MENDING) {
      this.world.frames.release(copy);
      return;
    }
    const delay = call?.demand.copies?.back?.() ?? copy.trip / 2;
    if (delay > 0) this.world.kernel.schedule(delay, COPY_ANSWERED, copy.id, copy.ticket);
    else this.answered(copy);
  }

  answered(copy: Frame): void {
    const { parent: gather, call } = copy;
    const contents = call?.demand.copies?.contents;
    if (gather === undefined || gather.ticket !== copy.parentTicket) {
      this.world.frames.release(copy);
      return;
    }
    if (call?.isWrite !== true && copy.key >= 0 && contents !== undefined) this.compare(gather, copy, contents);
    this.world.frames.release(copy);
    gather.coming--;
    if (gather.needed > 0 && --gather.needed === 0) this.done(gather);
    if (gather.coming === 0) this.finish(gather);
  }

  private compare(gather: Frame, copy: Frame, contents: CopyContents): void {
    const bit = 1 << copy.entry;
    const before = gather.value;
    const after = contents.merge(copy.key, before, copy.value);
    if (gather.answeredBy === undefined || after !== before) gather.answeredBy = copy.unit;
    if (after !== before) gather.older = gather.answered;
    if (after !== undefined && versionOf(copy.value) !== versionOf(after)) gather.older |= bit;
    gather.answered |= bit;
    gather.value = after;
  }

  /** A copy is away: somebody keeps the write for it, or there is one answer less. */
  lost(copy: Frame): void {
    const { world } = this;
    const { parent: gather, unit, call, duty } = copy;
    const contents = copy.contents ?? call?.demand.copies?.contents;
    if (duty === MENDING || gather === undefined || gather.ticket !== copy.parentTicket) {
      world.frames.release(copy);
      return;
    }
    const from = gather.unit;
    const copies = call?.demand.copies;
    if (call?.isWrite === true && contents?.takesHints === true && unit !== undefined && from !== undefined) {
      if (world.hints.keep(contents, from, unit, copy.key, copy.value)) {
        contents.hintsStored++;
        // A stranger has it, after as long as the copy itself would have taken.
        const there = copies?.there?.() ?? 0;
        const back = copies?.back?.() ?? 0;
        const work = copies?.isWorkStated === true ? 0 : (copies?.work() ?? 0);
        world.kernel.schedule(there + work + back, COPY_ANSWERED, copy.id, copy.ticket);
        return;
      }
    }
    world.frames.release(copy);
    gather.coming--;
    if (gather.needed > gather.coming) this.giveUpLater(gather, contents);
    if (gather.coming === 0) this.finish(gather);
  }

  private giveUpLater(gather: Frame, contents: CopyContents | undefined): void {
    const { parent, parentTicket } = gather;
    if (parent === undefined) return;
    this.world.later(Number(patience.value), () => {
      if (parent.ticket !== parentTicket) return;
      parent.ticket++;
      if (contents !== undefined) contents.unavailable++;
      this.world.end(parent, FAILED);
    });
  }

  /** Enough have answered. */
  private done(gather: Frame): void {
    const { world } = this;
    const { parent: frame, value, key, call } = gather;
    if (frame === undefined || frame.ticket !== gather.parentTicket) return;
    if (call?.isWrite !== true) {
      frame.version = versionOf(value);
      frame.answeredBy = gather.answeredBy;
    } else if (value !== undefined) call.demand.copies?.contents?.acknowledge(key, value, world.kernel.now);
    frame.ticket++;
    frame.isServed = true;
    if (frame.unit !== undefined) frame.unit.pool.statistics.done.total++;
    world.resume(frame);
  }

  /** Nobody will answer any more: those that were older get the newest. */
  private finish(gather: Frame): void {
    const { call, value, unit, key, older, entry } = gather;
    const copies = call?.demand.copies;
    const contents = copies?.contents;
    if (call?.isWrite !== true && value !== undefined && unit !== undefined && older !== 0) {
      if (copies !== undefined && contents?.repairsOnRead === true) {
        for (let i = 0; i < copies.count; i++) {
          const to = unitAt(copies, entry, i);
          if ((older & (1 << i)) === 0 || to === undefined) continue;
          contents.readRepairs++;
          this.mend(contents, unit, to, key, value, gather.flow);
        }
      }
    }
    this.world.frames.release(gather);
  }

  /** Sends a copy what it lacks; nobody waits for it. */
  mend(contents: CopyContents, from: Unit, to: Unit, key: number, value: Value, flow: number): void {
    const { world } = this;
    const message = world.frames.take('copy');
    message.duty = MENDING;
    message.flow = flow;
    message.unit = to;
    message.spot = to.spot;
    message.key = key;
    message.value = value;
    message.contents = contents;
    const delay = from === to ? 0 : world.network.betweenMachines(from.spot, to.spot, to.pool) / 2;
    if (delay > 0) world.kernel.schedule(delay, COPY_ARRIVED, message.id, message.ticket);
    else this.arrived(message);
  }

  /** Starts the comparisons of all copies now and then, and hears of what is lost. */
  start(): void {
    const { world } = this;
    for (const { id, contents, main, count } of world.replicas.all) {
      if (contents === undefined) continue;
      contents.lost = (key, version) => {
        const data = world.replicas.dataAt(Math.floor(key / 2 ** 40));
        if (data === undefined) return;
        world.history.lost(data, 1);
        world.history.gone(data, id, key % 2 ** 40, version);
      };
      const every = contents.repairEvery;
      if (every === undefined || !(every > 0)) continue;
      const level = () => {
        for (let start = 0; start < main.units.length; start += count) {
          const there = main.units.slice(start, start + count).filter((unit) => !this.isAway(unit));
          const [first] = there;
          if (first !== undefined) contents.level(there.filter((unit) => this.reaches(first, unit)));
        }
        world.later(every, level);
      };
      world.later(every, level);
    }
  }
}

function unitAt({ pool }: Copies, start: number, number: number): Unit | undefined {
  return pool.units[(start + number) % pool.units.length];
}
