import type { FileRename, RenameFilesParams, WorkspaceEdit } from 'vscode-languageserver';
import { pathOf } from '../server/address.js';
import { relativePath, resolvePath } from '../workspace/path.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Feature } from './feature.js';
import { namedFiles } from './named-files.js';
import type { EditedFile, FileEdit } from './rename/edits.js';
import { workspaceEdit } from './rename/rename.js';

/**
 * Paths that are wrong once files or folders have moved: of imports and measurements, in the moved files and in those
 * that name them. Edits are for the texts before the move.
 */
export function renameFiles(sources: readonly SourceFile[], moves: readonly FileRename[]): readonly EditedFile[] {
  const moved = moves.map(({ oldUri, newUri }) => ({ from: pathOf(oldUri), to: pathOf(newUri) }));
  const after = (path: string): string => {
    const move = moved.find(({ from }) => path === from || path.startsWith(`${from}/`));
    return move === undefined ? path : move.to + path.slice(move.from.length);
  };
  return sources.flatMap((file): readonly EditedFile[] => {
    const home = after(file.uri);
    const edits: FileEdit[] = [];
    for (const { node, written, path } of namedFiles(file)) {
      const target = after(path);
      if (resolvePath(home, written) === target) continue;
      const text = relativePath(home, target);
      const styled = written.startsWith('.') ? text : text.replace(/^\.\//u, '');
      edits.push({ offset: node.offset, length: node.length, text: `"${styled.replaceAll(/["\\]/gu, '\\$&')}"` });
    }
    return edits.length === 0 ? [] : [{ file, version: 0, edits }];
  });
}

export const renameFilesFeature: Feature = {
  capabilities: {
    workspace: {
      fileOperations: {
        willRename: {
          // Of any scheme: folders of browsers and remote repositories are no `file:`.
          filters: [
            { pattern: { glob: '**/*.{sysdesign,csv}', matches: 'file' } },
            { pattern: { glob: '**/*', matches: 'folder' } },
          ],
        },
      },
    },
  },
  register(connection, context) {
    connection.workspace.onWillRenameFiles(async ({ files }: RenameFilesParams): Promise<WorkspaceEdit | null> => {
      const found = renameFiles(await context.sources(), files);
      return found.length === 0 ? null : workspaceEdit(found, (path) => context.address(path), context);
    });
  },
};
