import type { Id } from '../../design/design.js';
import type { Unit } from '../model/units.js';
import type { World } from '../world.js';
import type { Message, MessageKind, MessageOutcome } from './playback.js';

/** Messages that are kept at most: the first ones. */
export const MOST_MESSAGES = 20_000;

/** A message on its way: what becomes of it is not known yet. */
export interface Draft extends Message {
  held?: number;
  attempt?: number;
  outcome: MessageOutcome;
}

/** One end of a message. */
export interface Place {
  readonly component: Id;
  readonly machine: string | undefined;
}

/** Messages of a recording, in order of their arrivals. */
export class MessageLog {
  readonly messages: Message[] = [];
  private transit: Draft[] = [];
  /** How many more there were. */
  missed = 0;

  constructor(
    private readonly world: World,
    /** Seconds that the run takes. */
    private readonly end: number,
  ) {}

  get isFull(): boolean {
    return this.messages.length + this.transit.length >= MOST_MESSAGES;
  }

  /** Whether there is room for more now: the end of a run needs some, too. */
  get hasRoom(): boolean {
    return this.messages.length + this.transit.length < MOST_MESSAGES * this.progress;
  }

  /** How much of what is kept in all may have been used by now. */
  get progress(): number {
    return 0.02 + (0.96 * this.world.kernel.now) / this.end;
  }

  /** A message leaves now and arrives after a delay. */
  send(request: number, kind: MessageKind, from: Place, to: Place, delay: number, step?: Id): Draft | undefined {
    if (this.isFull) {
      this.missed++;
      return undefined;
    }
    const { now } = this.world.kernel;
    const draft: Draft = {
      request,
      kind,
      from: from.component,
      to: to.component,
      ...(from.machine === undefined ? {} : { fromMachine: from.machine }),
      ...(to.machine === undefined ? {} : { toMachine: to.machine }),
      departs: now,
      arrives: now + delay,
      outcome: 'ok',
      ...(step === undefined ? {} : { step }),
    };
    this.transit.push(draft);
    return draft;
  }

  /** What has arrived by now is known. */
  settle(): void {
    const { now } = this.world.kernel;
    const arrived = this.transit.filter(({ arrives }) => arrives <= now);
    if (arrived.length === 0) return;
    this.transit = this.transit.filter(({ arrives }) => arrives > now);
    this.messages.push(...arrived.sort((a, b) => a.arrives - b.arrives || a.departs - b.departs));
  }

  /** Where a machine is. */
  at(unit: Unit | undefined, component: Id): Place {
    if (unit === undefined) return { component, machine: undefined };
    return { component: unit.pool.component, machine: this.world.replicas.labelOf(unit) };
  }
}
