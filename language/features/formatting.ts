/** Formatting of a document, of a range, and while typing: always the one layout of `sysdesign format`. */
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
} from 'vscode-languageserver';
import type { Position, Range, TextEdit } from 'vscode-languageserver-types';
import { type LineEdit, layoutEdits } from '../format/line-edits.js';
import { formatReadable } from '../format/readable.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { AboutDocument, Feature } from './feature.js';
import { offsetAt, rangeOf, type Snapshot } from './snapshot.js';

/** The edits that lay out a text as far as it can be read; options of the client have no say. */
export function formatDocument({ file }: Snapshot): readonly TextEdit[] {
  return editsOf(file).map((edit) => protocolEdit(file, edit));
}

/** The same for the lines of a range. An edit that reaches beyond them is made whole: words may move between lines. */
export function formatRange({ file }: Snapshot, range: Range): readonly TextEdit[] {
  const [from, to] = [range.start, range.end].map((position) => offsetAt(file, position));
  const start = lineStart(file, from ?? 0);
  // The end of a selection of whole lines is the start of the next line, which is not meant.
  const end = range.end.character === 0 && range.end.line > range.start.line ? (to ?? 0) - 1 : lineEnd(file, to ?? 0);
  return editsOf(file)
    .filter((edit) => edit.offset <= end && edit.offset + edit.length >= start)
    .map((edit) => protocolEdit(file, edit));
}

/**
 * After `}` the block it closes is laid out; after a line end the line before it, and the new line is indented. The line of
 * the cursor stays where it is.
 */
export function formatOnType({ file }: Snapshot, position: Position, typed: string): readonly TextEdit[] {
  const offset = offsetAt(file, position);
  const scan = scanBraces(file, offset);
  if (scan.isInside) return [];
  if (typed === '}') {
    if (scan.closed === undefined) return [];
    const start = lineStart(file, scan.closed);
    return editsOf(file)
      .filter((edit) => edit.offset >= start && edit.offset + edit.length <= offset)
      .map((edit) => protocolEdit(file, edit));
  }
  const own = lineStart(file, offset);
  const before = lineStart(file, own - 1);
  const isLast = own === 0;
  const edits = editsOf(file).filter(
    (edit) => !isLast && edit.offset >= before && edit.offset + edit.length < own && !/[\r\n]/u.test(edit.text),
  );
  return [...edits, ...indentation(file, own, scan.depth)].map((edit) => protocolEdit(file, edit));
}

/** Two blanks for each open block; one fewer before a `}`. */
function indentation(file: SourceFile, own: number, depth: number): readonly LineEdit[] {
  const rest = file.text.slice(own, lineEnd(file, own));
  const written = /^[ \t]*/u.exec(rest)?.[0] ?? '';
  const closes = rest.slice(written.length).startsWith('}');
  const text = '  '.repeat(Math.max(0, depth - (closes ? 1 : 0)));
  return text === written ? [] : [{ offset: own, length: written.length, text }];
}

function editsOf({ text }: SourceFile): readonly LineEdit[] {
  return layoutEdits(text, formatReadable(text));
}

function protocolEdit(file: SourceFile, { offset, length, text }: LineEdit): TextEdit {
  return { range: rangeOf(file, offset, length), newText: text };
}

function lineStart(file: SourceFile, offset: number): number {
  return file.lines.starts[file.lines.at(offset).line] ?? 0;
}

/** Before the line's end. */
function lineEnd({ text }: SourceFile, offset: number): number {
  const rest = /[\r\n]/u.exec(text.slice(offset));
  return rest === null ? text.length : offset + rest.index;
}

interface Scan {
  /** Blocks open before the offset. */
  readonly depth: number;
  /** Whether the offset is inside a comment or a text. */
  readonly isInside: boolean;
  /** Where the block that ends right before the offset was opened. */
  readonly closed: number | undefined;
}

/** Counts braces before an offset; works on any text. */
function scanBraces({ text, parsed }: SourceFile, offset: number): Scan {
  const isInside = parsed.comments.some(
    (one) =>
      one.offset < offset &&
      (offset < one.offset + one.length || (offset === one.offset + one.length && one.text.startsWith('//'))),
  );
  const open: number[] = [];
  let closed: number | undefined;
  const pieces = /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\r\n]|\\.)*"?|[{}]/gu;
  for (let piece = pieces.exec(text); piece !== null && piece.index < offset; piece = pieces.exec(text)) {
    const [word] = piece;
    if (word === '{') open.push(piece.index);
    else if (word === '}') closed = open.pop();
    if (word.startsWith('"') && piece.index + word.length > offset)
      return { depth: open.length, isInside: true, closed };
    closed = word === '}' && piece.index + 1 === offset ? closed : undefined;
  }
  return { depth: open.length, isInside, closed };
}

export const formattingFeature: Feature = {
  capabilities: {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
  },
  register(connection, context) {
    // A fence of a Markdown text is laid out by whoever lays out the Markdown.
    const whole = <P extends AboutDocument>(edits: (snapshot: Snapshot, params: P) => readonly TextEdit[]) =>
      context.answer((snapshot, params: P) => (snapshot.isFence ? null : [...edits(snapshot, params)]));
    connection.onDocumentFormatting(whole((snapshot, _: DocumentFormattingParams) => formatDocument(snapshot)));
    connection.onDocumentRangeFormatting(
      whole((snapshot, { range }: DocumentRangeFormattingParams) => formatRange(snapshot, range)),
    );
    connection.onDocumentOnTypeFormatting(
      whole((snapshot, { position, ch }: DocumentOnTypeFormattingParams) => formatOnType(snapshot, position, ch)),
    );
  },
};
