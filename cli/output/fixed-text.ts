/** What `sysdesign check --fix` did. */
import type { Applied } from '../../language/findings/fixes.js';
import { displayPath } from '../files/open-design.js';
import { harmless } from './text-width.js';

/** One line for each fix, and a summary; without a newline at its end. */
export function fixedText(path: string, applied: readonly Applied[], files: number): string {
  if (applied.length === 0) return `${path}: nothing to mend without asking.`;
  const lines = applied.map(
    ({ rule, title, uri, line }) => `fixed[${rule}]: ${harmless(displayPath(uri))}:${line + 1}: ${harmless(title)}`,
  );
  const fixes = `${applied.length} ${applied.length === 1 ? 'finding' : 'findings'}`;
  return [...lines, `${path}: ${fixes} mended in ${files} ${files === 1 ? 'file' : 'files'}.`].join('\n');
}
