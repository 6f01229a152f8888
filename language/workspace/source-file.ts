/** One parsed file with what it declares. */
import { type LineMap, lineMap } from '../findings/line-map.js';
import { type Declarations, declarations } from '../link/declared.js';
import { type ParsedFile, parse } from '../syntax/parse.js';

export interface SourceFile {
  /** Normalised path or address. */
  readonly uri: string;
  readonly text: string;
  readonly parsed: ParsedFile;
  readonly declarations: Declarations;
  /** Made when first asked for. */
  readonly lines: LineMap;
}

/** Parses a text. Any text gives a file. An earlier text of the file saves work and is used up by it. */
export function sourceFile(uri: string, text: string, previous?: SourceFile): SourceFile {
  const parsed = parse(text, previous?.parsed);
  let lines: LineMap | undefined;
  return {
    uri,
    text,
    parsed,
    declarations: declarations(parsed.model, uri),
    get lines() {
      lines ??= lineMap(text);
      return lines;
    },
  };
}
