import * as vscode from 'vscode';
import { isBare, type PinsFile, pinsText, withPlaces } from '../../diagram/layout/pins-file.js';
import { pinsBeside, pinsEnding, readPins } from '../../language/config/pins.js';
import { textOf } from '../files.js';
import type { PlacesNews, Tagged, ToPanel } from '../webview/protocol.js';

/**
 * `NAME.layout.json` beside a design, or, where nothing can lie beside it, what would stand there for as long as the preview
 * is open. Whatever is asked is done in turn, so that no change is lost between reading and writing.
 */
export class PlacesFile implements vscode.Disposable {
  private readonly file: vscode.Uri | undefined;
  private readonly unsaved: string | undefined;
  private readonly watcher: vscode.FileSystemWatcher | undefined;
  private places: PinsFile = { version: 1 };
  private problem: string | undefined;
  /** As it was last read or written; `undefined`: there was none. */
  private text: string | undefined;
  private isRead = false;
  private request = 0;
  private queue: Promise<void> = Promise.resolve();

  /** @param tell hears of the places of a page that has begun, and of each change */
  constructor(
    design: vscode.Uri,
    private readonly tell: (news: PlacesNews & { readonly request: number }) => void,
  ) {
    const path = design.scheme === 'untitled' ? undefined : pinsBeside(design.path);
    this.file = path === undefined ? undefined : design.with({ path });
    this.unsaved = unsavedBecause(design, this.file);
    if (this.file === undefined || this.unsaved !== undefined) return;
    const address = this.file.toString();
    const folder = vscode.Uri.joinPath(this.file, '..');
    this.watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, `*${pinsEnding}`));
    const heard = (uri: vscode.Uri) => {
      if (uri.toString() === address) this.inTurn(() => this.renew());
    };
    this.watcher.onDidCreate(heard);
    this.watcher.onDidChange(heard);
    this.watcher.onDidDelete(heard);
  }

  dispose(): void {
    this.watcher?.dispose();
  }

  /** A page has begun, and knows nothing. */
  begin(): Promise<void> {
    return this.inTurn(async () => {
      this.request = 0;
      if (this.unsaved === undefined || !this.isRead) await this.read();
      this.say();
    });
  }

  /** Writes changes, unless the file cannot be read: what stands in it must not be lost. */
  write({ request, diagram, changes }: Tagged<ToPanel, 'place'>): Promise<void> {
    return this.inTurn(async () => {
      this.request = request;
      if (this.unsaved !== undefined) this.places = withPlaces(this.places, diagram, changes);
      else {
        await this.read();
        if (this.problem === undefined) await this.save(withPlaces(this.places, diagram, changes));
      }
      this.say();
    });
  }

  private async renew(): Promise<void> {
    const { text, problem } = this;
    await this.read();
    if (this.text !== text || this.problem !== problem) this.say();
  }

  private async read(): Promise<void> {
    this.isRead = true;
    if (this.file === undefined) return;
    const name = nameOf(this.file);
    const answer = await textOf(this.file.toString());
    if (answer !== null && 'unreadable' in answer) {
      this.problem = `${name} ${answer.unreadable}.`;
      return;
    }
    this.text = answer?.text;
    const reading = answer === null ? { pins: { version: 1 } as const } : readPins(answer.text);
    if ('pins' in reading) {
      this.places = reading.pins;
      this.problem = undefined;
    } else this.problem = `${name}:${reading.line}:${reading.column}: ${reading.problem}. Mend the file, or remove it.`;
  }

  private async save(places: PinsFile): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    const text = isBare(places) ? undefined : pinsText(places);
    if (text === this.text) return;
    try {
      if (text === undefined) await vscode.workspace.fs.delete(file);
      else await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    } catch (error) {
      const code = error instanceof vscode.FileSystemError ? error.code : 'Unknown';
      this.problem = `${nameOf(file)} could not be written (${code}).`;
      return;
    }
    this.places = places;
    this.text = text;
  }

  private say(): void {
    const { request, places, problem, unsaved } = this;
    this.tell({
      request,
      places,
      ...(problem === undefined ? {} : { problem }),
      ...(unsaved === undefined ? {} : { unsaved }),
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work, work);
    return this.queue;
  }
}

function unsavedBecause(design: vscode.Uri, file: vscode.Uri | undefined): string | undefined {
  const until = 'Places hold until this preview is closed';
  if (design.scheme === 'untitled') return `${until}: the design has no file yet that theirs could lie beside.`;
  if (file === undefined) return `${until}: they are saved beside files that end in .sysdesign.`;
  if (vscode.workspace.fs.isWritableFileSystem(design.scheme) === false)
    return `${until}: nothing can be written beside this design.`;
  return undefined;
}

const nameOf = ({ path }: vscode.Uri) => path.slice(path.lastIndexOf('/') + 1);
