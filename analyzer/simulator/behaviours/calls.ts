import { ANSWERED, ARRIVED, HEDGE, RETRY } from '../model/events.js';
import { ENDED, FAILED, type Frame, OK, type Outcome } from '../model/frame.js';
import type { CallOp } from '../model/ops.js';
import { NOWHERE } from '../model/places.js';
import type { World } from '../world.js';
import type { End } from './cuts.js';
import { unheard } from './fire-and-forget.js';
import { OWED } from './recorder.js';

/** Seconds after which the relay of an outbox tries again. */
const OUTBOX_PAUSE = 1;

/**
 * Calls as callers see them: attempts, time-outs, retries with pauses and a budget, breakers, hedges.
 *
 * An attempt that was given up goes on at the callee; its answer finds an old ticket and is dropped.
 */
export class Calls {
  constructor(private readonly world: World) {}

  /** A frame makes a call; it goes on when the call is over. */
  begin(caller: Frame, op: CallOp): void {
    caller.calling = op;
    caller.retries = 0;
    op.budget?.call();
    if (op.fallback === undefined) {
      if (op.slot >= 0) this.world.transactions.choose(caller, op);
      if (op.recorded !== undefined) this.world.recorder.begin(caller, op.recorded);
    }
    if (op.isUnanswered) this.fire(caller, op);
    else this.attempt(caller, op);
  }

  /** A message that nobody answers: its publisher goes on as soon as it is sent, and takes it to be there. */
  private fire(caller: Frame, op: CallOp): void {
    const { world } = this;
    if (op.recorded !== undefined) world.recorder.sent(caller, op.recorded);
    this.send(caller, op);
    caller.ticket++;
    caller.calling = undefined;
    caller.operation = undefined;
    world.resume(caller);
  }

  private attempt(caller: Frame, op: CallOp): void {
    const { world } = this;
    caller.underway = 0;
    if (op.breaker !== undefined && !op.breaker.allows(world.kernel.now)) {
      world.flows(caller).shortCircuited.total++;
      this.over(caller, op, FAILED);
      return;
    }
    if (op.timeoutLine >= 0) world.kernel.startTimer(op.timeoutLine, caller.id, caller.ticket);
    if (op.hedge !== undefined && op.hedge.delay < Infinity)
      world.kernel.schedule(op.hedge.delay, HEDGE, caller.id, caller.ticket);
    this.send(caller, op);
  }

  private send(caller: Frame, op: CallOp): void {
    const { world } = this;
    caller.underway++;
    const attempt = world.frames.take('attempt');
    attempt.call = op;
    attempt.op = op.body;
    attempt.parent = caller;
    attempt.parentTicket = caller.ticket;
    attempt.flow = caller.flow;
    attempt.key = caller.key;
    attempt.keyData = caller.keyData;
    // Whoever wrote it owes the message, nobody it calls.
    attempt.keyUses = caller.keyUses & ~OWED;
    attempt.message = caller.message;
    attempt.delivery = caller.delivery;
    if (op.recorded !== undefined) attempt.serves = caller.operation;
    attempt.session = caller.session;
    attempt.priority = op.priority;
    attempt.startedAt = world.kernel.now;
    if (op.connections === undefined || op.connections.take(attempt)) this.depart(attempt, op, caller);
  }

  /** The request leaves the caller for the instance it is sent to. */
  private depart(attempt: Frame, op: CallOp, caller: Frame): void {
    const { world } = this;
    const { network, places, kernel } = world;
    const region = op.isPlaced ? op.arrival(places.regionOf(caller.spot)) : -1;
    let unit =
      op.replicas === undefined
        ? world.balancing.choose(op, caller, region)
        : world.routing.route(op, attempt, caller, region, op.replicas);
    const { copies } = op.demand;
    if (unit !== undefined && unit.state !== 'up' && copies?.isQuorum === true)
      unit = world.quorums.insteadOf(unit, copies);
    attempt.unit = unit;
    if (unit !== undefined) unit.assigned++;
    const stated = unit === undefined ? NOWHERE : unit.spot;
    attempt.spot = stated !== NOWHERE || region < 0 ? stated : places.somewhereIn(region);
    const cut = world.cuts.all.length > 0 ? world.cuts.repetitions(callerEnd(attempt, op), calleeEnd(attempt, op)) : 0;
    if (cut === Infinity) {
      this.giveUp(attempt, caller.spot, attempt.spot);
      return;
    }
    if (!op.isRemote) {
      attempt.spot = attempt.spot === NOWHERE ? caller.spot : attempt.spot;
      const transfer = cut + (op.bytes > 0 ? world.transfers.request(attempt, op, caller) : 0);
      if (transfer > 0) kernel.schedule(transfer, ARRIVED, attempt.id, attempt.ticket);
      else this.arrived(attempt);
      return;
    }
    const from = caller.spot;
    const to = op.isPlaced ? attempt.spot : NOWHERE;
    const isAtEdge = op.access !== undefined && (to === NOWHERE || places.regionOf(from) === places.regionOf(to));
    attempt.trip = (isAtEdge ? 0 : network.roundTrip(from, to)) + (op.access === undefined ? 0 : op.access());
    let delay = attempt.trip / 2 + cut;
    if (!isAtEdge && network.losesBetween(from, to)) {
      const lost = network.repetitions(from, to);
      if (lost === Infinity) {
        this.giveUp(attempt, from, to);
        return;
      }
      delay += lost;
    }
    if (op.bytes > 0) delay += world.transfers.request(attempt, op, caller);
    if (delay > 0) kernel.schedule(delay, ARRIVED, attempt.id, attempt.ticket);
    else this.arrived(attempt);
  }

