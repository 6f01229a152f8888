import type { Id } from '../../design/design.js';
import { ANSWERED, ARRIVED } from '../model/events.js';
import { FAILED, type Frame } from '../model/frame.js';
import type { World } from '../world.js';
import type { Answers } from './component-rows.js';
import type { FollowedRequests } from './followed-requests.js';
import type { Draft, MessageLog, Place } from './message-log.js';

/** A message of an attempt that is on its way. */
interface Pending {
  readonly ticket: number;
  readonly draft: Draft;
}

/**
 * Calls as messages there and back, of the requests that are followed; and how many attempts failed, of all.
 *
 * It takes the place of the methods by which calls go on, in the one run that is recorded: each does what it did, and tells.
 */
export class CallMessages {
  private readonly pending = new Map<number, Pending>();
  /** The attempt that is being answered, and how; the one that is arriving. */
  private answering: Frame | undefined;
  private isFailure = false;
  /** Seconds that the message which is about to be sent is lost and repeated. */
  private held = 0;
  private arriving: { readonly attempt: Frame; readonly draft: Draft | undefined } | undefined;

  constructor(
    private readonly world: World,
    private readonly requests: FollowedRequests,
    private readonly log: MessageLog,
    private readonly answers: ReadonlyMap<Id, Answers>,
  ) {
    this.watchArrivals();
    this.watchAnswers();
    this.watchLosses();
    const { calls } = world;
    const timedOut = calls.timedOut.bind(calls);
    calls.timedOut = (caller) => {
      const of = answers.get(caller.calling?.target ?? '');
      if (of !== undefined) of.givenUp++;
      timedOut(caller);
    };
  }

  /** Something of an attempt was scheduled. */
  scheduled(kind: number, subject: number, delay: number): void {
    const { held } = this;
    this.held = 0;
    if (kind !== ARRIVED && kind !== ANSWERED) return;
    const attempt = this.world.frames.get(subject);
    const isAnswer = attempt === this.answering;
    const draft = kind === ANSWERED && isAnswer ? this.answer(attempt, delay) : this.request(attempt, delay);
    if (kind === ANSWERED && !isAnswer) {
      // It is given up without ever having arrived.
      this.count(attempt);
      if (draft !== undefined) draft.outcome = 'lost';
    } else this.remember(attempt, draft);
    if (draft !== undefined && held > 0) draft.held = held;
  }

  private watchLosses(): void {
    const { cuts, network } = this.world;
    const noted = (seconds: number): number => {
      if (seconds < Infinity) this.held += seconds;
      return seconds;
    };
    const cut = cuts.repetitions.bind(cuts);
    cuts.repetitions = (from, to) => noted(cut(from, to));
    const lost = network.repetitions.bind(network);
    network.repetitions = (from, to) => noted(lost(from, to));
  }

  private watchArrivals(): void {
    const { calls } = this.world;
    const arrived = calls.arrived.bind(calls);
    calls.arrived = (attempt) => {
      const before = this.arriving;
      const draft = this.forget(attempt) ?? this.request(attempt, 0);
      this.arriving = { attempt, draft };
      arrived(attempt);
      this.arriving = before;
    };
  }

  private watchAnswers(): void {
    const { calls } = this.world;
    const answer = calls.answer.bind(calls);
    calls.answer = (attempt, outcome) => {
      const [answering, isFailure] = [this.answering, this.isFailure];
      this.answering = attempt;
      this.isFailure = outcome === FAILED;
      if (outcome === FAILED) this.failed(attempt);
      answer(attempt, outcome);
      this.answering = answering;
      this.isFailure = isFailure;
    };
    const answered = calls.answered.bind(calls);
    calls.answered = (attempt) => {
      const isAtOnce = attempt === this.answering;
      const draft = this.forget(attempt) ?? (isAtOnce ? this.answer(attempt, 0) : undefined);
      if (draft !== undefined && draft.outcome !== 'lost') {
        const isAwaited = attempt.parent?.ticket === attempt.parentTicket;
        draft.outcome = !isAwaited ? 'late' : attempt.outcome === FAILED ? 'failed' : 'ok';
      }
      answered(attempt);
    };
  }

  private failed(attempt: Frame): void {
    const { arriving } = this;
    this.count(attempt);
    if (arriving?.attempt !== attempt || arriving.draft === undefined) return;
    arriving.draft.outcome = attempt.unit?.state === 'gone' ? 'lost' : 'rejected';
  }

  /** Of a hop that only leads to an operation the operation itself counts. */
  private count({ call }: Frame): void {
    const of = call?.demand.pool === undefined ? undefined : this.answers.get(call.target);
    if (of !== undefined) of.failed++;
  }

  private request(attempt: Frame, delay: number): Draft | undefined {
    const { call } = attempt;
    if (call === undefined || this.log.isFull) return undefined;
    const request = this.requests.numberOf(attempt);
    if (request < 0) return undefined;
    const { operation, id } = call.node;
    const kind = operation === 'publish' ? 'publish' : operation === 'consume' ? 'deliver' : 'request';
    const draft = this.log.send(request, kind, this.caller(attempt), this.callee(attempt), delay, id);
    const { parent } = attempt;
    // A second one beside the first is a hedge.
    const number = (parent?.retries ?? 0) + (parent?.underway ?? 1);
    if (draft !== undefined && number > 1) draft.attempt = number;
    return draft;
  }

  private answer(attempt: Frame, delay: number): Draft | undefined {
    const { call, unit } = attempt;
    if (call === undefined || this.log.isFull) return undefined;
    const request = this.requests.numberOf(attempt);
    if (request < 0) return undefined;
    const kind = call.node.operation === 'consume' ? 'acknowledge' : 'answer';
    const draft = this.log.send(request, kind, this.callee(attempt), this.caller(attempt), delay, call.node.id);
    const isLost = unit?.state === 'gone' || (attempt.outcome === FAILED && !this.isFailure);
    if (draft !== undefined && isLost) draft.outcome = 'lost';
    return draft;
  }

  /** Who asks; messages come from their partition. */
  private caller({ parent, call }: Frame): Place {
    const group = call?.node.operation === 'consume' ? parent?.group : undefined;
    if (group === undefined) return this.log.at(parent?.unit, call?.node.caller ?? '');
    return { component: group.queue.id, machine: group.queue.nameOf(parent?.partition ?? 0) };
  }

  private callee({ unit, call }: Frame): Place {
    return this.log.at(unit, call?.target ?? '');
  }

  private remember(attempt: Frame, draft: Draft | undefined): void {
    if (draft === undefined) this.pending.delete(attempt.id);
    else this.pending.set(attempt.id, { ticket: attempt.ticket, draft });
  }

  private forget(attempt: Frame): Draft | undefined {
    const known = this.pending.get(attempt.id);
    if (known === undefined) return undefined;
    this.pending.delete(attempt.id);
    return known.ticket === attempt.ticket ? known.draft : undefined;
  }
}
