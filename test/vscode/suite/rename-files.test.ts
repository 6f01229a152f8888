import * as vscode from 'vscode';
import * as assert from './assert.js';
import { closeAll, fileUri, open, until } from './workspace.js';

/** Moves as the explorer does, which asks extensions first what else is to change. */
async function move(from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(fileUri(from), fileUri(to));
  assert.ok(await vscode.workspace.applyEdit(edit), `${from} can be moved`);
}

/** Text of a file in the editor, saved or not. */
async function textIn(name: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(fileUri(name))).getText();
}

const reads = (name: string, path: string) =>
  until(
    `the path in ${name}`,
    () => textIn(name),
    (text) => text.includes(`from "${path}"`),
  );

const write = (name: string, text: string) =>
  vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));

describe('renaming files', () => {
  afterEach(closeAll);

  it('changes the path in a file that is open', async () => {
    await open('shop.sysdesign');
    await move('platform.sysdesign', 'ground.sysdesign');
    await reads('shop.sysdesign', './ground.sysdesign');
    await move('ground.sysdesign', 'platform.sysdesign');
    await reads('shop.sysdesign', './platform.sysdesign');
  });

  it('changes the path when a folder moves, in files that are closed', async () => {
    await write('parts/queue.sysdesign', 'template log : kafka { partitions 12 }\n');
    await write('user.sysdesign', 'import { log } from "./parts/queue.sysdesign"\n');
    try {
      await open('quorum.sysdesign');
      // Files that appear are noticed by watchers, which take their time.
      await until(
        'the new files are known',
        () => vscode.commands.executeCommand<unknown[]>('vscode.executeWorkspaceSymbolProvider', 'log'),
        (found) => found.length > 0,
      );
      await move('parts', 'pieces');
      await reads('user.sysdesign', './pieces/queue.sysdesign');
    } finally {
      for (const name of ['parts', 'pieces', 'user.sysdesign'])
        await vscode.workspace.fs.delete(fileUri(name), { recursive: true }).then(undefined, () => undefined);
    }
  });
});