  /** The request never arrives; its caller learns that when the connection is given up. */
  private giveUp(attempt: Frame, from: number, to: number): void {
    const { network, kernel } = this.world;
    attempt.outcome = FAILED;
    if (attempt.unit !== undefined) attempt.unit.assigned--;
    attempt.unit = undefined;
    kernel.schedule(network.givenUpAfter(from, to), ANSWERED, attempt.id, attempt.ticket);
  }

  /** The request is at the instance. */
  arrived(attempt: Frame): void {
    const { call, unit } = attempt;
    if (unit !== undefined && unit.state !== 'up') {
      // Who hears nothing keeps the connection open.
      if (unit.state === 'gone') attempt.isHanging = true;
      else unit.assigned--;
      this.answer(attempt, FAILED);
      return;
    }
    if (call?.outage?.allows(!call.isWrite) === false) {
      if (attempt.unit !== undefined) attempt.unit.assigned--;
      this.answer(attempt, FAILED);
      return;
    }
    if (attempt.unit === undefined) this.world.resume(attempt);
    else this.world.stations.arrive(attempt);
  }

  /** The callee has done all it does for an attempt, or nothing: the answer leaves it. */
  answer(attempt: Frame, outcome: Outcome): void {
    const { world } = this;
    const { call, parent } = attempt;
    if (call?.isUnanswered === true) {
      unheard(attempt, outcome, world);
      return;
    }
    attempt.outcome = outcome;
    let delay = attempt.trip / 2;
    if (call !== undefined && call.bytes > 0 && outcome !== FAILED)
      delay += world.transfers.answer(attempt, call, parent);
    if (call?.isRemote === true && parent !== undefined && attempt.trip > 0) {
      const [from, to] = [parent.spot, call.isPlaced ? attempt.spot : NOWHERE];
      const isAtEdge =
        call.access !== undefined && (to === NOWHERE || world.places.regionOf(from) === world.places.regionOf(to));
      if (!isAtEdge && world.network.losesBetween(from, to)) {
        const lost = world.network.repetitions(from, to);
        if (lost === Infinity) attempt.outcome = FAILED;
        delay += lost === Infinity ? world.network.givenUpAfter(from, to) : lost;
      }
    }
    if (attempt.unit?.state === 'gone' || (world.cuts.all.length > 0 && parent !== undefined && call !== undefined)) {
      const isGone = attempt.unit?.state === 'gone' || call === undefined;
      const cut = isGone ? Infinity : world.cuts.repetitions(calleeEnd(attempt, call), callerEnd(attempt, call));
      if (cut === Infinity) attempt.outcome = FAILED;
      delay += cut === Infinity ? world.network.givenUpAfter(parent?.spot ?? NOWHERE, attempt.spot) : cut;
    }
    if (delay > 0) world.kernel.schedule(delay, ANSWERED, attempt.id, attempt.ticket);
    else this.answered(attempt);
  }

