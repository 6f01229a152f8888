/** Fenced code of a Markdown page, with where it stands. */

export interface Fence {
  /** Words after the language: `fragment`, `component`. */
  readonly words: readonly string[];
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

/** Every fence of `language` in the page, in order. */
export function fencesOf(page: string, language: string): Fence[] {
  const fences: Fence[] = [];
  for (const match of page.matchAll(/^```([^\n`]*)\n([\s\S]*?)^```$/gmu)) {
    const [first, ...words] = (match[1] ?? '').trim().split(/\s+/u);
    if (first !== language) continue;
    const line = page.slice(0, match.index).split('\n').length;
    fences.push({ words, text: match[2] ?? '', line });
  }
  return fences;
}
