/** The problems of characters and those of structure as one list. */
import type { SyntaxProblem } from './problem.js';

/** All problems in order; what the parser says about a line behind a wrong character is that character's consequence. */
export function joinProblems(
  text: string,
  lexical: readonly SyntaxProblem[],
  structural: readonly SyntaxProblem[],
): readonly SyntaxProblem[] {
  if (lexical.length === 0) return structural;
  const lines = lineStarts(text);
  const first = new Map<number, number>();
  for (const { offset } of lexical) {
    const line = lineOf(lines, offset);
    if (!first.has(line)) first.set(line, offset);
  }
  const own = structural.filter(({ offset }) => offset < (first.get(lineOf(lines, offset)) ?? Number.POSITIVE_INFINITY));
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
