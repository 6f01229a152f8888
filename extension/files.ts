/** Files that only VS Code can read: of virtual workspaces and in browsers. */
import * as vscode from 'vscode';
import type { FileAnswer } from '../language/protocol.js';

/** More designs than this are not listed. */
const MOST_FILES = 2000;

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
  return found.map((uri) => uri.toString());
}
