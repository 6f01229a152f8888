/** Breaking a text into lines of a given width, and shortening what does not fit. */
import { measureText, type TextStyle } from './measure.js';
import { plainText } from './plain-text.js';

/** Lines to draw, and whether something of the text had to be left out. */
export interface WrappedText {
  readonly lines: readonly string[];
  readonly isShortened: boolean;
}

/** Where a word may be broken even without a space: behind these, and before an upper-case letter. */
const SOFT_BREAK = /(?<=[-_/.:,;@])|(?<=[\p{Ll}\d])(?=\p{Lu})/u;

/**
 * At most `maxLines` lines, none wider than `maxWidth` px. Breaks at spaces first, then at soft places inside a word
 * (`orders_read_model`), then anywhere; what is left over is shortened with an ellipsis. Empty text gives no line.
 */
export function wrapText(text: string, style: TextStyle, maxWidth: number, maxLines: number): WrappedText {
  const pieces = plainText(text).split(' ').filter(Boolean);
  const lines: string[] = [];
  let line = '';
  for (const word of pieces) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (measureText(joined, style) <= maxWidth) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const part of partsOf(word, style, maxWidth)) {
      if (measureText(line + part, style) <= maxWidth) line += part;
      else {
        if (line !== '') lines.push(line);
        line = part;
      }
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return { lines, isShortened: false };
  const kept = lines.slice(0, Math.max(0, maxLines - 1));
  const rest = lines.slice(kept.length).join(' ');
  return { lines: [...kept, shorten(rest, style, maxWidth)], isShortened: true };
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function shorten(text: string, style: TextStyle, maxWidth: number): string {
  if (measureText(text, style) <= maxWidth) return text;
  let kept = '';
  for (const character of graphemes(text)) {
    if (measureText(`${kept}${character}…`, style) > maxWidth) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

function partsOf(word: string, style: TextStyle, maxWidth: number): string[] {
  return word.split(SOFT_BREAK).flatMap((part) => {
    if (measureText(part, style) <= maxWidth) return [part];
    const chunks: string[] = [];
    let chunk = '';
    for (const character of graphemes(part)) {
      if (chunk !== '' && measureText(chunk + character, style) > maxWidth) {
        chunks.push(chunk);
        chunk = '';
      }
      chunk += character;
    }
    return [...chunks, chunk];
  });
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function* graphemes(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}
