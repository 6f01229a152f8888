/** Text broken into lines of a terminal. */
import { textWidth } from './text-width.js';

/**
 * Breaks at blanks so that no line is wider than `width` cells, except where one word alone is; `used` cells of the
 * first line are taken already. Never gives no line.
 */
export function wrap(text: string, width: number, used = 0): string[] {
  const lines: string[] = [];
  let room = width - used;
  for (const paragraph of text.split(/\r?\n/)) {
    let words: string[] = [];
    let taken = 0;
    for (const word of paragraph.split(' ')) {
      const size = textWidth(word);
      if (words.length > 0 && taken + 1 + size > room) {
        lines.push(words.join(' '));
        words = [];
        taken = 0;
        room = width;
      }
      taken += size + (words.length > 0 ? 1 : 0);
      words.push(word);
    }
    lines.push(words.join(' '));
    room = width;
  }
  return lines;
}

/** Wrapped text behind a lead; further lines stand `indent` cells in, below the first one's text when not said. */
export function hanging(lead: string, text: string, width: number, indent = textWidth(lead)): string {
  const taken = textWidth(lead);
  // A narrow terminal gets overhanging lines rather than a column of single words.
  const room = Math.max(24, width - indent);
  const lines = wrap(text, room, Math.min(room - 1, Math.max(0, taken - indent)));
  return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line).join('\n');
}
