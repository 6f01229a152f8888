/** When a counterexample is shown, and how slowly. */
import type { Counterexample } from '../../../analyzer/simulator/playback/playback.js';
import { speeds } from './play-head.js';

/** Seconds of the reader that a counterexample takes, about. */
const PATIENCE = 12;

/** A counterexample is over a little after it has shown. */
export const endOf = ({ from, until }: Counterexample): number => until + (until - from) / 4;

export const isSame = (one: Counterexample, other: Counterexample): boolean =>
  one.kind === other.kind && one.key === other.key && one.from === other.from && one.until === other.until;

/** Where to look from, and simulated seconds to each of the reader's. */
export function slowMotion({ from, until }: Counterexample): { readonly from: number; readonly speed: number } {
  const span = Math.max(until - from, 1e-3);
  const speed = speeds.findLast((one) => one <= span / PATIENCE) ?? slowest(span);
  return { from: from - span * 0.05, speed };
}

/** A round fraction of the reader's time. */
function slowest(span: number): number {
  const wanted = PATIENCE / span;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return 1 / (([5, 2].find((one) => one * power <= wanted) ?? 1) * power);
}
