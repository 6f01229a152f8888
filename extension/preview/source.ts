import * as vscode from 'vscode';
import { type DrawableFinding, idsAt, placeOf } from '../../language/protocol.js';
import { isDesign } from '../language-id.js';
import type { Server } from '../server.js';

/** Milliseconds that the cursor rests before the picture follows it. */
const REST = 120;

/** The text of a design beside its preview: goes to places in it, and says where the cursor is. */
export class Source implements vscode.Disposable {
  private readonly moved = new vscode.EventEmitter<readonly string[]>();
  private readonly subscriptions: readonly vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the preview itself has put the cursor, which is no news to it. */
  private own: string | undefined;
  /** Ids of the design that the cursor is at. */
  readonly onDidMove = this.moved.event;

  /** @param column where the preview is, as the text shall not hide it */
  constructor(
    private readonly design: vscode.Uri,
    private readonly server: Server,
    private readonly column: () => vscode.ViewColumn | undefined,
  ) {
    this.subscriptions = [
      this.moved,
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const [selection] = selections;
        if (selection !== undefined && isDesign(textEditor.document))
          this.follow(textEditor.document, selection.active);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const one of this.subscriptions) one.dispose();
  }

  /** Says where the cursor is, for a preview that has just begun. */
  tell(): void {
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === this.design.toString(),
    );
    if (editor !== undefined) this.follow(editor.document, editor.selection.active);
  }

  /** Shows the text of an id; `isFocused`: and types go there. */
  async reveal(id: string, isFocused: boolean): Promise<void> {
    const place = await this.server.request(placeOf, { uri: this.design.toString(), id });
    if (place === undefined || place === null) return;
    await this.show(vscode.Uri.parse(place.uri), rangeOf(place.range), isFocused);
  }

  /** Goes to a finding and opens what mends it. */
  async offerFix({ range, isFixable }: DrawableFinding): Promise<void> {
    await this.show(this.design, rangeOf(range), true);
    if (isFixable) await vscode.commands.executeCommand('editor.action.quickFix');
  }

  /** Writes something at the end of the design, and goes there. */
  async append(text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.design);
    const end = document.lineAt(document.lineCount - 1).range.end;
    const before = document.getText();
    const gap = before.trim() === '' ? '' : before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
    const edit = new vscode.WorkspaceEdit();
    edit.insert(this.design, end, `${gap}${text}`);
    if (!(await vscode.workspace.applyEdit(edit))) return;
    const line = end.line + gap.length;
    await this.show(this.design, new vscode.Range(line, 0, line, 0), true);
  }

  private async show(uri: vscode.Uri, range: vscode.Range, isFocused: boolean): Promise<void> {
    this.own = said(uri, range.start);
    const selection = new vscode.Range(range.start, range.start);
    const known = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const viewColumn = known?.viewColumn ?? this.columnOf(uri);
    const editor = await vscode.window.showTextDocument(uri, { selection, viewColumn, preserveFocus: !isFocused });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Where a text is open behind another, else a column beside the preview. */
  private columnOf(uri: vscode.Uri): vscode.ViewColumn {
    const group = vscode.window.tabGroups.all.find(({ tabs }) =>
      tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
    );
    const other = vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn !== this.column());
    return group?.viewColumn ?? other?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  private follow(document: vscode.TextDocument, position: vscode.Position): void {
    clearTimeout(this.timer);
    const isOwn = this.own === said(document.uri, position);
    this.own = undefined;
    if (isOwn) return;
    this.timer = setTimeout(async () => {
      const [uri, file] = [this.design.toString(), document.uri.toString()];
      const ids = await this.server.request(idsAt, { uri, file, position });
      if (ids !== undefined && ids.length > 0) this.moved.fire(ids);
    }, REST);
  }
}

const said = (uri: vscode.Uri, { line, character }: vscode.Position) => `${uri.toString()} ${line}:${character}`;

function rangeOf({ start, end }: DrawableFinding['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
