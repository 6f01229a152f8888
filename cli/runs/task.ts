/** Several runs of one design: what they have in common, and what of them a thread does. */
import type { Design, Id } from '../../analyzer/design/design.js';
import { type Prepared, prepare } from '../../analyzer/estimate/estimate-workload.js';
import type { Playback } from '../../analyzer/simulator/playback/playback.js';
import { type PlaybackRun, recordPlayback } from '../../analyzer/simulator/playback/record-playback.js';
import { startScenario } from '../../analyzer/simulator/scenario/start-scenario.js';
import {
  type Simulation,
  type SimulationOptions,
  startSimulation,
  type Trace,
} from '../../analyzer/simulator/simulate.js';
import { shortened } from '../../analyzer/simulator/statistics/merge-timelines.js';
import { type RunRecord, seedOf } from '../../analyzer/simulator/statistics/run-record.js';

/** Plain data that a thread or another machine can be given. */
export interface Task {
  readonly design: Design;
  readonly workload: Id;
  /** Missing: the workload alone. */
  readonly scenario?: Id;
  /** `seed` is that of the first run. */
  readonly options: Omit<SimulationOptions, 'shouldStop'>;
  /** Whether a run, one alone, is recorded. */
  readonly isRecorded?: boolean;
  /** Runs in all, and the numbers of those to do, from 0. */
  readonly runs: number;
  readonly indices: readonly number[];
}

/** A run that was done, or ended early. */
export interface Done {
  readonly index: number;
  readonly record: RunRecord;
  /** Of one run alone that was to keep it. */
  readonly trace?: Trace;
  /** Of one run alone that was recorded. */
  readonly playback?: Playback;
}

/** Numbers that all threads see: whether to stop, the next place in `indices`, slices done, thousandths of the latest run. */
export const STOP = 0;
export const NEXT = 1;
export const SLICES = 2;
export const PART = 3;

/** Events between two looks at the world outside. */
export const SLICE = 250_000;

/** Does runs of a task as long as there are any; several threads that share `shared` divide them among themselves. */
export async function doRuns(
  { design, workload, scenario, options, isRecorded, runs, indices }: Task,
  shared: Int32Array,
  done: (one: Done) => void,
): Promise<void> {
  const prepared = prepare(design);
  const isStopped = (): boolean => Atomics.load(shared, STOP) !== 0;
  while (!isStopped()) {
    const index = indices[Atomics.add(shared, NEXT, 1)];
    if (index === undefined) return;
    const recorded = isRecorded === true ? startRecording(prepared, workload, scenario, options) : undefined;
    const simulation = recorded ?? start(prepared, workload, scenario, options, index);
    let isOver = false;
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      isOver = isStopped() || simulation.advance(SLICE);
      Atomics.add(shared, SLICES, 1);
      Atomics.store(shared, PART, Math.floor((1000 * simulation.now) / simulation.end));
    }
    const { result, histograms } = simulation.record();
    // One run alone is shown whole; of several only what merging keeps is carried about.
    const record =
      runs === 1
        ? { result, histograms: {} }
        : { result: { ...result, timeline: shortened(result.timeline) }, histograms };
    done({
      index,
      record,
      ...(options.isTraced === true && runs === 1 ? { trace: simulation.trace() } : {}),
      ...(recorded === undefined ? {} : { playback: recorded.playback() }),
    });
  }
}

/** Starts a run, with the seed of its number; a scenario has a seed of its own, unless another one is asked for. */
function start(
  prepared: Prepared,
  workload: Id,
  scenario: Id | undefined,
  options: Task['options'],
  index: number,
): Simulation {
  if (scenario === undefined)
    return startSimulation(prepared, workload, { ...options, seed: seedOf(options.seed ?? 1, index) });
  const own = prepared.design.scenarios.find(({ id }) => id === scenario)?.seed;
  const seed = seedOf(options.seed ?? own ?? 1, index);
  const simulation = startScenario(prepared, scenario, { ...options, seed });
  if (simulation === undefined) throw new Error(`bug: no scenario ${scenario}`);
  return simulation;
}

/** Starts a run that is recorded, the same as without. */
function startRecording(
  prepared: Prepared,
  workload: Id,
  scenarioId: Id | undefined,
  options: Task['options'],
): PlaybackRun {
  const scenario = prepared.design.scenarios.find(({ id }) => id === scenarioId);
  return recordPlayback(prepared, scenario === undefined ? { workload } : { scenario }, {
    isWarmupWithin: scenario !== undefined,
    ...options,
  });
}
