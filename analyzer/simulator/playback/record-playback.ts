import type { Id, Scenario } from '../../design/design.js';
import type { Prepared } from '../../estimate/estimate-workload.js';
import { playScenario } from '../scenario/start-scenario.js';
import { type Simulation, type SimulationOptions, startSimulation } from '../simulate.js';
import type { Playback } from './playback.js';
import { type Limits, Recording } from './recording.js';

/** What is played: a workload of the design, or a scenario, which need not be in it. */
export type Played = { readonly workload: Id } | { readonly scenario: Scenario };

export interface PlaybackOptions extends Omit<SimulationOptions, 'precision' | 'scenario'>, Limits {}

/** Simulated seconds of a workload when nothing is said. */
export const PLAYED_TIME = 60;

/**
 * A run that is recorded while it goes on, only when it is told to: in a worker, or between two frames of a page. Its result, once
 * it is over, is the same as without recording; asking for it before changes the last digits of what comes after.
 */
export interface PlaybackRun extends Simulation {
  /** What has become known since it was last taken; see `addPart`. */
  take(): Playback;
  /** All that is known. */
  playback(): Playback;
}

/**
 * Starts a run that is recorded, of a workload for `PLAYED_TIME` in all, the warm-up within, where nothing else is said. The same design, what is played, and options give the same
 * playback to the byte.
 */
export function recordPlayback(prepared: Prepared, played: Played, options: PlaybackOptions = {}): PlaybackRun {
  const simulation = start(prepared, played, options);
  const seed = options.seed ?? ('scenario' in played ? played.scenario.seed : undefined) ?? 1;
  const workload =
    'workload' in played ? played.workload : (played.scenario.workload ?? prepared.design.workloads[0]?.id ?? '');
  const recording = new Recording(
    simulation,
    {
      design: prepared.design.name,
      workload,
      ...('scenario' in played ? { scenario: played.scenario.id } : {}),
      seed,
    },
    options,
  );
  return {
    advance: (events, until) => recording.advance(events, until),
    get now() {
      return simulation.now;
    },
    get ended() {
      return simulation.ended;
    },
    end: simulation.end,
    warmup: simulation.warmup,
    take: () => recording.take(),
    playback: () => recording.playback(),
    result: () => simulation.result(),
    record: () => simulation.record(),
    trace: () => simulation.trace(),
    observed: () => simulation.observed(),
  };
}

/** Events between two looks at the clock: a millisecond or two. */
const SLICE = 2000;

/**
 * Lets a run go on for about so many milliseconds of the host's clock (`performance.now`), so that messages are heard and frames are
 * drawn in between; says whether it is over, or at `until`.
 */
export function advanceFor(run: PlaybackRun, milliseconds: number, clock: () => number, until = Infinity): boolean {
  const end = clock() + milliseconds;
  do {
    if (run.advance(SLICE, until) || run.now >= until) return true;
  } while (clock() < end);
  return false;
}

function start(prepared: Prepared, played: Played, options: PlaybackOptions): Simulation {
  if ('scenario' in played) return playScenario(prepared, played.scenario, options);
  const duration = options.duration !== undefined && options.duration < Infinity ? options.duration : PLAYED_TIME;
  return startSimulation(prepared, played.workload, { isWarmupWithin: true, ...options, duration });
}
