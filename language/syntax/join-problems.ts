/** The problems of characters and those of structure as one list. */
import { lineMap } from '../findings/line-map.js';
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
  const lines = lineMap(text);
  const first = new Map<number, number>();
  for (const { offset } of lexical) {
    const line = lines.at(offset).line;
    if (!first.has(line)) first.set(line, offset);
  }
  const told = new Set<number>();
  const own = [...structural]
    .sort((a, b) => a.offset - b.offset)
    .filter(({ offset }) => {
      const line = lines.at(offset).line;
      if (told.has(line) || offset >= (first.get(line) ?? Number.POSITIVE_INFINITY)) return false;
      told.add(line);
      return true;
    });
  return [...lexical, ...own].sort((a, b) => a.offset - b.offset);
}
