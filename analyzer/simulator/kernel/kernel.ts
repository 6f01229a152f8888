import { EventQueue } from './event-queue.js';
import { TimerLine } from './timer-line.js';

/** What the events do. */
export interface Handler {
  /** Does the event of this kind; `ticket` is what it was scheduled with. */
  handle(kind: number, subject: number, ticket: number): void;
  /** Whether a timer of a line has nothing to do any more, so that it need not happen. */
  isStale(subject: number, ticket: number): boolean;
}

/** Why a run ended: its time was over, its events were used up, somebody stopped it, or nothing was left to happen. */
export type RunEnd = 'time' | 'budget' | 'stopped' | 'idle';

/** Kind of the kernel's own events: a timer line is due. Other kinds are the handler's. */
const LINE = 255;
/** Events between two looks at `shouldStop`. */
const POLL = 16_384;

/**
 * Clock and events of a simulation.
 *
 * An event is a time, a small integer that says what happens, whom it happens to, and a ticket with which the subject
 * recognises that the event is no longer meant: nothing is ever taken out of the queue. Events at the same time happen in the
 * order they were scheduled.
 */
export class Kernel {
  /** Seconds since the start. */
  now = 0;
  /** Events that have happened. */
  events = 0;
  private serial = 0;
  private isHalted = false;
  private readonly queue = new EventQueue();
  private readonly lines: TimerLine[] = [];

  constructor(private readonly handler: Handler) {}

  /** Lets something happen after `delay` seconds; not before now, and never after an endless delay. */
  schedule(delay: number, kind: number, subject: number, ticket: number): void {
    if (delay < Infinity) this.queue.push(this.now + (delay > 0 ? delay : 0), this.serial++, kind, subject, ticket);
  }

  /** A line of timers of the same length and kind. */
  line(delay: number, kind: number): number {
    const known = this.lines.findIndex((line) => line.delay === delay && line.kind === kind);
    return known >= 0 ? known : this.lines.push(new TimerLine(delay, kind)) - 1;
  }

  /** Starts a timer of a line. */
  startTimer(index: number, subject: number, ticket: number): void {
    const line = this.lines[index];
    if (line === undefined || !(line.delay < Infinity)) return;
    const serial = this.serial++;
    line.push(this.now + line.delay, serial, subject, ticket);
    if (line.size === 1) this.queue.push(line.time, serial, LINE, index, 0);
  }

  /** Ends the run after the event that is happening. */
  halt(): void {
    this.isHalted = true;
  }

  /** Lets events happen until the clock reaches `until`, `budget` events have happened in all, or it is told to stop. */
  run(until: number, budget: number, shouldStop?: () => boolean): RunEnd {
    const { queue, handler } = this;
    this.isHalted = false;
    let poll = Math.min(POLL, budget - this.events) + 1;
    while (queue.next <= until) {
      if (--poll === 0) {
        if (this.events >= budget) return 'budget';
        // The event that follows is the first of them.
        poll = Math.min(POLL, budget - this.events);
        if (shouldStop?.() === true) return 'stopped';
      }
      queue.pop();
      this.now = queue.time;
      this.events++;
      if (queue.kind === LINE) this.endTimer(queue.subject);
      else handler.handle(queue.kind, queue.subject, queue.ticket);
      if (this.isHalted) return 'stopped';
    }
    if (queue.size === 0 && until === Infinity) return 'idle';
    this.now = until;
    return 'time';
  }

  private endTimer(index: number): void {
    const line = this.lines[index];
    if (line === undefined) return;
    const { subject, ticket } = line;
    line.shift();
    if (!this.handler.isStale(subject, ticket)) this.handler.handle(line.kind, subject, ticket);
    while (line.size > 0 && this.handler.isStale(line.subject, line.ticket)) line.shift();
    if (line.size > 0) this.queue.push(line.time, line.serial, LINE, index, 0);
  }
}
