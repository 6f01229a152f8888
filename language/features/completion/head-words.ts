/** Words that begin a clause wherever they stand first on a line. */
import { settings } from '../../../analyzer/catalogue/settings/index.js';
import { clauseWords } from '../../link/vocabulary.js';

const heads: ReadonlySet<string> = new Set([
  ...settings.map(({ name }) => name),
  ...clauseWords,
  ...['call', 'done', 'lock', 'parallel', 'publish', 'query', 'read', 'repeat', 'transaction', 'wait', 'work', 'write'],
  ...['collapse', 'direction', 'expect', 'hide', 'run', 'show', 'under'],
]);

/** Whether a word at the start of a line is rather the next clause than the value of the last one. */
export function isHeadWord(word: string): boolean {
  return heads.has(word);
}
