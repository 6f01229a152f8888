/**
 * Figures that may be missing, as text.
 *
 * `analyzer/wording` puts facts into words once, for terminal, editor and pages alike: short plain texts without colour
 * or markup. It computes nothing and knows neither terminals nor positions.
 */
import { sayRatio, sayTime } from '../design/say.js';

/** What stands where there is no figure. */
export const missing = '–';

/** A figure, or the sign that there is none. */
export function orMissing(value: number | null | undefined, say: (value: number) => string): string {
  return value === null || value === undefined ? missing : say(value);
}

/** A duration that may be missing; below a microsecond no system of computers tells the difference. */
export function time(value: number | null | undefined): string {
  return orMissing(value, (known) => (known > 0 && known < 1e-6 ? '<1 µs' : sayTime(known)));
}

/** A load that may be missing. */
export function load(value: number | null | undefined): string {
  return orMissing(value, (known) => (known > 0 && known < 0.001 ? '<0.1 %' : sayRatio(known)));
}
