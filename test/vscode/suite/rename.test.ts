import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, fileUri, open, until } from './workspace.js';

describe('rename', () => {
  afterEach(closeAll);

  it('changes a name in all files', async () => {
    const document = await open('platform.sysdesign');
    const edit = await until(
      'the rename',
      () =>
        vscode.commands
          .executeCommand<vscode.WorkspaceEdit>(
            'vscode.executeDocumentRenameProvider',
            document.uri,
            at(document, 'template safe<|>_postgres'),
            'careful_postgres',
          )
          .then(undefined, () => new vscode.WorkspaceEdit()),
      ({ size }) => size === 2,
    );
    const shop = edit.get(fileUri('shop.sysdesign'));
    assert.equal(shop.length, 2, 'its import and its use');
    assert.equal(edit.get(document.uri).length, 1);
    await vscode.workspace.applyEdit(edit);
    const other = await vscode.workspace.openTextDocument(fileUri('shop.sysdesign'));
    assert.ok(other.getText().includes('import { careful_postgres }'));
    assert.ok(other.getText().includes('orders : careful_postgres'));
  });

  it('refuses what is no name', async () => {
    const document = await open('shop.sysdesign');
    await assert.rejects(
      async () =>
        await vscode.commands.executeCommand(
          'vscode.executeDocumentRenameProvider',
          document.uri,
          at(document, 'service sh<|>op'),
          'not a name',
        ),
    );
  });
});
