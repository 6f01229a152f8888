/** The problems of characters and those of structure as one list. */
import type { SyntaxProblem } from './problem.js';

/**
 * All problems in order, at most one of the structure per line: what follows on a line with a mistake, or behind a wrong
 * character, is its consequence.
 */
export function joinProblems(
  text: string,
  lexical: readonly SyntaxProblem[],
  structural: readonly SyntaxProblem[],
): readonly SyntaxProblem[] {
  if (lexical.length + structural.length < 2) return [...lexical, ...structural];
  const lines = lineStarts(text);
  const first = new Map<number, number>();
  for (const { offset } of lexical) {
    const line = lineOf(lines, offset);
    if (!first.has(line)) first.set(line, offset);
  }
  const told = new Set<number>();
  const own = [...structural].sort((a, b) => a.offset - b.offset).filter(({ offset }) => {
    const line = lineOf(lines, offset);
    if (told.has(line) || offset >= (first.get(line) ?? Number.POSITIVE_INFINITY)) return false;
    told.add(line);
    return true;
  });
  return [...lexical, ...own].sort((a, b) => a.offset - b.offset);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/gu)) starts.push(match.index + match[0].length);
  return starts;
}

/** Index of the line an offset lies on. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
