/** Words of the grammar: the section of the manual's language page that is about them. */
import type { ReadPage } from './page.js';

interface Section {
  readonly heading: string;
  readonly text: string;
}

const page = 'docs/language.md';

/** The section with the word in its heading, else the one that uses it most in its code. */
export function languageSection(word: string, read: ReadPage): string | undefined {
  const all = sections(read).filter(({ heading }) => heading !== 'Keywords');
  const titled = all.find(({ heading }) =>
    heading
      .toLowerCase()
      .split(/[^a-z_]+/)
      .includes(word),
  );
  const best = titled ?? [...all].sort((a, b) => uses(b.text, word) - uses(a.text, word))[0];
  return best === undefined || (titled === undefined && uses(best.text, word) === 0) ? undefined : best.text.trim();
}

function uses(text: string, word: string): number {
  const code = [...text.matchAll(/^```[\s\S]*?^```|`[^`\n]+`/gm)].map((match) => match[0]).join(' ');
  return code.split(/[^a-z_]+/).filter((one) => one === word).length;
}

/** The page cut at its headings outside code. */
function sections(read: ReadPage): Section[] {
  const result: { heading: string; lines: string[] }[] = [];
  let isCode = false;
  for (const line of (read(page) ?? '').split(/\r?\n/)) {
    if (line.startsWith('```')) isCode = !isCode;
    const heading = isCode ? undefined : /^#{2,4}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined) result.push({ heading, lines: [] });
    result.at(-1)?.lines.push(line);
  }
  return result.map(({ heading, lines }) => ({ heading, text: lines.join('\n') }));
}
