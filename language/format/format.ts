/**
 * The one layout of a text: comments kept, meaning unchanged, formatting twice the same as once.
 *
 * `language/format` reads the syntax tree of one text and writes lines; it knows no catalogue and no editor.
 */
import { parse } from '../syntax/parse.js';
import { atomsOf } from './atom.js';
import { layOut } from './layout.js';

/**
 * The text in standard layout: two blanks per block, one clause per line unless several were written on one line and fit
 * in 100 columns, at most one blank line. A text with syntax mistakes comes back unchanged.
 */
export function format(text: string): string {
  const parsed = parse(text);
  if (parsed.errors.length > 0) return text;
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const lineEnd = /\r\n|\r|\n/u.exec(text)?.[0] ?? '\n';
  const lines = layOut(atomsOf(parsed));
  return lines.length === 0 ? mark : `${mark}${lines.join(lineEnd)}${lineEnd}`;
}
