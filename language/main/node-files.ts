import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import { pathOf, uriOf } from '../server/address.js';
import { type Client, ClientFiles } from '../server/client-files.js';
import type { FileSource } from '../server/file-source.js';
import type { Unreadable } from '../workspace/workspace.js';

/** Folders that hold no designs of the user. */
const skipped = new Set(['node_modules', '.git', 'out', 'dist']);
/** Folders deeper than this are not searched. */
const DEEPEST = 12;

/** Files of the file system, read when asked and kept until the client says that they changed; others through the client. */
export class NodeFiles implements FileSource {
  private readonly known = new Map<string, string | Unreadable | undefined>();
  private readonly remote: ClientFiles;

  constructor(client: Client) {
    this.remote = new ClientFiles(client);
  }

  set arrived(listener: (path: string) => void) {
    this.remote.arrived = listener;
  }

  read(path: string): string | Unreadable | undefined {
    if (!isLocal(path)) return this.remote.read(path);
    if (!this.known.has(path)) this.known.set(path, readNow(path));
    return this.known.get(path);
  }

  async list(folder: string): Promise<readonly string[]> {
    if (!isLocal(folder)) return this.remote.list(folder);
    return designsBelow(URI.parse(uriOf(folder)).fsPath, 0);
  }

  settled(): Promise<void> | undefined {
    return this.remote.settled();
  }

  forget(path: string): void {
    this.known.delete(path);
    this.remote.forget(path);
  }
}

const isLocal = (path: string) => path.startsWith('file://');

function readNow(path: string): string | Unreadable | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(URI.parse(uriOf(path)).fsPath);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR'
      ? undefined
      : { unreadable: `cannot be read (${code})` };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { unreadable: 'is not a text file' };
  }
}

async function designsBelow(folder: string, depth: number): Promise<string[]> {
  if (depth > DEEPEST) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry): Promise<string[]> => {
      const full = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : designsBelow(full, depth + 1);
      return entry.isFile() && entry.name.endsWith('.sysdesign') ? [pathOf(URI.file(full).toString())] : [];
    }),
  );
  return found.flat();
}
