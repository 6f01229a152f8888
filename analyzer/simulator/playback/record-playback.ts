import type { Id, Scenario } from '../../design/design.js';
import type { Prepared } from '../../estimate/estimate-workload.js';
import type { SimulationResult } from '../result.js';
import { playScenario } from '../scenario/start-scenario.js';
import { type Simulation, type SimulationOptions, startSimulation } from '../simulate.js';
import type { Playback } from './playback.js';
import { type Limits, Recording } from './recording.js';

/** What is played: a workload of the design, or a scenario, which need not be in it. */
export type Played = { readonly workload: Id } | { readonly scenario: Scenario };

export interface PlaybackOptions extends Omit<SimulationOptions, 'precision' | 'scenario' | 'isWarmupWithin'>, Limits {}

/** Simulated seconds of a workload when nothing is said. */
export const PLAYED_TIME = 60;

/** A run that is recorded while it goes on, only when it is told to: in a worker, or between two frames of a page. */
export interface PlaybackRun {
  /** Lets up to so many more events happen, and no time after `until` pass; says whether the run is over. */
  advance(events: number, until?: number): boolean;
  /** Seconds simulated so far, and those it will take. */
  readonly now: number;
  readonly end: number;
  /** What has become known since it was last taken; see `addPart`. */
  take(): Playback;
  /** All that is known. */
  playback(): Playback;
  /** The result of the run; once it is over, the same as without recording. */
  result(): SimulationResult;
}

/** Starts a run that is recorded. The same design, what is played, and options give the same playback to the byte. */
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
    end: simulation.end,
    take: () => recording.take(),
    playback: () => recording.playback(),
    result: () => simulation.result(),
  };
}

function start(prepared: Prepared, played: Played, options: PlaybackOptions): Simulation {
  if ('scenario' in played) return playScenario(prepared, played.scenario, options);
  const duration = options.duration !== undefined && options.duration < Infinity ? options.duration : PLAYED_TIME;
  return startSimulation(prepared, played.workload, { ...options, duration, isWarmupWithin: true });
}
