/**
 * How wide text is on a terminal, in cells: wide characters take two, combining marks none, tabs run to the next stop.
 *
 * `cli/output` turns results into text for people and programs; it computes nothing about designs. What a design says
 * is shown as text: characters that a terminal would obey (escape sequences) or that reorder a line are replaced.
 */

/** One visible character with the place it came from. */
export interface Cell {
  readonly text: string;
  /** 1 or 2; a tab has as many as it fills. */
  readonly width: number;
  /** Offset of its first UTF-16 unit in the text. */
  readonly offset: number;
  /** UTF-16 units it has there. */
  readonly length: number;
  /** Cells before it. */
  readonly column: number;
}

/** Distance of tab stops in source excerpts. */
export const tabWidth = 4;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const combining = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
/** Marks that reorder the text around them. */
const reordering = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const plainAscii = /^[\x20-\x7e]*$/;

/** Characters of East Asian width W or F (Unicode Standard Annex 11), by first and last code point. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** The characters of one line as a terminal can show them. */
export function cells(line: string): Cell[] {
  const result: Cell[] = [];
  let column = 0;
  for (const { segment, index } of characters(line)) {
    const cell = segment === '\t' ? ' '.repeat(tabWidth - (column % tabWidth)) : visible(segment);
    const width = segment === '\t' ? cell.length : graphemeWidth(cell);
    result.push({ text: cell, width, offset: index, length: segment.length, column });
    column += width;
  }
  return result;
}

/** Cells that a text takes; escape sequences of our own colours do not count. */
export function textWidth(text: string): number {
  const bare = withoutColors(text);
  if (plainAscii.test(bare)) return bare.length;
  let width = 0;
  for (const { segment } of characters(bare)) width += graphemeWidth(segment);
  return width;
}

/** Text of a design for one line of a terminal: nothing in it can move the cursor, change colours or reorder text. */
export function harmless(text: string): string {
  return plainAscii.test(text) ? text : [...characters(text)].map(({ segment }) => visible(segment)).join('');
}

/** Fills up with blanks to a width. */
export function padded(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return side === 'left' ? text + blanks : blanks + text;
}

/** UTF-16 units that are segmented at once: the segmenter takes time with the square of its text. */
const stretch = 1024;

/** Characters as people count them, with their offsets; the last one of a stretch may go on in the next. */
function* characters(text: string): Generator<{ readonly segment: string; readonly index: number }> {
  for (let start = 0; start < text.length; ) {
    const parts = [...graphemes.segment(text.slice(start, start + stretch))];
    if (start + stretch < text.length && parts.length > 1) parts.pop();
    const begin = start;
    for (const { segment, index } of parts) {
      yield { segment, index: begin + index };
      start += segment.length;
    }
  }
}

function visible(grapheme: string): string {
  if (/^[\t\r\n]+$/.test(grapheme)) return ' ';
  const safe = grapheme.replace(/\p{Cc}|\p{Cs}/gu, '\ufffd').replace(reordering, '\ufffd');
  return safe === '' ? '\ufffd' : safe;
}

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (combining.test(grapheme)) return 0;
  if (emoji.test(grapheme)) return 2;
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

function withoutColors(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours begin with.
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}
