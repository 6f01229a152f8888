import { prepare } from '../../../../analyzer/estimate/estimate-workload.js';
import type { Playback } from '../../../../analyzer/simulator/playback/playback.js';
import {
  type PlaybackOptions,
  type PlaybackRun,
  recordPlayback,
} from '../../../../analyzer/simulator/playback/record-playback.js';
import { designOf } from '../../../language/check.js';

/** Recording of the first scenario of a text, or of its first workload, about to begin. */
export function recording(text: string, options: PlaybackOptions = {}): PlaybackRun {
  const design = designOf(text);
  const [scenario] = design.scenarios;
  const played = scenario === undefined ? { workload: design.workloads[0]?.id ?? '' } : { scenario };
  return recordPlayback(prepare(design), played, options);
}

/** The same to its end. */
export function recorded(text: string, options: PlaybackOptions = {}): Playback {
  const run = recording(text, options);
  run.advance(Infinity);
  return run.playback();
}

/** The value of a series at the end of the frame that ends at that time. */
export function at(playback: Playback, series: ArrayLike<number> | undefined, time: number): number {
  return series?.[Math.round(time / playback.step) - 1 - playback.first] ?? Number.NaN;
}

export const sumOf = (series: ArrayLike<number> | undefined): number =>
  Array.from(series ?? []).reduce((sum, one) => sum + one, 0);
