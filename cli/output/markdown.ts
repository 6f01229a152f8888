/** Pages of the manual on a terminal: headings, paragraphs, lists, tables and code of the Markdown that they use. */
import { type Row, table } from './table.js';
import type { Colors, Terminal } from './terminal.js';
import { harmless } from './text-width.js';
import { hanging, wrap } from './wrap.js';

/** The page as text, without a newline at its end. HTML comments are left out. */
export function markdownText(page: string, terminal: Terminal): string {
  const lines = page.replaceAll(/<!--[\s\S]*?-->\n?/g, '').split(/\r?\n/);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const { text, next } = block(lines, at, terminal);
    if (text !== undefined) blocks.push(text);
    at = next;
  }
  return blocks.join('\n\n');
}

interface Block {
  readonly text?: string;
  /** First line behind it. */
  readonly next: number;
}

function block(lines: readonly string[], at: number, terminal: Terminal): Block {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { next: at + 1 };
  const fence = /^(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence !== undefined) return code(lines, at, fence, terminal);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading !== null) return { text: headingText(heading[1]?.length ?? 1, heading[2] ?? '', terminal), next: at + 1 };
  if (line.startsWith('|')) return tableBlock(lines, at, terminal);
  const end = lines.findIndex((other, index) => index > at && (other.trim() === '' || isStart(other, line)));
  const next = end < 0 ? lines.length : end;
  const item = /^(\s*)([-*+]|\d+\.)\s+/.exec(line);
  if (item !== null) return { text: list(lines.slice(at, next), terminal), next };
  const text = lines
    .slice(at, next)
    .map((one) => one.trim())
    .join(' ');
  return { text: wrap(inline(text, terminal.colors), terminal.width).join('\n'), next };
}

/** Whether a new kind of block begins without an empty line before it. */
function isStart(line: string, first: string): boolean {
  const isItem = /^\s*([-*+]|\d+\.)\s+/;
  return /^(#{1,6}\s|`{3,}|~{3,}|\|)/.test(line) || (isItem.test(line) && !isItem.test(first));
}

function headingText(level: number, text: string, { colors }: Terminal): string {
  const plain = inline(text, colors);
  return level <= 2 ? colors.bold(colors.underline(plain)) : colors.bold(plain);
}

function code(lines: readonly string[], at: number, fence: string, { colors }: Terminal): Block {
  const close = lines.findIndex((line, index) => index > at && line.startsWith(fence));
  const end = close < 0 ? lines.length : close;
  const text = lines.slice(at + 1, end).map((line) => `  ${colors.dim('│')} ${codeLine(line, colors)}`.trimEnd());
  return { text: text.join('\n'), next: end + 1 };
}

/** Comments announce the findings of an example: they are what the eye looks for. */
function codeLine(line: string, colors: Colors): string {
  const text = harmless(line);
  const comment = text.indexOf('//');
  if (comment < 0) return text;
  const said = text.slice(comment);
  const paint = /^\/\/ error:/.test(said)
    ? colors.red
    : /^\/\/ warning:/.test(said)
      ? colors.yellow
      : /^\/\/ info:/.test(said)
        ? colors.cyan
        : colors.dim;
  return text.slice(0, comment) + paint(said);
}

/** Items, each with its continuation lines. */
function list(lines: readonly string[], terminal: Terminal): string {
  const items: { indent: number; mark: string; text: string }[] = [];
  for (const line of lines) {
    const item = /^(\s*)([-*+]|\d+\.)\s+(.*)$/.exec(line);
    const last = items.at(-1);
    if (item !== null) items.push({ indent: item[1]?.length ?? 0, mark: item[2] ?? '-', text: item[3] ?? '' });
    else if (last !== undefined) last.text += ` ${line.trim()}`;
  }
  return items
    .map(({ indent, mark, text }) => {
      const lead = `${' '.repeat(Math.min(indent, 8))}  ${/\d/.test(mark) ? mark : '•'} `;
      return hanging(lead, inline(text, terminal.colors), terminal.width);
    })
    .join('\n');
}

function tableBlock(lines: readonly string[], at: number, terminal: Terminal): Block {
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('|'));
  const next = end < 0 ? lines.length : end;
  const rows = lines.slice(at, next).map((line) =>
    line
      .replace(/^\||\|\s*$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
  const [head = [], rule, ...body] = rows;
  const isTable = rule?.every((cell) => /^:?-+:?$/.test(cell)) ?? false;
  const columns = head.map((title) => ({ title: inline(title, terminal.colors), align: 'left' as const }));
  const content = (isTable ? body : rows).map(
    (cells): Row => ({ cells: cells.map((cell) => ({ text: inline(cell, terminal.colors) })) }),
  );
  return { text: table(columns, content, terminal).join('\n'), next };
}

/** Code, emphasis and links inside a line. */
function inline(text: string, colors: Colors): string {
  return harmless(text)
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1 ? spanned(part.slice(1, -1), colors.cyan) : emphasized(part, colors),
    )
    .join('');
}

function emphasized(text: string, colors: Colors): string {
  return text
    .replaceAll(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '$1 <$2>')
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, inner: string) => spanned(inner, colors.bold))
    .replaceAll(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, (_, inner: string) => spanned(inner, colors.italic));
}

/** Painted word by word, so that a line break inside leaves no colour open. */
function spanned(text: string, paint: (text: string) => string): string {
  return text
    .split(' ')
    .map((word) => (word === '' ? '' : paint(word)))
    .join(' ');
}
