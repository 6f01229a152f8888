/** What is known of a run, as the player asks for it. */
import type { Playback, Series } from '../../../analyzer/simulator/playback/playback.js';

/** Seconds over which figures that jump from step to step are told. */
const SMOOTH = 1;

export class Course {
  constructor(readonly playback: Playback) {}

  /** Position of the frame that a time lies in, of those that are known. */
  frameAt(time: number): number {
    const { step, first, frames } = this.playback;
    return Math.max(0, Math.min(frames - 1, Math.floor(time / step + 1e-9) - first));
  }

  /** Mean over the last second of the values that there are; `NaN` where there is none. */
  mean(series: Series | undefined, frame: number): number {
    let sum = 0;
    let count = 0;
    for (let at = this.since(frame); at <= frame; at++) {
      const value = series?.[at] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    return count === 0 ? Number.NaN : sum / count;
  }

  /** Events per second of a series of counts, over the last second. */
  rate(series: Series | undefined, frame: number): number {
    return this.mean(series, frame) / this.playback.step;
  }

  /** First frame of the last second. */
  private since(frame: number): number {
    return Math.max(0, frame - Math.max(1, Math.round(SMOOTH / this.playback.step)) + 1);
  }
}
