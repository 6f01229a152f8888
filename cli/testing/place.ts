import { displayPath, type OpenDesign } from '../files/open-design.js';
import { published, type Range } from '../output/check-json.js';

/** Where a part of a design is written. */
export interface Place {
  readonly file: string;
  readonly range: Range;
  /** As written, on one line. */
  readonly text: string;
}

/** The text of an id; parts that a template brought along have the place of that text. */
export function placeOf(id: string, { name, report }: OpenDesign): Place {
  const origin = report.origins.nearest(id);
  const file = origin === undefined ? undefined : report.workspace.files.get(origin.uri);
  if (origin === undefined || file === undefined) {
    const start = { line: 1, column: 1 };
    return { file: name, range: { start, end: start }, text: id };
  }
  const { offset, length } = origin.block === undefined ? origin : origin.focus;
  return {
    file: displayPath(origin.uri),
    range: published(file.lines.range(offset, length)),
    text: file.text
      .slice(offset, offset + length)
      .replace(/\s+/gu, ' ')
      .trim(),
  };
}
