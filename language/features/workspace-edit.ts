/** Edits of texts as the protocol has them: all files at once, with the versions they were made for. */
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { lineMap } from '../findings/line-map.js';
import type { TextEdit } from '../findings/positioned.js';
import { protocolRange } from './diagnostics.js';
import type { Snapshot } from './snapshot.js';

/** A change of the workspace, undone by one step. */
export interface Change {
  /** None overlapping another of its file. */
  readonly edits: readonly TextEdit[];
  /** A file to make first, empty. It must not be there yet. */
  readonly create?: { readonly path: string; readonly text: string };
}

/** What the client can do with a change. */
export interface EditSupport {
  /** Versions, and files made on the way. */
  readonly documentChanges: boolean;
  readonly create: boolean;
}

/** The change for the client; `undefined` when it cannot make it or a file is not known. */
export function workspaceEdit(snapshot: Snapshot, change: Change, support: EditSupport): WorkspaceEdit | undefined {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of change.edits) byFile.set(edit.uri, [...(byFile.get(edit.uri) ?? []), edit]);
  const documents: TextDocumentEdit[] = [];
  for (const [path, edits] of byFile) {
    const text = textOf(snapshot, path);
    if (text === undefined) return undefined;
    const lines = lineMap(text);
    documents.push({
      textDocument: snapshot.document(path),
      edits: edits.map(({ offset, length, text: newText }) => ({
        range: protocolRange(lines.range(offset, length)),
        newText,
      })),
    });
  }
  if (change.create === undefined && !support.documentChanges)
    return {
      changes: Object.fromEntries(documents.map(({ textDocument, edits }) => [textDocument.uri, edits])),
    } as WorkspaceEdit;
  if (change.create === undefined) return { documentChanges: documents };
  if (!support.documentChanges || !support.create) return undefined;
  const { path, text } = change.create;
  const textDocument = { uri: snapshot.document(path).uri, version: null };
  const start = { line: 0, character: 0 };
  const fill: TextDocumentEdit = { textDocument, edits: [{ range: { start, end: start }, newText: text }] };
  return { documentChanges: [{ kind: 'create', uri: textDocument.uri }, fill, ...documents] };
}

function textOf(snapshot: Snapshot, path: string): string | undefined {
  const { config, report } = snapshot;
  if (path === config.path) return config.text;
  const own = report.workspace.files.get(path);
  if (own !== undefined) return own.text;
  // A finding of a design that imports this file may be mended there.
  const importer = snapshot.family().find((one) => one.report.workspace.files.has(path));
  return importer?.report.workspace.files.get(path)?.text;
}
