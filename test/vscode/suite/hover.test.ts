import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, open, textOf, until } from './workspace.js';

async function hover(document: vscode.TextDocument, place: string): Promise<string> {
  const found = await until(
    `hover at ${place}`,
    () =>
      vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, place)),
    (all) => all.length > 0,
  );
  return found.flatMap(({ contents }) => contents.map(textOf)).join('\n');
}

describe('hover', () => {
  afterEach(closeAll);

  it('says what a component does under its load', async () => {
    const document = await open('shop.sysdesign');
    assert.match(await hover(document, 'service sh<|>op'), /shop/u);
  });

  it('explains settings', async () => {
    const document = await open('shop.sysdesign');
    assert.match(await hover(document, 'insta<|>nces 6'), /instances/u);
  });

  it('works inside Markdown fences, and says nothing around them', async () => {
    const document = await open('notes.md');
    assert.match(await hover(document, 'service a<|>pi { instances 2'), /api/u);
    const outside = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at(document, 'A de<|>sign in a page'),
    );
    assert.equal(outside.length, 0);
  });
});
