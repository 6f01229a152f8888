import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, open, until } from './workspace.js';

describe('navigation', () => {
  afterEach(closeAll);

  it('finds definitions in other files', async () => {
    const document = await open('shop.sysdesign');
    const [found] = await until(
      'the definition',
      () =>
        vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          at(document, 'orders : safe<|>_postgres'),
        ),
      (all) => all.length === 1,
    );
    assert.ok(found !== undefined);
    assert.match(('targetUri' in found ? found.targetUri : found.uri).path, /platform\.sysdesign$/u);
  });

  it('finds references', async () => {
    const document = await open('shop.sysdesign');
    const found = await until(
      'references',
      () =>
        vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          document.uri,
          at(document, 'database or<|>ders'),
        ),
      (all) => all.length > 0,
    );
    assert.equal(found.length, 4, 'the declaration, two steps and the scenario');
  });

  it('outlines the document', async () => {
    const document = await open('shop.sysdesign');
    const symbols = await until(
      'symbols',
      () =>
        vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        ),
      (all) => (all?.length ?? 0) > 0,
    );
    assert.ok(symbols?.some(({ name }) => name.includes('shop')));
  });
});
