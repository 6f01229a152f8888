import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, open, until } from './workspace.js';

describe('code lenses', () => {
  afterEach(closeAll);

  it('say above expectations how they turn out, by commands that exist', async () => {
    const document = await open('shop.sysdesign');
    const lenses = await until(
      'lenses',
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100),
      (all) => all.some(({ command }) => command !== undefined),
    );
    const { line } = at(document, 'expect under day');
    assert.ok(
      lenses.some(({ range }) => range.start.line === line),
      'one above the expectations',
    );
    const known = new Set(await vscode.commands.getCommands(true));
    const unknown = lenses.flatMap(({ command }) =>
      command === undefined || command.command === '' || known.has(command.command) ? [] : [command.command],
    );
    assert.deepEqual(unknown, []);
  });
});
