import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, open, replace, textOf, until, untitled } from './workspace.js';

async function labels(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('completion', () => {
  afterEach(closeAll);

  it('knows names by what may stand there', async () => {
    const document = await open('shop.sysdesign');
    const found = await until(
      'completion of a store',
      () => labels(document, at(document, 'read Order from <|>orders')),
      (all) => all.includes('orders'),
    );
    assert.ok(!found.includes('day'), 'a workload is no store');
  });

  it('knows settings of the kind, technologies and values', async () => {
    const document = await untitled('cache c : redis {\n  \n}\n');
    await until(
      'settings',
      () => labels(document, new vscode.Position(1, 2)),
      (all) => all.includes('ttl') && all.includes('evict'),
    );
    await until(
      'technologies',
      () => labels(document, at(document, ': <|>redis')),
      (all) => all.includes('memcached'),
    );
    await replace(document, '\n  \n', '\n  evict \n');
    await until(
      'values',
      () => labels(document, new vscode.Position(1, 8)),
      (all) => all.includes('lru'),
    );
  });

  it('documents what it offers', async () => {
    const document = await untitled('cache c : redis {\n  \n}\n');
    const items = await until(
      'documentation',
      () =>
        vscode.commands
          .executeCommand<vscode.CompletionList>(
            'vscode.executeCompletionItemProvider',
            document.uri,
            new vscode.Position(1, 2),
            undefined,
            100,
          )
          .then((list) => list.items),
      (all) =>
        all.some(
          ({ label, documentation }) =>
            (typeof label === 'string' ? label : label.label) === 'ttl' && textOf(documentation) !== '',
        ),
    );
    assert.ok(items.length > 5);
  });
});
