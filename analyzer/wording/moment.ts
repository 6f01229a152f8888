import { sayTime } from '../design/say.js';

/** A moment of a run: `12.3 s`, `2 min 5 s`, `1 h 30 min`; to the tenth of a second, in the first second finer. */
export function sayMoment(seconds: number): string {
  if (seconds < 1) return sayTime(seconds);
  const tenths = Math.round(seconds * 10);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const rest = (tenths % 600) / 10;
  const parts = [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(rest > 0 ? [`${rest} s`] : []),
  ];
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
