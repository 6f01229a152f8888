/**
 * Markdown that an editor shows: names of a design are text wherever they stand, and no HTML is made.
 */
import { resolvePath } from './workspace/path.js';

/** Text of a user as text: no character of it marks anything up. */
export function plain(text: string): string {
  return text
    .replace(/[\r\n]+/gu, ' ')
    .replace(/[\\`*[\]!|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[#+-]|^\d+(?=[.)](?:\s|$))/gu, escaped)
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;');
}

function escaped(found: string): string {
  // `1.` would begin a list; a digit itself cannot be escaped.
  return /^\d/u.test(found) ? `${found}\\` : `\\${found}`;
}

/** A stretch of code; backticks in it are taken care of. */
export function code(text: string): string {
  const line = text.replace(/[\r\n]+/gu, ' ');
  if (!line.includes('`')) return `\`${line}\``;
  return `\`\` ${line} \`\``;
}

/** A table; nothing without rows. Cells are Markdown, bars in them are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replace(/[\r\n]+/gu, ' ').replace(/(?<!\\)\|/gu, '\\|');
}

/** Paragraphs with an empty line between them; missing and empty ones are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** A list; nothing without items. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Links of a page as links from anywhere; `page` is the page’s own address. */
export function absoluteLinks(markdown: string, page: string): string {
  return markdown.replace(
    /\]\((?![a-z][a-z0-9+.-]*:|#)([^)\s]+)\)/giu,
    (_, path: string) => `](${resolvePath(page, path)})`,
  );
}
