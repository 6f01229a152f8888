import * as vscode from 'vscode';
import * as assert from './assert.js';
import { closeAll, open, until } from './workspace.js';

describe('formatting', () => {
  afterEach(closeAll);

  it('lays a document out, once', async () => {
    const document = await open('untidy.sysdesign');
    const ask = () =>
      vscode.commands
        .executeCommand<vscode.TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', document.uri, {
          tabSize: 2,
          insertSpaces: true,
        })
        .then((edits) => edits ?? []);
    const edits = await until('the layout', ask, (all) => all.length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /service api \{\n {2}instances 2 {2}cores 2\n {2}work 5 ms\n\}/u);
    assert.deepEqual(await ask(), []);
  });
});
