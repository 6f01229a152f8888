import type { CopyCount, ReadTarget } from '../../design/design.js';

/** How many of `copies` take part; words other than counts mean one. */
export function copiesNeeded(level: CopyCount | ReadTarget | undefined, copies: number): number {
  if (typeof level === 'number') return Math.min(copies, Math.max(1, Math.round(level)));
  if (level === 'quorum') return Math.floor(copies / 2) + 1;
  return level === 'all' ? copies : 1;
}
