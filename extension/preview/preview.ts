import * as vscode from 'vscode';
import { describe, drawable } from '../../language/protocol.js';
import type { Server } from '../server.js';
import { dispatch, type Handlers, type Tagged, type ToPage, type ToPanel } from '../webview/protocol.js';
import { showPage } from './html.js';
import { PlacesFile } from './places-file.js';
import { Source } from './source.js';

/** One design in one panel: tells the page of the design as it changes, and does what the page asks for. */
export class Preview implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private readonly source: Source;
  private readonly places: PlacesFile;
  private isReady = false;
  /** A newer text has been analysed while the last one was being asked for. */
  private isAsking = false;
  private isOutdated = false;
  private show: string | undefined;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly uri: vscode.Uri,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
    extension: vscode.Uri,
  ) {
    const { webview } = panel;
    this.source = new Source(uri, server, () => panel.viewColumn);
    this.places = new PlacesFile(uri, (news) => this.post({ kind: 'places', ...news }));
    this.subscriptions = [
      this.source,
      this.places,
      this.source.onDidMove((ids) => this.post({ kind: 'cursor', ids })),
      webview.onDidReceiveMessage((message: ToPanel) => dispatch(this.handlers, message)),
      server.onDidAnalyze((news) => {
        if (news.uri === uri.toString()) void this.renew();
      }),
    ];
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, 'extension/icons/file-light.svg'),
      dark: vscode.Uri.joinPath(extension, 'extension/icons/file-dark.svg'),
    };
    showPage(webview, extension);
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  /** Chooses a diagram, or selects a part, once the page can. */
  showPart(id: string): void {
    this.show = id;
    this.showWanted();
  }

  private readonly handlers: Handlers<ToPanel> = {
    ready: () => {
      this.isReady = true;
      // Places first: the picture shall not move once it is there.
      void this.places
        .begin()
        .then(() => this.renew())
        .then(() => {
          if (this.show === undefined) this.source.tell();
          else this.showWanted();
        });
    },
    reveal: ({ id, isFocused }) => void this.source.reveal(id, isFocused),
    fix: ({ finding }) => void this.source.offerFix(finding),
    describe: (asked) => void this.describe(asked),
    place: (asked) => void this.places.write(asked),
    save: (file) => void this.save(file),
    insert: ({ text }) => void this.source.append(text),
    explain: ({ word }) => void vscode.commands.executeCommand('sysdesign.explain', word),
    failed: ({ message }) => this.log.error(`The preview of ${this.uri.path}: ${message}`),
  };

  /** Sends the design as it stands; of changes that come while one is under way only the last is sent. */
  private async renew(): Promise<void> {
    if (!this.isReady) return;
    this.isOutdated = true;
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.isOutdated) {
      this.isOutdated = false;
      const found = await this.server.request(drawable, { uri: this.uri.toString() });
      // A server that failed says so itself; the page keeps what it shows.
      if (found !== undefined) this.post({ kind: 'design', uri: this.uri.toString(), drawable: found });
    }
    this.isAsking = false;
  }

  private showWanted(): void {
    if (this.show === undefined || !this.isReady) return;
    this.post({ kind: 'show', id: this.show });
    this.show = undefined;
  }

  private async describe({ kind: _, request, ...asked }: Tagged<ToPanel, 'describe'>): Promise<void> {
    const markdown = await this.server.request(describe, { uri: this.uri.toString(), ...asked });
    this.post({ kind: 'description', request, markdown: markdown ?? null });
  }

  /** Asks where a picture shall be, beside the design at first. */
  private async save({ name, data }: Tagged<ToPanel, 'save'>): Promise<void> {
    const defaultUri = vscode.Uri.joinPath(this.uri, '..', name);
    const filters = name.endsWith('.png') ? { PNG: ['png'] } : { SVG: ['svg'] };
    const uri = await vscode.window.showSaveDialog({ defaultUri, filters, title: 'Save the Picture' });
    if (uri === undefined) return;
    try {
      await vscode.workspace.fs.writeFile(uri, data);
    } catch (error) {
      void vscode.window.showErrorMessage(`${uri.path} was not written: ${String(error)}`);
    }
  }

  private post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }
}
