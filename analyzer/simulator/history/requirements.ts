import type { DataItem } from '../../design/design.js';
import { sayTime } from '../../design/say.js';
import type { ViolationKind } from './violation.js';

/** What a history of a data item must show, as its `requires` says. */
export interface Required {
  /** Seconds by which a read may be behind what was acknowledged before it began; missing: nothing is said of it. */
  readonly freshness: number | undefined;
  /** The words that require something, by what they require. */
  readonly words: ReadonlyMap<ViolationKind, string>;
}

const sessions = ['read_your_writes', 'monotonic_reads', 'monotonic_writes', 'writes_follow_reads'] as const;

/**
 * What each word asks of single items. Causal consistency has all four session guarantees (Brzezinski, Sobaniec and Wawrzyniak,
 * "From session causality to causal consistency", PDP 2004); sequential consistency has them, too, for registers.
 */
const asks: Readonly<Record<string, readonly ViolationKind[]>> = {
  strict_serializable: ['linearizability', 'stale', ...sessions],
  linearizable: ['linearizability', 'stale', ...sessions],
  sequential: sessions,
  causal: sessions,
  read_your_writes: ['read_your_writes'],
  monotonic_reads: ['monotonic_reads'],
  monotonic_writes: ['monotonic_writes'],
  durable: ['lost'],
  ordered: ['reordered'],
};

/**
 * Reads as what a data item requires. An effect that happens more than once breaks every data that requires anything at all:
 * no word of the language allows it.
 */
export function requiredOf(item: DataItem | undefined): Required {
  const words = new Map<ViolationKind, string>();
  let freshness: number | undefined;
  for (const { name, within } of item?.requires ?? []) {
    for (const kind of asks[name] ?? []) if (!words.has(kind)) words.set(kind, name);
    const allowed = asks[name]?.includes('stale') ? 0 : within;
    if (allowed === undefined || allowed >= (freshness ?? Infinity)) continue;
    freshness = allowed;
    words.set('stale', within === undefined ? name : `${name} within ${sayTime(within)}`);
  }
  if ((item?.requires.length ?? 0) > 0) words.set('duplicated', 'that effects happen once');
  return { freshness, words };
}
