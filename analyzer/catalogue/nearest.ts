/** Suggestions for words that the catalogue does not know. */
import { distance } from 'fastest-levenshtein';

/**
 * The candidate nearest to `word`: at most a third of its letters wrong, a different first letter counting a little
 * more; the first of equally near ones. `undefined` when none is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const folded = fold(word);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 0.5;
  if (word.length < 2) return undefined;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const other = fold(candidate);
    const cost = slip(folded, other) + (folded[0] === other[0] ? 0 : 0.25);
    if (cost < least) {
      best = candidate;
      least = cost;
    }
  }
  return best;
}

/**
 * Whether `word` can hardly mean anything but `meant`: of at least four letters one is wrong, missing, too much or swapped
 * with its neighbour, or only case, `_` and `-` differ.
 */
export function isSlip(word: string, meant: string): boolean {
  const [one, other] = [fold(word), fold(meant)];
  return one.length >= 4 && (isSwapped(one, other) || distance(one, other) <= 1);
}

/** Wrong letters; a last letter not typed yet, or two that changed places, are the likelier slips. */
function slip(word: string, other: string): number {
  if (other.length === word.length + 1 && other.startsWith(word)) return 0.4;
  return isSwapped(word, other) ? 0.5 : distance(word, other);
}

/** Whether two neighbouring letters stand the wrong way round, the commonest slip of all: `form` for `from`. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const first = [...one].findIndex((letter, i) => letter !== other[i]);
  return (
    first >= 0 &&
    one[first] === other[first + 1] &&
    one[first + 1] === other[first] &&
    one.slice(first + 2) === other.slice(first + 2)
  );
}

/** Case, `_` and `-` are no difference. */
function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[_-]/g, '');
}
