import type { Drawable } from '../../language/protocol.js';
import type { Picture } from '../picture/pictures.js';

/**
 * HTML of a design in a page: its picture for light and dark, with the text folded below. What has errors shows its text and
 * what is wrong. `code` is the fence as it would be shown without us; `line` the fence's in the page, for scrolling along.
 */
export function pictureMarkup(picture: Picture, code: string, line?: number): string {
  const place = line === undefined ? '' : ` data-line="${line}" dir="auto"`;
  const open = `<div class="sysdesign${line === undefined ? '' : ' code-line'}"${place}>`;
  if (picture.state === 'drawing') return `${open}<p class="sysdesign-wait">Drawing …</p>${code}</div>\n`;
  const errors = (picture.drawable?.findings ?? []).filter(({ severity }) => severity === 'error');
  const wrong = errors.length === 0 ? '' : `<ul class="sysdesign-errors">${errors.map(item).join('')}</ul>`;
  if (picture.state === 'none') return `${open}${code}${wrong}</div>\n`;
  const { drawn, drawable } = picture;
  const alt = escaped(altText(drawable));
  return `${open}<figure>${image('light', drawn.light, alt)}${image('dark', drawn.dark, alt)}</figure>${wrong}<details><summary>Text of the design</summary>${code}</details></div>\n`;
}

function image(ground: 'light' | 'dark', svg: string, alt: string): string {
  return `<img class="sysdesign-${ground}" alt="${alt}" src="data:image/svg+xml;base64,${base64(svg)}">`;
}

/** Pictures say for those who do not see them what they show. */
function altText({ design }: Drawable): string {
  const names = design.components.map(({ id, title }) => title ?? id);
  return `Topology of ${design.name ?? 'a system'}: ${names.join(', ')}`;
}

function item({ line, rule, message }: Drawable['findings'][number]): string {
  return `<li>Line ${line + 1}: ${escaped(message)} <code>${escaped(rule)}</code></li>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Base 64 of a text in UTF-8, in Node and browsers alike. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  // Whole, it would be more arguments than a call may have.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
