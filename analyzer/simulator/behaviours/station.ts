import { PATIENCE, SERVED } from '../model/events.js';
import { FAILED, type Frame } from '../model/frame.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';

/**
 * Units and what happens in them: requests are let in, get a thread, wait for a server, and are served.
 *
 * `limit` counts everything from the door to the answer. `cores` are held for work only, `threads` from the door to the answer,
 * calls to others included. A full unit turns requests away, pushes out whoever waited longest for a server, or lets them wait
 * at the door, the caller's server staying occupied where its work has just led to this call.
 */
export class Stations {
  constructor(private readonly world: World) {}

  /** An attempt comes to the door of its unit. */
  arrive(frame: Frame): void {
    const { unit } = frame;
    if (unit === undefined) return;
    unit.pool.statistics.arrivals.total++;
    if (frame.shard !== undefined && !this.world.leaderLog.accepts(frame, frame.shard)) {
      this.refuse(frame);
      return;
    }
    if (frame.call?.connects === true) {
      if (unit.connections <= 0) {
        unit.connectionQueue.append(frame);
        return;
      }
      unit.connections--;
      frame.isConnected = true;
    }
    this.enter(frame, unit);
  }

  private enter(frame: Frame, unit: Unit): void {
    if (frame.call?.queue?.holdsBack === true) unit.doorQueue.append(frame);
    else if (unit.inside < unit.limit) this.letIn(frame, unit);
    else this.turnAway(frame, unit);
  }

  /** The next who is still waited for gets the connection that has become free. */
  private connectNext(unit: Unit): void {
    while (unit.connections > 0) {
      const next = unit.connectionQueue.shift();
      if (next === undefined) return;
      if (this.world.calls.isAbandoned(next)) {
        unit.assigned--;
        this.world.calls.answer(next, FAILED);
        continue;
      }
      unit.connections--;
      next.isConnected = true;
      this.enter(next, unit);
    }
  }

  private turnAway(frame: Frame, unit: Unit): void {
    const { whenFull } = unit.pool;
    if (whenFull === 'block') {
      unit.doorQueue.append(frame);
      return;
    }
    const oldest = whenFull === 'drop_oldest' ? unit.queue.first : undefined;
    const dropped = oldest?.role === 'attempt' ? oldest : frame;
    this.rejected(dropped);
    if (dropped !== frame) {
      this.unqueue(dropped, unit);
      this.refuse(dropped);
      this.letIn(frame, unit);
    } else this.refuse(frame);
  }

  /** Counts an attempt for which there is no room. */
  rejected(frame: Frame): void {
    if (frame.unit !== undefined) frame.unit.pool.statistics.rejected.total++;
    this.world.flows(frame).rejected.total++;
  }

  /** An attempt ends here without having been served. */
  private refuse(frame: Frame): void {
    this.leave(frame);
    this.world.calls.answer(frame, FAILED);
  }

  private letIn(frame: Frame, unit: Unit): void {
    unit.inside++;
    frame.isInside = true;
    const { parent } = frame;
    if (parent?.holdsServer === true && parent.ticket === frame.parentTicket) this.freeServer(parent);
    if (frame.call?.needsThread !== true) this.serveFirst(frame);
    else if (unit.threads > 0) this.giveThread(frame, unit);
    else unit.threadQueue.append(frame);
  }

  private nextThread(unit: Unit): void {
    const waiting = unit.threads > 0 ? unit.threadQueue.shift() : undefined;
    if (waiting !== undefined) this.giveThread(waiting, unit);
  }

  /** So many machines more, or fewer, stand behind the one queue of a unit; who waits for one goes on. */
  widen(unit: Unit, machines: number): void {
    const { shape, configuration } = unit.pool;
    const servers = unit.servers + shape.servers * machines;
    unit.machines += machines;
    if (unit.sharing !== undefined) unit.sharing.resize(servers);
    unit.servers = servers;
    if (unit.limit < Infinity) unit.limit += shape.limit * machines;
    if (unit.mostThreads < Infinity) {
      unit.mostThreads += configuration.threads * machines;
      unit.threads += configuration.threads * machines;
    }
    for (let i = unit.threadQueue.length; i > 0; i--) this.nextThread(unit);
    this.openDoor(unit);
    if (unit.sharing === undefined) this.next(unit);
  }

  private giveThread(frame: Frame, unit: Unit): void {
    const { statistics } = unit.pool;
    statistics.settle(this.world.kernel.now);
    statistics.threads++;
    unit.threads--;
    frame.hasThread = true;
    this.serveFirst(frame);
  }

  private serveFirst(frame: Frame): void {
    const scatter = frame.call?.demand.scatter;
    if (scatter === undefined) this.serveKey(frame);
    else this.world.scattering.ask(frame, scatter);
  }

  /** Serves a request at the shard of its key. */
  serveKey(frame: Frame): void {
    const demand = frame.call?.demand;
    if (demand?.pool === undefined) this.world.resume(frame);
    else if (demand.copies?.isQuorum === true) this.world.quorums.ask(frame, demand.copies);
    else if (frame.call?.node.operation === 'consume' && frame.parent !== undefined)
      // A message has been waiting for its consumer since it was published.
      this.serve(frame, demand.work(), frame.parent.startedAt);
    else this.serve(frame, demand.work());
  }

