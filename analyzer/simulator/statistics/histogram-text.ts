import type { Counts } from './histogram.js';

/**
 * A histogram in few characters: the largest duration, then for each cell that is not empty its distance from the one before
 * and its count, both to the base 36. Some hundred cells of a run come to a few kilobytes.
 */
export function encodeCounts({ cells, largest }: Counts): string {
  const parts = [String(largest)];
  let last = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell] ?? 0;
    if (count === 0) continue;
    parts.push(`${(cell - last).toString(36)}.${count.toString(36)}`);
    last = cell;
  }
  return parts.join(' ');
}

/** The way back; `undefined` for what is no such text. */
export function decodeCounts(text: string): Counts | undefined {
  const [first = '', ...parts] = text.split(' ');
  const largest = Number(first);
  if (first === '' || !(largest >= 0 && largest < Infinity)) return undefined;
  const cells: number[] = [];
  let cell = 0;
  for (const part of parts) {
    const match = /^([0-9a-z]+)\.([0-9a-z]+)$/.exec(part);
    cell += Number.parseInt(match?.[1] ?? '', 36);
    const count = Number.parseInt(match?.[2] ?? '', 36);
    if (!(cell < MOST_CELLS) || !Number.isSafeInteger(count)) return undefined;
    while (cells.length < cell) cells.push(0);
    cells[cell] = count;
  }
  return { cells, largest };
}

/** More than any histogram has. */
const MOST_CELLS = 1 << 16;

/** The histogram of all durations of several. */
export function addCounts(all: readonly Counts[]): Counts {
  const cells: number[] = [];
  let largest = 0;
  for (const one of all) {
    largest = Math.max(largest, one.largest);
    for (let cell = 0; cell < one.cells.length; cell++) cells[cell] = (cells[cell] ?? 0) + (one.cells[cell] ?? 0);
  }
  return { cells, largest };
}
