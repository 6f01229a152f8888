/** One mistake, one finding: what the parser says right behind a word that means nothing follows from that word. */
import type { LocatedFinding } from './positioned.js';

/** Rules that find a word or number out of place. */
const words: ReadonlySet<string> = new Set(['syntax', 'unknown-name', 'unit-mismatch']);

/**
 * The findings without those of syntax that begin where another one of the same line ends: in `query D from s by account`
 * the word `by` is wrong, and that `account` begins no step is its consequence. `textOf` gives the text of a file.
 */
export function withoutConsequences(
  findings: readonly LocatedFinding[],
  textOf: (uri: string) => string,
): readonly LocatedFinding[] {
  const dropped = new Set<LocatedFinding>();
  /** Offsets where findings end, by file. */
  const ends = new Map<string, Set<number>>();
  for (const finding of findings.filter(({ rule }) => words.has(rule)).sort((a, b) => a.span.offset - b.span.offset)) {
    const { uri, offset, length } = finding.span;
    const own = ends.get(uri) ?? new Set();
    if (finding.rule === 'syntax' && own.has(beforeBlanks(textOf(uri), offset))) dropped.add(finding);
    ends.set(uri, own.add(offset + length));
  }
  return findings.filter((finding) => !dropped.has(finding));
}

/** The offset behind the last character before `offset` that is no blank. */
function beforeBlanks(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at;
}
