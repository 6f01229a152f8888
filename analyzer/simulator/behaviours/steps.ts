import { WAKE } from '../model/events.js';
import { ENDED, FAILED, type Frame, OK, type Outcome, type Role } from '../model/frame.js';
import type { CallOp, LockOp, Op, ParallelOp, RepeatOp, WorkOp } from '../model/ops.js';
import type { World } from '../world.js';
import { OWED } from './recorder.js';

/** Lets frames go on from step to step until they wait for something, and does what their end means to others. */
export class Steps {
  constructor(private readonly world: World) {}

  advance(frame: Frame): void {
    frame.isReady = false;
    if (frame.isDoomed) {
      this.end(frame, FAILED);
      return;
    }
    let { op } = frame;
    for (;;) {
      if (op === undefined) {
        this.end(frame, OK);
        return;
      }
      switch (op.kind) {
        case 'call':
          if (op.isDetached) {
            // What a cache keeps back is known when it has done the write.
            if (op.backFrom === undefined) this.relay(frame, op);
            op = op.next;
            continue;
          }
          frame.op = op.next;
          this.world.calls.begin(frame, op);
          return;
        case 'work':
          frame.op = op.next;
          this.work(frame, op);
          return;
        case 'wait':
          frame.op = op.next;
          this.world.kernel.schedule(op.time(), WAKE, frame.id, frame.ticket);
          return;
        case 'fallback':
          frame.op = op.next;
          this.world.caches.begin(frame, op);
          return;
        case 'branch': {
          const u = op.uniform();
          let chosen = 0;
          while (chosen < op.limits.length - 1 && u >= (op.limits[chosen] ?? 1)) chosen++;
          op = op.targets[chosen];
          continue;
        }
        case 'repeat':
          frame.op = op.next;
          this.repeat(frame, op);
          return;
        case 'parallel':
          frame.op = op.next;
          this.parallel(frame, op);
          return;
        case 'lock':
          frame.op = op.next;
          this.lock(frame, op);
          return;
        case 'transaction':
          frame.op = op.next;
          this.world.transactions.begin(this.inside(frame, 'transaction', op.body), op);
          return;
        case 'acquire':
          frame.op = op.next;
          this.world.transactions.acquire(frame, op);
          return;
        case 'saga':
          frame.op = op.next;
          this.world.transactions.saga(this.inside(frame, 'saga', undefined), op);
          return;
        case 'done':
          this.end(frame, ENDED);
          return;
      }
    }
  }

  /** What the end of a frame means to whoever waits for it. */
  end(frame: Frame, outcome: Outcome): void {
    const { world } = this;
    switch (frame.role) {
      case 'attempt':
        this.endAttempt(frame, outcome);
        return;
      case 'flow':
        if (outcome === FAILED && frame.keyData >= 0) world.recorder.failed(frame);
        world.workload.ended(frame, outcome);
        return;
      case 'message':
        frame.group?.handled(frame, outcome);
        return;
      case 'branch':
        this.endBranch(frame, outcome);
        return;
      case 'repetition':
        if (outcome === OK && frame.repetitions > 0) {
          frame.repetitions--;
          frame.op = frame.block;
          world.resume(frame);
        } else this.endBlock(frame, outcome);
        return;
      case 'locked': {
        const next = frame.lock?.give();
        if (next !== undefined) world.resume(next);
        if (frame.held.length > 0) world.transactions.release(frame);
        this.endBlock(frame, outcome);
        return;
      }
      case 'transaction':
        this.endBlock(frame, world.transactions.end(frame, outcome));
        return;
      case 'part':
        world.scattering.lost(frame);
        return;
      case 'saga': {
        const result = world.transactions.partOver(frame, outcome);
        if (result !== undefined) this.endBlock(frame, result);
        return;
      }
      default:
        world.frames.release(frame);
    }
  }

  private endAttempt(frame: Frame, outcome: Outcome): void {
    const { world } = this;
    const { call } = frame;
    let result = outcome;
    if (call !== undefined && result !== FAILED) {
      const failing = frame.unit === undefined ? 0 : frame.unit.failing;
      if (call.fails > 0 && call.failing() < call.fails) result = FAILED;
      else if (failing > 0 && call.failing() < failing) result = FAILED;
      else if (call.versions !== undefined && world.transactions.served(frame, call) === FAILED) result = FAILED;
      else if (call.queue?.refuses === true) {
        world.stations.rejected(frame);
        result = FAILED;
      } else {
        call.queue?.append(frame);
        if (frame.serves !== undefined) world.recorder.served(frame);
        if (call.isEffect && frame.message !== undefined) world.recorder.hadEffect(frame, frame.message);
        if (call.back !== undefined) world.writeBacks.keep(frame, call.back);
        for (const use of call.changes) use.written(frame.key, frame.version, world.kernel.now);
        call.refreshed?.read(frame, world.kernel.now);
        for (const one of call.feeds) one.changed(frame, world.kernel.now);
      }
    }
    if (result === FAILED && frame.keyData >= 0) world.recorder.failed(frame);
    world.stations.leave(frame);
    world.calls.answer(frame, result);
  }

