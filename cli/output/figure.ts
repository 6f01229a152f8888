/** Figures that may be missing, as text. */
import { sayTime } from '../../analyzer/design/say.js';
import { missing } from './table.js';

/** A figure, or the sign that there is none. */
export function orMissing(value: number | null | undefined, say: (value: number) => string): string {
  return value === null || value === undefined ? missing : say(value);
}

/** A duration that may be missing. */
export function time(value: number | null | undefined): string {
  return orMissing(value, sayTime);
}