  /** The answer reaches the caller. */
  answered(attempt: Frame): void {
    const { world } = this;
    const { parent: caller, call: op, outcome } = attempt;
    if (op === undefined || caller === undefined) return;
    if (op.isUnanswered) {
      unheard(attempt, outcome, world);
      return;
    }
    const isAwaited = caller.ticket === attempt.parentTicket;
    // Every attempt counts, also one that came too late: else only the fast ones would be known.
    if (outcome !== FAILED) op.hedge?.note(world.kernel.now - attempt.startedAt);
    if (attempt.hasConnection) this.giveConnection(attempt, op);
    if (attempt.isHanging && attempt.unit !== undefined) attempt.unit.assigned--;
    if (isAwaited && outcome !== FAILED) {
      if (op.recorded !== undefined) world.recorder.answered(caller, attempt);
      else if (attempt.keyData >= 0) {
        // What is done after a hop may be about what was done in it.
        caller.key = attempt.key;
        caller.keyData = attempt.keyData;
        caller.keyUses = attempt.keyUses | (caller.keyUses & OWED);
      }
    }
    const { noted, isRefused } = attempt;
    world.frames.release(attempt);
    if (!isAwaited) return;
    if (noted >= 0) world.transactions.saw(caller, op, noted);
    if (isRefused) {
      // An answer, and one that asking again would not change.
      op.breaker?.note(world.kernel.now, false);
      this.over(caller, op, FAILED);
      return;
    }
    if (outcome === FAILED) {
      // The other one of two hedged attempts may still succeed.
      if (--caller.underway > 0) return;
      this.failed(caller, op);
      return;
    }
    op.breaker?.note(world.kernel.now, false);
    this.over(caller, op, outcome);
  }

  /** Connections are asked for again until somebody takes it who is still waited for. */
  private giveConnection(attempt: Frame, op: CallOp): void {
    const { world } = this;
    let next = op.connections?.give(attempt);
    while (next !== undefined) {
      const { parent, call } = next;
      if (parent !== undefined && call !== undefined && parent.ticket === next.parentTicket) {
        this.depart(next, call, parent);
        return;
      }
      const expired = next;
      next = op.connections?.give(expired);
      world.frames.release(expired);
    }
  }

  /** Whether nobody waits for this attempt any more. */
  isAbandoned(attempt: Frame): boolean {
    return attempt.parent?.ticket !== attempt.parentTicket;
  }

  timedOut(caller: Frame): void {
    const { calling } = caller;
    if (calling === undefined) return;
    this.world.flows(caller).timedOut.total++;
    this.failed(caller, calling);
  }

  private failed(caller: Frame, op: CallOp): void {
    const { world } = this;
    op.breaker?.note(world.kernel.now, true);
    caller.ticket++;
    if (caller.retries >= op.mostRetries || op.budget?.allows() === false) {
      this.over(caller, op, FAILED);
      return;
    }
    const longest = op.backoff * 2 ** caller.retries;
    caller.retries++;
    world.flows(caller).retried.total++;
    // Also without a pause by an event, so that a call that fails at once cannot hold up the clock.
    const pause = op.jitter === undefined ? longest : longest * op.jitter();
    world.kernel.schedule(pause, RETRY, caller.id, caller.ticket);
  }

  retry(caller: Frame): void {
    if (caller.calling !== undefined) this.attempt(caller, caller.calling);
  }

  /** The first attempt takes long: a second one is sent beside it. */
  hedge(caller: Frame): void {
    const { calling } = caller;
    if (calling === undefined || caller.underway !== 1) return;
    this.world.flows(caller).hedged.total++;
    this.send(caller, calling);
  }

  /** The call is over for its caller. */
  private over(caller: Frame, op: CallOp, outcome: Outcome): void {
    const { world } = this;
    caller.ticket++;
    if (op.isDetached && outcome === FAILED && !caller.isDoomed) {
      // An outbox keeps what it could not send, and tries again.
      caller.retries = 0;
      this.world.kernel.schedule(OUTBOX_PAUSE, RETRY, caller.id, caller.ticket);
      return;
    }
    if (op.backFrom !== undefined) world.writeBacks.over(caller, op.backFrom, outcome);
    caller.calling = undefined;
    if (op.fallback !== undefined) {
      this.world.caches.afterRead(caller, op, op.fallback, outcome);
      return;
    }
    if (op.cache !== undefined && outcome === OK) op.cache.look(caller, this.world.kernel.now);
    if (op.recorded !== undefined) this.world.recorder.over(caller, op.recorded, outcome);
    if (outcome === OK) this.world.resume(caller);
    else this.world.end(caller, outcome === ENDED ? ENDED : FAILED);
  }
}

/** Where a request comes from, and where it goes. */
const callerEnd = ({ parent }: Frame, { node }: CallOp): End => ({
  unit: parent?.unit,
  spot: parent?.spot ?? NOWHERE,
  component: node.caller,
});
const calleeEnd = ({ unit, spot }: Frame, { target }: CallOp): End => ({ unit, spot, component: target });
