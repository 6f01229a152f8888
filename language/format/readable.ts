/** The layout of a text that may be unfinished: declarations without mistakes are laid out, the rest is left alone. */
import { parse } from '../syntax/parse.js';
import { format } from './format.js';

/** The text in standard layout as far as it can be read; white space is all that changes. */
export function formatReadable(text: string): string {
  const { errors, model } = parse(text);
  if (errors.length === 0) return format(text);
  let result = '';
  let at = 0;
  for (const { $cstNode: node } of model.items) {
    if (node === undefined || node.offset < at) continue;
    const { offset, end } = node;
    const isBroken = errors.some((error) => error.offset <= end + 1 && error.offset + error.length >= offset - 1);
    const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    // A neighbour on the same line may be what the mistake is about.
    const after = /^[^\r\n]*/u.exec(text.slice(end))?.[0] ?? '';
    if (isBroken || /[^\s\ufeff]/u.test(before) || !/^\s*(?:\/\/.*)?$/u.test(after)) continue;
    const own = text.slice(offset, end);
    if (parse(own).errors.length > 0) continue;
    result += text.slice(at, offset - before.replace('\ufeff', '').length) + format(own).trimEnd();
    at = end;
  }
  return result + text.slice(at);
}
