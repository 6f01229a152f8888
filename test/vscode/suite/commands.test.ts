import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, codeOf, fileUri, findings, open, replace, until } from './workspace.js';

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

describe('commands', () => {
  afterEach(closeAll);

  it('opens a template as a document of its own', async () => {
    await vscode.commands.executeCommand('sysdesign.newDesign', 'first design');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    assert.equal(document?.languageId, 'sysdesign');
    assert.match(document?.getText() ?? '', /^design "My first design"/u);
  });

  it('checks designs that are not open', async () => {
    await open('platform.sysdesign');
    const report = await vscode.commands.executeCommand<{ files: number; errors: number }>('sysdesign.checkWorkspace');
    assert.equal(report.files, 4);
    assert.equal(report.errors, 2);
    await findings(fileUri('quorum.sysdesign'), (all) => all.some((one) => codeOf(one) === 'stale-quorum'));
  });

  it('shows the page of the rule at the cursor', async () => {
    const document = await open('quorum.sysdesign');
    await findings(document.uri, (all) => all.length > 0);
    const editor = await vscode.window.showTextDocument(document);
    const cursor = at(document, 'replicas 3 lea<|>derless');
    editor.selection = new vscode.Selection(cursor, cursor);
    await vscode.commands.executeCommand('sysdesign.explain');
    await until('the page', tabs, (all) => all.some((label) => label.includes('stale-quorum')));
  });

  it('shows the estimate, beside the design', async () => {
    await open('shop.sysdesign');
    await vscode.commands.executeCommand('sysdesign.showEstimate');
    await until('the estimate', tabs, (all) => all.some((label) => label.includes('Estimate of shop')));
    const page = () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'sysdesign-page')?.getText() ?? '';
    await until('its figures', page, (text) => /\bbuy\b/u.test(text));
  });

  it('writes the chosen workload into the settings', async () => {
    await open('shop.sysdesign');
    await vscode.commands.executeCommand('sysdesign.selectWorkload', 'sale');
    const setting = () => vscode.workspace.getConfiguration('sysdesign').get('workload');
    await until('the setting', setting, (value) => value === 'sale');
    await vscode.commands.executeCommand('sysdesign.selectWorkload', '');
    await until('the setting', setting, (value) => value === '');
  });

  it('starts the server anew', async () => {
    const document = await open('quorum.sysdesign');
    await findings(document.uri, (all) => all.length === 1);
    await vscode.commands.executeCommand('sysdesign.restartServer');
    await findings(document.uri, (all) => all.length === 1);
    await replace(document, 'write one  read one', 'write quorum  read quorum');
    await findings(document.uri, (all) => all.length === 0);
  });
});
