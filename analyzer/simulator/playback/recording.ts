import type { Simulation } from '../simulate.js';
import { type Answers, ComponentRows } from './component-rows.js';
import { FlowRows } from './flow-rows.js';
import type { Playback } from './playback.js';
import { framesOf, Rows, type Watched } from './watched.js';

/** How much is kept of a run; memory depends on these and on the design, not on how long the run is. */
export interface Limits {
  /** Frames at most: 1200 when missing, never more than `MOST_FRAMES`. The step grows with the duration. */
  readonly frames?: number;
  /** Seconds of a step, where that is not too many frames. */
  readonly step?: number;
  /** Requests that are followed: in all, and in each simulated second. */
  readonly requests?: number;
  readonly requestsPerSecond?: number;
}

export const MOST_FRAMES = 10_000;
const FRAMES = 1200;

/** Looks at a run at the end of every step. */
export class Recording {
  private readonly step: number;
  private readonly framesInAll: number;
  private readonly watched: Watched[] = [];
  private readonly all: Pick<Playback, 'flows' | 'components' | 'machines' | 'partitions' | 'breakers'>;
  private frames = 0;
  private taken = 0;
  private lookedAt = 0;
  private isOver = false;

  constructor(
    private readonly simulation: Simulation,
    private readonly head: Pick<Playback, 'design' | 'workload' | 'scenario' | 'seed'>,
    limits: Limits,
  ) {
    const { end } = simulation;
    this.step = stepOf(end, limits);
    this.framesInAll = Math.max(1, Math.ceil(end / this.step - 1e-9));
    const { world, flows, parts } = simulation.observed();
    const rows = new Rows(this.framesInAll);
    const answers = new Map([...parts.keys()].map((id): [string, Answers] => [id, { failed: 0, givenUp: 0 }]));
    const watch = <T extends Watched>(one: T): T => {
      this.watched.push(one);
      return one;
    };
    this.all = {
      flows: Object.fromEntries([...flows].map(([id, of]) => [id, watch(new FlowRows(of, rows)).series])),
      components: Object.fromEntries(
        [...parts].map(([id, of]) => {
          const own = answers.get(id) ?? { failed: 0, givenUp: 0 };
          return [id, watch(new ComponentRows(id, of, own, world, rows)).series];
        }),
      ),
      machines: [],
      partitions: [],
      breakers: [],
    };
  }

  advance(events: number, until = Infinity): boolean {
    const { simulation } = this;
    const { world } = simulation.observed();
    const last = world.kernel.events + events;
    while (!this.isOver) {
      const frameEnd = Math.min(simulation.end, (this.frames + 1) * this.step);
      this.isOver = simulation.advance(last - world.kernel.events, Math.min(frameEnd, until));
      if (world.kernel.now >= frameEnd || this.isOver) this.close();
      else return false;
    }
    return true;
  }

  /** Ends the open frame. */
  private close(): void {
    const { now } = this.simulation;
    if (this.frames >= this.framesInAll) return;
    for (const one of this.watched) one.look(this.frames, now, now - this.lookedAt);
    this.lookedAt = now;
    this.frames++;
  }

  take(): Playback {
    const part = this.part(this.taken);
    this.taken = this.frames;
    return part;
  }

  playback(): Playback {
    return this.part(0);
  }

  private part(first: number): Playback {
    const { simulation, frames } = this;
    return {
      ...this.head,
      duration: simulation.end,
      warmup: simulation.warmup,
      step: this.step,
      first,
      frames: frames - first,
      framesInAll: this.framesInAll,
      until: this.lookedAt,
      ...framesOf(this.all, first, frames),
      requests: [],
      messages: [],
      events: [],
      counterexamples: [],
      notes: [],
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
