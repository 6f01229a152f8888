/** Files that only VS Code can read: of virtual workspaces and in browsers. */
import * as vscode from 'vscode';
import type { FileAnswer } from '../language/protocol.js';

/** More designs than this are not listed. */
const MOST_FILES = 2000;
/** Folders deeper than this are not searched. */
const DEEPEST = 12;
/** Folders that hold no designs of the user. */
const skipped = new Set(['node_modules', '.git', 'out', 'dist']);

/** Text of a file; `null` when there is none. */
export async function textOf(address: string): Promise<FileAnswer> {
  const uri = vscode.Uri.parse(address, true);
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : 'Unknown';
    return code === 'FileNotFound' || code === 'FileIsADirectory' ? null : { unreadable: `cannot be read (${code})` };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { unreadable: 'is not a text file' };
  }
}

/** URIs of the designs of the open folders. */
export async function designFiles(): Promise<readonly string[]> {
  const found = await vscode.workspace.findFiles('**/*.sysdesign', '**/node_modules/**', MOST_FILES);
  if (found.length > 0) return found.map((uri) => uri.toString());
  // Virtual file systems need not be searchable.
  const virtual = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme !== 'file');
  const walked = await Promise.all(virtual.map(({ uri }) => designsBelow(uri, 0)));
  return walked.flat().slice(0, MOST_FILES);
}

async function designsBelow(folder: vscode.Uri, depth: number): Promise<string[]> {
  if (depth > DEEPEST) return [];
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (all) => all,
    () => [],
  );
  const found = await Promise.all(
    entries.map(async ([name, type]): Promise<string[]> => {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory) return skipped.has(name) ? [] : designsBelow(uri, depth + 1);
      return name.endsWith('.sysdesign') ? [uri.toString()] : [];
    }),
  );
  return found.flat();
}
