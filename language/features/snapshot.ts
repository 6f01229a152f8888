/**
 * One analysis of one document, which every feature of the editor reads.
 *
 * Each file of `language/features` is one feature: a pure function from a snapshot to what the protocol answers, and the
 * lines that register it. Nothing is computed twice: what the analyzer knows is in `report`.
 */
import type { Position, Range } from 'vscode-languageserver-types';
import type { Report } from '../check.js';
import type { Span } from '../findings/positioned.js';
import type { Settings } from '../protocol.js';
import type { SourceFile } from '../workspace/source-file.js';

/** Good until the next text of the document is analysed, which takes over the syntax nodes of what stayed the same. */
export interface Snapshot {
  /** As the client writes it. */
  readonly uri: string;
  readonly version: number;
  /** It is a fence of the Markdown document at `uri`. */
  readonly isFence: boolean;
  readonly settings: Settings;
  /** The client shows runs in which a finding comes true: it has the command `sysdesign.showMe`. */
  readonly clientShows: boolean;
  /** URI of the folder of the docs; missing where there are none. */
  readonly manual: string | undefined;
  /** The document, with positions of exactly its text. */
  readonly file: SourceFile;
  /** What is known when this document is the entry: its imports included, its importers not. */
  readonly report: Report;
  /**
   * Files of the open folders that import this one, each as entry, and this one first; of another file when its path is
   * given. Empty for a file that is not there.
   */
  family(path?: string): readonly Snapshot[];
  /** URI of a file as the client writes it: of a fence, that of the Markdown document around it. */
  address(path: string): string;
  /** The configuration file that applies, with its text where there is one. */
  readonly config: { readonly path: string; readonly text: string | undefined };
  /** A file as the client knows it; no version when it is not open. */
  document(path: string): { readonly uri: string; readonly version: number | null };
  /** The same analysis with other texts in the place of some files'. */
  again(texts: ReadonlyMap<string, string>): Report;
  /** All designs of the open folders, for symbols by name. */
  all(): readonly SourceFile[];
  /** The same without this one, which a newer text than the snapshot's would parse anew. */
  others(): readonly SourceFile[];
}

/** The offset of a position; positions outside the text count as its nearest place. */
export function offsetAt(file: Pick<SourceFile, 'lines' | 'text'>, { line, character }: Position): number {
  const { starts } = file.lines;
  const start = starts[line];
  if (start === undefined) return line < 0 ? 0 : file.text.length;
  const next = starts[line + 1] ?? file.text.length + 1;
  return Math.min(start + Math.max(0, character), next - 1, file.text.length);
}

export function positionAt(file: SourceFile, offset: number): Position {
  const { line, column } = file.lines.at(offset);
  return { line, character: column };
}

export function rangeOf(file: SourceFile, offset: number, length: number): Range {
  return { start: positionAt(file, offset), end: positionAt(file, offset + length) };
}

/** Range of a span in whichever file of the snapshot it lies; `undefined` when that file is not loaded. */
export function rangeOfSpan(snapshot: Snapshot, span: Span): Range | undefined {
  const file = snapshot.report.workspace.files.get(span.uri);
  return file === undefined ? undefined : rangeOf(file, span.offset, span.length);
}
