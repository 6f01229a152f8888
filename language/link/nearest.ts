/** The nearest known word to a mistyped one. */
import { distance } from 'fastest-levenshtein';

/**
 * The candidate with the smallest edit distance, if it is near enough to be what was meant: at most one change in three
 * letters, and none in a single letter. Case, `_` and `-` count nothing. `undefined` when nothing is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length === 1 ? 0 : Math.max(1, Math.floor(word.length / 3));
  const folded = fold(word);
  let best: string | undefined;
  let bestCost = limit + 0.5;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit + 1) continue;
    const cost = distance(folded, fold(candidate)) + (candidate[0] === word[0] ? 0 : 0.25);
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[_-]/gu, '');
}
