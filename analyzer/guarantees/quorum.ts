/** Counting copies: how many a level asks for. */
import type { CopyCount, ReadTarget } from '../design/design.js';

/** Copies that `level` means for `count` copies; words about places (`leader`, `nearest`, …) mean one copy. */
export function copiesNeeded(level: CopyCount | ReadTarget, count: number): number {
  if (typeof level === 'number') return Math.min(level, count);
  if (level === 'all') return count;
  if (level === 'quorum') return Math.floor(count / 2) + 1;
  return 1;
}