  /** Takes a frame, which has been waiting since then, to the servers of its unit for so many seconds of work. */
  serve(frame: Frame, work: number, since: number = this.world.kernel.now): void {
    const { unit } = frame;
    if (unit === undefined) return;
    const { kernel } = this.world;
    frame.since = since;
    frame.work = work * unit.pool.shape.slowing * unit.slowness;
    if (unit.sharing !== undefined) unit.sharing.enter(frame);
    else if (unit.busy < unit.servers && !unit.isDown) this.begin(frame, unit);
    else {
      const { pool } = unit;
      pool.statistics.settle(kernel.now);
      pool.statistics.waiting++;
      if (pool.shape.discipline === 'priority') unit.queue.insertByPriority(frame);
      else unit.queue.append(frame);
      if (pool.patience !== undefined) kernel.schedule(pool.patience(), PATIENCE, frame.id, frame.ticket);
    }
  }

  begin(frame: Frame, unit: Unit): void {
    const { kernel } = this.world;
    const { statistics } = unit.pool;
    statistics.settle(kernel.now);
    statistics.busy++;
    statistics.begun.total++;
    statistics.waited.total += kernel.now - frame.since;
    statistics.worked.total += frame.work;
    unit.worked += frame.work;
    unit.busy++;
    if (unit.pool.patience !== undefined) frame.ticket++;
    if (unit.isWatched) this.world.breakdowns.begin(frame, unit);
    kernel.schedule(frame.work, SERVED, frame.id, frame.ticket);
  }

  /** The service of a frame is over: its server goes on to the next, unless a full component downstream holds it up. */
  served(frame: Frame): void {
    const { unit } = frame;
    if (unit === undefined) return;
    const { statistics } = unit.pool;
    statistics.settle(this.world.kernel.now);
    statistics.busy--;
    this.record(frame, unit);
    if (unit.isWatched) this.world.breakdowns.end(frame, unit);
    if (frame.call?.holdsServer === true && !frame.isServed) {
      statistics.held++;
      unit.held++;
      frame.holdsServer = true;
    } else {
      unit.busy--;
      if (unit.queue.length > 0) this.next(unit);
    }
    this.goOn(frame);
  }

  /** Counts a visit that has ended. */
  record(frame: Frame, unit: Unit): void {
    const { statistics } = unit.pool;
    const stayed = this.world.kernel.now - frame.since;
    statistics.served.total++;
    statistics.stayed.total += stayed;
    statistics.response.record(stayed);
  }

  /** What follows the work at a station. */
  goOn(frame: Frame): void {
    const { world } = this;
    if (frame.role === 'copy') {
      world.copies.served(frame);
      return;
    }
    if (frame.role === 'part') {
      world.scattering.served(frame);
      return;
    }
    if (frame.role === 'attempt' && !frame.isServed) {
      frame.isServed = true;
      if (frame.shard !== undefined && world.leaderLog.served(frame, frame.shard)) return;
      const demand = frame.call?.demand;
      if (demand?.peers !== undefined) world.peers.served(frame, demand.peers);
      if (frame.shard === undefined && (demand?.copies !== undefined || demand?.flush !== undefined)) {
        world.copies.ask(frame, demand?.copies);
        return;
      }
    }
    if (frame.unit !== undefined) frame.unit.pool.statistics.done.total++;
    world.resume(frame);
  }

  /** Lets a server that was held up go. */
  freeServer(frame: Frame): void {
    frame.holdsServer = false;
    const { unit } = frame;
    if (unit === undefined) return;
    const { statistics } = unit.pool;
    statistics.settle(this.world.kernel.now);
    statistics.held--;
    unit.held--;
    unit.busy--;
    this.next(unit);
  }

  /** Gives free servers to those who wait. */
  next(unit: Unit): void {
    const { world } = this;
    const isLast = unit.pool.shape.discipline === 'lifo';
    while (unit.busy < unit.servers && !unit.isDown) {
      const frame = isLast ? unit.queue.last : unit.queue.first;
      if (frame === undefined) return;
      this.unqueue(frame, unit);
      if (frame.role === 'attempt' && frame.call?.skipsExpired === true && world.calls.isAbandoned(frame)) {
        this.leave(frame);
        world.calls.answer(frame, FAILED);
      } else this.begin(frame, unit);
    }
  }

  private unqueue(frame: Frame, unit: Unit): void {
    unit.pool.statistics.settle(this.world.kernel.now);
    unit.pool.statistics.waiting--;
    unit.queue.remove(frame);
  }

  /** Somebody who waits for a server has waited long enough. */
  lostPatience(frame: Frame): void {
    const { unit } = frame;
    if (unit === undefined || !frame.isQueued) return;
    this.unqueue(frame, unit);
    unit.pool.statistics.abandoned.total++;
    this.world.flows(frame).abandoned.total++;
    if (frame.role === 'attempt') this.refuse(frame);
    else this.world.end(frame, FAILED);
  }

  /** A request leaves its unit: its thread and its room are free. */
  leave(frame: Frame): void {
    const { unit } = frame;
    if (unit === undefined) return;
    unit.assigned--;
    if (frame.holdsServer) this.freeServer(frame);
    if (frame.hasThread) {
      const { statistics } = unit.pool;
      statistics.settle(this.world.kernel.now);
      statistics.threads--;
      frame.hasThread = false;
      unit.threads++;
      this.nextThread(unit);
    }
    if (frame.isInside) {
      frame.isInside = false;
      unit.inside--;
      this.nextAtDoor(unit);
    }
    if (frame.isConnected) {
      frame.isConnected = false;
      unit.connections++;
      this.connectNext(unit);
    }
  }

  private nextAtDoor(unit: Unit): void {
    const first = unit.inside < unit.limit ? unit.doorQueue.first : undefined;
    if (first === undefined || first.call?.queue?.holdsBack === true) return;
    unit.doorQueue.remove(first);
    this.letIn(first, unit);
  }

  /** Lets in who waits at the door, as long as there is room. */
  openDoor(unit: Unit): void {
    for (let left = unit.doorQueue.length; left > 0; left--) this.nextAtDoor(unit);
  }
}
