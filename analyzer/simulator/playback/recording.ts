import type { Id } from '../../design/design.js';
import type { Simulation } from '../simulate.js';
import { CallMessages } from './call-messages.js';
import type { Answers } from './component-rows.js';
import { CopyMessages } from './copy-messages.js';
import { counterexampleOf } from './counterexamples.js';
import { EventLog, MOST_EVENTS } from './event-log.js';
import { type Follow, FollowedRequests } from './followed-requests.js';
import { MessageLog, MOST_MESSAGES } from './message-log.js';
import type { Counterexample, Playback } from './playback.js';
import { SystemRows } from './system-rows.js';
import { framesOf } from './watched.js';

/** How much is kept of a run; memory depends on these and on the design, not on how long the run is. */
export interface Limits {
  /** Frames at most: 1200 when missing, never more than `MOST_FRAMES`. The step grows with the duration. */
  readonly frames?: number;
  /** Seconds of a step, where that is not too many frames. */
  readonly step?: number;
  /** Requests that are followed: in all, and in each simulated second. */
  readonly requests?: number;
  readonly requestsPerSecond?: number;
  /** Sessions all of whose requests are followed, besides. */
  readonly follow?: Follow;
}

export const MOST_FRAMES = 10_000;
const FRAMES = 1200;
/** Times a number, the next smaller ones. */
const JUST_BELOW = 1 - Number.EPSILON;

/** Looks at a run at the end of every step, and listens to what happens in between. */
export class Recording {
  private readonly step: number;
  private readonly framesInAll: number;
  private readonly rows: SystemRows;
  private readonly requests: FollowedRequests;
  private readonly log: MessageLog;
  private readonly events: EventLog;
  private readonly counterexamples: Counterexample[] = [];
  private frames = 0;
  private lookedAt = 0;
  private isOver = false;
  /** What `take` has told already. */
  private taken = { frames: 0, messages: 0, events: 0, counterexamples: 0 };

  constructor(
    private readonly simulation: Simulation,
    private readonly head: Pick<Playback, 'design' | 'workload' | 'scenario' | 'seed'>,
    limits: Limits,
  ) {
    const { end } = simulation;
    this.step = stepOf(end, limits);
    this.framesInAll = Math.max(1, Math.ceil(end / this.step - 1e-9));
    const observed = simulation.observed();
    const { world } = observed;
    const answers = new Map([...observed.parts.keys()].map((id): [Id, Answers] => [id, { failed: 0, givenUp: 0 }]));
    this.events = new EventLog(world);
    this.rows = new SystemRows(observed, this.framesInAll, answers, this.events);
    this.log = new MessageLog(world, end);
    this.requests = new FollowedRequests(world, end, limits, () => this.log.hasRoom);
    const calls = new CallMessages(world, this.requests, this.log, answers);
    const copies = new CopyMessages(world, this.requests, this.log, end);
    const { kernel } = world;
    const schedule = kernel.schedule.bind(kernel);
    kernel.schedule = (delay, kind, subject, ticket) => {
      schedule(delay, kind, subject, ticket);
      calls.scheduled(kind, subject, delay);
      copies.scheduled(kind, subject, delay);
    };
  }

  advance(events: number, until = Infinity): boolean {
    const { simulation } = this;
    const { kernel } = simulation.observed().world;
    const last = kernel.events + events;
    while (!this.isOver) {
      const end = (this.frames + 1) * this.step;
      // What happens at the very end of a step belongs to the next one, so that a fault changes no frame before it.
      const frameEnd = end < simulation.end ? end * JUST_BELOW : simulation.end;
      this.isOver = simulation.advance(last - kernel.events, Math.min(frameEnd, until));
      if (this.isOver) this.close(kernel.now);
      else if (kernel.now >= frameEnd) this.close(end);
      else return false;
    }
    return true;
  }

  /** Ends the open frame. */
  private close(now: number): void {
    if (this.frames >= this.framesInAll) return;
    this.rows.look(this.frames, now, now - this.lookedAt);
    this.log.settle();
    const violations = this.simulation.observed().world.history.violations();
    for (const violation of violations.slice(this.counterexamples.length)) {
      const { kind, data, at, text } = violation;
      const counterexample = this.counterexamples.push(counterexampleOf(violation)) - 1;
      this.events.tell('violation', [data], `${kind}: ${text}`, { counterexample }, at);
    }
    this.events.sort();
    this.lookedAt = now;
    this.frames++;
  }

  /** What has become known since it was last asked. */
  take(): Playback {
    const { taken, frames, log, events, counterexamples } = this;
    this.taken = {
      frames,
      messages: log.messages.length,
      events: events.events.length,
      counterexamples: counterexamples.length,
    };
    return {
      ...this.known(taken.frames),
      requests: this.requests.taken(),
      messages: log.messages.slice(taken.messages),
      events: events.events.slice(taken.events),
      counterexamples: counterexamples.slice(taken.counterexamples),
    };
  }

  /** All that is known. */
  playback(): Playback {
    return {
      ...this.known(0),
      requests: [...this.requests.all],
      messages: [...this.log.messages],
      events: [...this.events.events],
      counterexamples: [...this.counterexamples],
    };
  }

  private known(first: number): Omit<Playback, 'requests' | 'messages' | 'events' | 'counterexamples'> {
    const { simulation, frames } = this;
    const ended = this.isOver ? simulation.ended : undefined;
    return {
      ...this.head,
      duration: simulation.end,
      warmup: simulation.warmup,
      step: this.step,
      first,
      frames: frames - first,
      framesInAll: this.framesInAll,
      until: this.lookedAt,
      ...(ended === undefined ? {} : { ended }),
      ...framesOf(this.rows.series, first, frames),
      notes: [
        ...this.rows.notes,
        ...(this.log.isFull ? [`Only the first ${MOST_MESSAGES} messages are shown.`] : []),
        ...(this.events.missed > 0 ? [`Only the first ${MOST_EVENTS} events are shown.`] : []),
      ],
    };
  }
}

/** A round step (1, 2 or 5 of a power of ten) that makes no more frames than are asked for. */
function stepOf(end: number, { frames = FRAMES, step }: Limits): number {
  const most = Math.min(MOST_FRAMES, Math.max(1, Math.floor(frames)));
  if (step !== undefined && step > 0 && end / step <= MOST_FRAMES) return step;
  const least = end / most;
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((one) => one * power >= least * (1 - 1e-9)) ?? 10) * power;
}
