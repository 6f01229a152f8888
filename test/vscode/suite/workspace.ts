/** What tests share: documents of the open folder, and waiting for what VS Code is about to know. */
import * as vscode from 'vscode';

const extension = () => {
  const found = vscode.extensions.getExtension('sysdesign.sysdesign');
  if (found === undefined) throw new Error('the extension is not installed');
  return found;
};

export interface Api {
  readonly ready: Promise<void>;
  readonly expectations: { readonly controller: vscode.TestController; readonly profile: vscode.TestRunProfile };
}

/** The extension's own exports, once its server answers. */
export async function api(): Promise<Api> {
  const exports = (await extension().activate()) as Api;
  await exports.ready;
  return exports;
}

export function fileUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a file of the folder in an editor. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  await vscode.window.showTextDocument(document);
  await api();
  return document;
}

/** Opens a design that is on no disk. */
export async function untitled(content: string, language = 'sysdesign'): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  if (document.getText() !== content) {
    // VS Code brings back what it saved of the last one of this name, when that was closed a moment ago.
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), content);
    await vscode.workspace.applyEdit(edit);
  }
  await api();
  return document;
}

/** The first position of a word, or of `<|>` in a text around it: `write Or<|>der to`. */
export function at(document: vscode.TextDocument, text: string): vscode.Position {
  const cursor = Math.max(0, text.indexOf('<|>'));
  const offset = document.getText().indexOf(text.replace('<|>', ''));
  if (offset < 0) throw new Error(`'${text}' is not in ${document.uri}`);
  return document.positionAt(offset + cursor);
}

/** Asks again until the answer is as wanted; gives up after a while and says what the last answer was. */
export async function until<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
  isWanted: (answer: T) => boolean,
  patience = 10_000,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen; last: ${printed(answer)}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

function printed(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 1500);
  } catch {
    return String(value);
  }
}

/** Findings of a document, once they are as wanted. */
export function findings(
  uri: vscode.Uri,
  isWanted: (all: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return until(`findings of ${uri.path}`, () => own(uri), isWanted);
}

const own = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'sysdesign');

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Replaces the first occurrence of a text, without saving. */
export async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const start = at(document, before);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(start, start.translate(0, before.length)), after);
  await vscode.workspace.applyEdit(edit);
}

/** Closes everything and forgets what was not saved. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    const editor = await shown(document);
    if (editor !== undefined) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** `undefined` when its file has moved since. */
async function shown(document: vscode.TextDocument): Promise<vscode.TextEditor | undefined> {
  try {
    return await vscode.window.showTextDocument(document);
  } catch {
    return undefined;
  }
}

/** Text of a Markdown value, in whichever of its forms. */
export function textOf(value: vscode.MarkdownString | vscode.MarkedString | string | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : value.value;
}
