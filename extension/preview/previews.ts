import * as vscode from 'vscode';
import type { Server } from '../server.js';
import { Preview } from './preview.js';

/**
 * All previews: panels beside the text, and editors that show a design instead of its text. Panels come back when the
 * window is loaded anew.
 */
export class Previews implements vscode.WebviewPanelSerializer, vscode.CustomTextEditorProvider, vscode.Disposable {
  /** Of panels. */
  static readonly panelType = 'sysdesign.preview';
  /** Of editors; the manifest names it. */
  static readonly editorType = 'sysdesign.picture';
  private readonly open = new Set<Preview>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
    private readonly extension: vscode.Uri,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(Previews.panelType, this),
      vscode.window.registerCustomEditorProvider(Previews.editorType, this, {
        supportsMultipleEditorsPerDocument: true,
      }),
    ];
  }

  dispose(): void {
    for (const one of [...this.subscriptions, ...this.open]) one.dispose();
  }

  /** The design of the preview that has the focus. */
  get active(): vscode.Uri | undefined {
    return [...this.open].find(({ panel }) => panel.active)?.uri;
  }

  /** Shows a design beside its text, where it is shown already or else anew; `part` is what to look at. */
  async showBeside(uri: vscode.Uri, part?: string): Promise<void> {
    // The server knows what is open.
    await vscode.workspace.openTextDocument(uri);
    const known = [...this.open].find(
      (one) => one.uri.toString() === uri.toString() && one.panel.viewType === Previews.panelType,
    );
    known?.panel.reveal(undefined, true);
    const preview = known ?? this.attach(this.newPanel(uri), uri);
    if (part !== undefined) preview.showPart(part);
  }

  /** A panel of the last session. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { uri } = (state ?? {}) as { readonly uri?: unknown };
    if (typeof uri !== 'string' || uri === '') return panel.dispose();
    const design = vscode.Uri.parse(uri);
    this.attach(panel, design);
    await vscode.workspace.openTextDocument(design).then(undefined, () => undefined);
  }

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    this.attach(panel, document.uri);
  }

  private newPanel(uri: vscode.Uri): vscode.WebviewPanel {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return vscode.window.createWebviewPanel(Previews.panelType, `Preview ${nameOf(uri)}`, place);
  }

  private attach(panel: vscode.WebviewPanel, uri: vscode.Uri): Preview {
    const preview = new Preview(panel, uri, this.server, this.log, this.extension);
    this.open.add(preview);
    panel.onDidDispose(() => {
      this.open.delete(preview);
      preview.dispose();
    });
    return preview;
  }
}

const nameOf = ({ path }: vscode.Uri) => path.slice(path.lastIndexOf('/') + 1);
