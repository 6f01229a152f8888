/**
 * The Markdown that descriptions are written in, as elements: paragraphs, lists, tables, code, strong and emphasized
 * text, links. Whatever else it holds shows as text; no HTML is made from it.
 */
import { html } from './dom.js';

/** Elements of a text; `follow` is what a link without an address of its own does. */
export function markdown(text: string, follow: (target: string) => void): HTMLElement[] {
  return text
    .split(/\n{2,}/u)
    .filter((block) => block.trim() !== '')
    .map((block) => blockOf(block.split('\n'), follow));
}

function blockOf(lines: readonly string[], follow: (target: string) => void): HTMLElement {
  const [first = '', second = ''] = lines;
  if (first.startsWith('|') && /^\|[-|: ]+\|$/u.test(second)) return tableOf(lines, follow);
  if (lines.every((line) => line.startsWith('- '))) {
    return html('ul', {}, ...lines.map((line) => html('li', {}, ...inline(line.slice(2), follow))));
  }
  const heading = /^#{1,6} (.*)$/u.exec(first);
  if (heading !== null && lines.length === 1)
    return html('p', {}, html('strong', {}, ...inline(heading[1] ?? '', follow)));
  return html('p', {}, ...inline(lines.join(' '), follow));
}

function tableOf([head = '', , ...rows]: readonly string[], follow: (target: string) => void): HTMLElement {
  const line = (text: string, kind: 'th' | 'td') =>
    html('tr', {}, ...cellsOf(text).map((cell) => html(kind, {}, ...inline(cell, follow))));
  const titles = cellsOf(head);
  const hasTitles = titles.some((title) => title !== '');
  return html(
    'table',
    {},
    ...(hasTitles ? [html('thead', {}, line(head, 'td'))] : []),
    html('tbody', {}, ...rows.map((row) => line(row, 'td'))),
  );
}

/** Cells between bars that are not escaped. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/u, '').replace(/\|$/u, '');
  return inner.split(/(?<!\\)\|/u).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

const marks =
  /`` (.+?) ``|`([^`]+)`|\*\*(.+?)\*\*|\*(.+?)\*|\[((?:\\.|[^\]\\])+)\]\(([^)\s]+)\)|\\([\\`*_[\]!|~#+\-.\d])|&(amp|lt|gt);/gu;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

function inline(text: string, follow: (target: string) => void): (Node | string)[] {
  const found: (Node | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > from) found.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [whole, wide, code, strong, emphasis, label, target, escaped, entity] = match;
    if (wide !== undefined || code !== undefined) found.push(html('code', {}, wide ?? code ?? ''));
    else if (strong !== undefined) found.push(html('strong', {}, ...inline(strong, follow)));
    else if (emphasis !== undefined) found.push(html('em', {}, ...inline(emphasis, follow)));
    else if (label !== undefined) found.push(linkOf(inline(label, follow), target ?? '', follow));
    else found.push(escaped ?? entities[entity ?? ''] ?? whole);
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}

function linkOf(label: readonly (Node | string)[], target: string, follow: (target: string) => void): HTMLElement {
  if (/^https?:\/\//u.test(target)) return html('a', { href: target, target: '_blank', rel: 'noreferrer' }, ...label);
  const button = html('button', { type: 'button', class: 'link' }, ...label);
  button.addEventListener('click', () => follow(target));
  return button;
}
