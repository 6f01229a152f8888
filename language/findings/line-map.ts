/** Offsets of a text as lines and columns. */

/** A place in a text; both count from 0, columns in UTF-16 units, as the language server protocol has them. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a text with both kinds of coordinates. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
  readonly start: LineColumn;
  readonly end: LineColumn;
}

/** Where the lines of one text begin. */
export interface LineMap {
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
  /** Offsets outside the text count as its nearest end. */
  at(offset: number): LineColumn;
  range(offset: number, length: number): TextRange;
}

/** Builds the map in one pass; `\n`, `\r\n` and `\r` end a line. */
export function lineMap(text: string): LineMap {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  const at = (offset: number): LineColumn => {
    const inside = Math.min(Math.max(offset, 0), text.length);
    const line = lastAtMost(starts, inside);
    return { line, column: inside - (starts[line] ?? 0) };
  };
  const range = (offset: number, length: number): TextRange => ({
    offset,
    length,
    start: at(offset),
    end: at(offset + length),
  });
  return { starts, at, range };
}

function lastAtMost(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
