import * as vscode from 'vscode';
import { estimate, explain } from '../language/protocol.js';
import type { Server } from './server.js';

/** Pages of Markdown that the server writes, shown in VS Code's own preview. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  static readonly scheme = 'sysdesign-page';
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(Pages.scheme, this),
      // Estimates on the screen follow the design and the choice of the workload.
      server.onDidAnalyze(({ uri }) => this.renew(uri)),
    ];
  }

  dispose(): void {
    for (const one of this.subscriptions) one.dispose();
  }

  /** The estimate of a design, beside it. */
  async showEstimate(design: vscode.Uri, workload?: string): Promise<void> {
    const query: Query = { about: 'estimate', uri: design.toString(), ...(workload === undefined ? {} : { workload }) };
    await vscode.commands.executeCommand('markdown.showPreviewToSide', address(`Estimate of ${nameOf(design)}`, query));
  }

  /** What is known about a word. */
  async showWord(word: string): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreview', address(word, { about: 'word', word }));
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const asked = JSON.parse(query) as Query;
    if (asked.about === 'word') {
      const page = await this.server.request(explain, { word: asked.word });
      return page?.markdown ?? `Nothing is known about \`${asked.word.replaceAll('`', "'")}\`.`;
    }
    const { uri, workload = vscode.workspace.getConfiguration('sysdesign').get('workload', '') } = asked;
    const page = await this.server.request(estimate, { uri, ...(workload === '' ? {} : { workload }) });
    return page?.markdown ?? 'There is nothing to estimate: the design has no workload.';
  }

  private renew(design: string): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== Pages.scheme) continue;
      const asked = JSON.parse(uri.query) as Query;
      if (asked.about !== 'word' && asked.uri === design) this.changed.fire(uri);
    }
  }
}

type Query =
  | { readonly about: 'estimate'; readonly uri: string; readonly workload?: string }
  | { readonly about: 'word'; readonly word: string };

const nameOf = ({ path }: vscode.Uri) => /([^/]+?)(\.sysdesign)?$/u.exec(path)?.[1] ?? 'design';

function address(title: string, query: Query): vscode.Uri {
  return vscode.Uri.from({ scheme: Pages.scheme, path: `/${title}.md`, query: JSON.stringify(query) });
}