  /** A block inside a frame is over: the frame goes on, or ends the same way. */
  private endBlock(frame: Frame, outcome: Outcome): void {
    const { world } = this;
    const { parent } = frame;
    if (parent !== undefined && frame.keyData >= 0) {
      parent.key = frame.key;
      parent.keyData = frame.keyData;
      parent.keyUses = frame.keyUses | (parent.keyUses & OWED);
    }
    if (frame.hasKeys && parent !== undefined) world.transactions.pass(frame, parent);
    world.frames.release(frame);
    if (parent === undefined) return;
    if (outcome === OK) world.resume(parent);
    else world.end(parent, outcome);
  }

  /** A frame for steps inside another one, at the same place and about the same. */
  private inside(frame: Frame, role: Role, op: Op | undefined): Frame {
    const child = this.world.frames.take(role);
    child.op = op;
    child.parent = frame;
    child.parentTicket = frame.ticket;
    child.flow = frame.flow;
    child.unit = frame.unit;
    child.spot = frame.spot;
    child.key = frame.key;
    child.keyData = frame.keyData;
    child.keyUses = frame.keyUses & ~OWED;
    child.message = frame.message;
    child.delivery = frame.delivery;
    child.session = frame.session;
    child.priority = frame.priority;
    if (frame.hasKeys) this.world.transactions.pass(frame, child);
    return child;
  }

  /** Nobody waits for this call. */
  private relay(frame: Frame, op: CallOp): void {
    const relay = this.inside(frame, 'relay', undefined);
    relay.parent = undefined;
    this.world.calls.begin(relay, op);
  }

  private work(frame: Frame, op: WorkOp): void {
    const { world } = this;
    if (frame.unit?.pool !== op.pool) {
      const unit = world.balancing.pick(op.pool, world.places.regionOf(frame.spot));
      if (unit === undefined) {
        world.kernel.schedule(op.work(), WAKE, frame.id, frame.ticket);
        return;
      }
      frame.unit = unit;
    }
    op.pool.statistics.arrivals.total++;
    frame.priority = op.priority;
    world.stations.serve(frame, op.work());
  }

  private repeat(frame: Frame, op: RepeatOp): void {
    const times = op.times();
    if (times < 1) {
      this.world.resume(frame);
      return;
    }
    const child = this.inside(frame, 'repetition', op.body);
    child.block = op.body;
    child.repetitions = times - 1;
    this.world.resume(child);
  }

  private parallel(frame: Frame, op: ParallelOp): void {
    const { world } = this;
    frame.needed = op.waitFor;
    frame.coming = op.branches.length * op.copies;
    const { ticket } = frame;
    for (let copy = 0; copy < op.copies; copy++) {
      for (const branch of op.branches) world.resume(this.inside(frame, 'branch', branch));
    }
    if (op.waitFor > 0) return;
    if (frame.ticket === ticket) frame.ticket++;
    world.resume(frame);
  }

  private endBranch(frame: Frame, outcome: Outcome): void {
    const { world } = this;
    const { parent, parentTicket } = frame;
    world.frames.release(frame);
    if (parent === undefined || parent.ticket !== parentTicket) return;
    parent.coming--;
    if (outcome !== FAILED) parent.needed--;
    if (parent.needed === 0) {
      parent.ticket++;
      world.resume(parent);
    } else if (parent.coming < parent.needed) {
      parent.ticket++;
      world.end(parent, FAILED);
    }
  }

  private lock(frame: Frame, op: LockOp): void {
    const { world } = this;
    const isFree = op.lock === undefined && op.keyed === undefined;
    const child = this.inside(frame, isFree ? 'repetition' : 'locked', op.body);
    child.lock = op.lock;
    child.repetitions = 0;
    if (op.keyed !== undefined) world.transactions.lock(child, op);
    else if (op.lock === undefined || op.lock.take(child)) world.resume(child);
  }
}
