import { type FileAnswer, listFiles, readFile } from '../protocol.js';
import type { Unreadable } from '../workspace/workspace.js';
import { pathOf, uriOf } from './address.js';
import type { FileSource } from './file-source.js';

/** The part of a connection that asks the client. */
export interface Client {
  sendRequest<R>(method: string, params: object): Promise<R>;
}

/** Files that only the client can read: in a browser, and of virtual file systems. */
export class ClientFiles implements FileSource {
  arrived?: (path: string) => void;
  private readonly known = new Map<string, string | Unreadable | undefined>();
  private readonly asked = new Set<string>();
  private readonly coming = new Set<Promise<void>>();

  constructor(private readonly ask: Client) {}

  read(path: string): string | Unreadable | undefined {
    if (!this.known.has(path) && !this.asked.has(path)) {
      this.asked.add(path);
      const coming: Promise<void> = this.fetch(path).finally(() => this.coming.delete(coming));
      this.coming.add(coming);
    }
    return this.known.get(path);
  }

  async list(folder: string): Promise<readonly string[]> {
    const all = await this.request<readonly string[]>(listFiles.method, {}).catch(() => []);
    return all.map(pathOf).filter((path) => path.startsWith(`${folder}/`));
  }

  forget(path: string): void {
    this.known.delete(path);
    this.asked.delete(path);
  }

  settled(): Promise<void> | undefined {
    return this.coming.size === 0 ? undefined : Promise.all(this.coming).then(() => undefined);
  }

  private async fetch(path: string): Promise<void> {
    const answer = await this.request<FileAnswer>(readFile.method, { uri: uriOf(path) }).catch(() => null);
    if (!this.asked.has(path)) return;
    this.known.set(path, answer === null ? undefined : 'text' in answer ? answer.text : answer);
    // What is missing was taken as missing already.
    if (answer !== null) this.arrived?.(path);
  }

  private request<R>(method: string, params: object): Promise<R> {
    return this.ask.sendRequest(method, params);
  }
}
