/** The published shape of `sysdesign simulate --playback`. */
import type { Playback } from '../../analyzer/simulator/playback/playback.js';
import { packageFolder } from '../files/manual.js';
import { version } from '../version.js';

/** A playback whose series are lists, `null` where there is no figure or no limit; the shape only grows. */
export interface PlaybackOutput extends Playback<readonly (number | null)[]> {
  readonly version: string;
}

/** Digits of figures: more than a picture shows, and all those of counts. */
const DIGITS = 9;

/** The published JSON on one line, with a newline at its end. */
export function playbackJson(playback: Playback): string {
  const output = { version: version(packageFolder), ...playback };
  return `${JSON.stringify(output, (_, value: unknown) => (value instanceof Float64Array ? listOf(value) : value))}\n`;
}

const listOf = (series: Float64Array): readonly (number | null)[] =>
  Array.from(series, (value) => (Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null));
