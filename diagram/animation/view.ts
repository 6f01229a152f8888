/** The part of a run that is shown: its frames after the warm-up. */
import type { Playback, Series } from '../../analyzer/simulator/playback/playback.js';

export interface View {
  readonly playback: Playback;
  /** Seconds of the run at which the first frame that is shown begins, and the last one ends. */
  readonly from: number;
  readonly until: number;
  readonly frames: number;
  /** The values of a series in the frames that are shown; `NaN` where there is none. */
  valuesOf(series: Series | undefined): readonly number[];
  /** Frame of a time in seconds, whole or not; may lie outside. */
  frameOf(time: number): number;
}

/** Leaves out the warm-up, unless nothing else was recorded. */
export function viewOf(playback: Playback): View {
  const { step, first, frames: recorded } = playback;
  const warm = Math.max(0, Math.round(playback.warmup / step) - first);
  const skipped = warm < recorded ? warm : 0;
  const frames = recorded - skipped;
  const from = (first + skipped) * step;
  return {
    playback,
    from,
    until: Math.min(playback.duration, from + frames * step),
    frames,
    valuesOf: (series) => Array.from({ length: frames }, (_, frame) => series?.[frame + skipped] ?? Number.NaN),
    frameOf: (time) => (time - from) / step,
  };
}
