import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, open, until } from './workspace.js';

describe('call hierarchy', () => {
  afterEach(closeAll);

  it('leads upstream and downstream', async () => {
    const document = await open('shop.sysdesign');
    const [item] = await until(
      'the component',
      () =>
        vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
          'vscode.prepareCallHierarchy',
          document.uri,
          at(document, 'service sh<|>op'),
        ),
      (all) => all.length === 1,
    );
    assert.equal(item?.name, 'shop');
    const incoming = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    const outgoing = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
      'vscode.provideOutgoingCalls',
      item,
    );
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['front'],
    );
    assert.deepEqual(
      outgoing.map(({ to }) => to.name),
      ['orders'],
    );
  });
});
