import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocumentEdit, TextEdit } from 'vscode-languageserver-types';
import type { Context, Feature } from '../feature.js';
import { rangeOf, type Snapshot } from '../snapshot.js';
import { type EditedFile, renameEdits } from './edits.js';
import { prepareRename, type Refusal, renameTarget } from './target.js';

/** Renames what stands at a position in every file that names it. */
export function rename(
  snapshot: Snapshot,
  params: Pick<RenameParams, 'position' | 'newName'>,
): readonly EditedFile[] | Refusal {
  const target = renameTarget(snapshot, params.position);
  return 'refusal' in target ? target : renameEdits(snapshot, target, params.newName);
}

/** Edits as the protocol has them: with versions of open documents where the client knows these. */
export function workspaceEdit(
  files: readonly EditedFile[],
  address: (path: string) => string,
  context: Pick<Context, 'can'>,
): WorkspaceEdit {
  const texts = files.map(({ file, version, edits }) => ({
    uri: address(file.uri),
    version,
    edits: edits.map(({ offset, length, text }): TextEdit => ({ range: rangeOf(file, offset, length), newText: text })),
  }));
  if (!context.can('workspace.workspaceEdit.documentChanges'))
    return { changes: Object.fromEntries(texts.map(({ uri, edits }) => [uri, edits])) };
  return {
    documentChanges: texts.map(
      ({ uri, version, edits }): TextDocumentEdit => ({
        textDocument: { uri, version: version === 0 ? null : version },
        edits,
      }),
    ),
  };
}

const refused = ({ refusal }: Refusal) => new ResponseError(LSPErrorCodes.RequestFailed, refusal);

export const renameFeature: Feature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register(connection, context) {
    connection.onPrepareRename(
      context.answer((snapshot, { position }: PrepareRenameParams) => {
        const found = prepareRename(snapshot, position);
        // A response may be an error in place of its result.
        return 'refusal' in found ? (refused(found) as never) : found;
      }),
    );
    connection.onRenameRequest(
      context.answer((snapshot, params: RenameParams) => {
        const found = rename(snapshot, params);
        if ('refusal' in found) return refused(found) as never;
        return workspaceEdit(found, (path) => snapshot.address(path), context);
      }),
    );
  },
};
