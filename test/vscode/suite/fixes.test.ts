import * as vscode from 'vscode';
import * as assert from './assert.js';
import { closeAll, codeOf, findings, open, until } from './workspace.js';

describe('quick fixes', () => {
  afterEach(closeAll);

  const actions = (uri: vscode.Uri, range: vscode.Range) =>
    vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, 'quickfix', 50);

  it('make the finding go away', async () => {
    const document = await open('quorum.sysdesign');
    const [finding] = await findings(document.uri, (all) => all.length === 1);
    assert.ok(finding !== undefined);
    const offered = await until(
      'a fix',
      () => actions(document.uri, finding.range),
      (all) => all.some(({ title }) => title === 'Read and write by quorum'),
    );
    const fix = offered.find(({ title }) => title === 'Read and write by quorum');
    assert.ok(fix?.edit !== undefined, 'the fix has an edit that can be previewed');
    await vscode.workspace.applyEdit(fix.edit);
    await findings(document.uri, (all) => !all.some((one) => codeOf(one) === 'stale-quorum'));
    assert.match(document.getText(), /write quorum\s+read quorum/u);
  });

  it('can accept the finding in place', async () => {
    const document = await open('quorum.sysdesign');
    const [finding] = await findings(document.uri, (all) => all.length === 1);
    assert.ok(finding !== undefined);
    const offered = await until(
      'a way to ignore',
      () => actions(document.uri, finding.range),
      (all) => all.some(({ title }) => /ignore/iu.test(title)),
    );
    const ignore = offered.find(({ title }) => /ignore/iu.test(title));
    assert.ok(ignore?.edit !== undefined);
    await vscode.workspace.applyEdit(ignore.edit);
    assert.match(document.getText(), /sysdesign-ignore stale-quorum/u);
  });

  it('show a run in which the finding comes true', async () => {
    const document = await open('quorum.sysdesign');
    const [finding] = await findings(document.uri, (all) => all.length === 1);
    assert.ok(finding !== undefined);
    const offered = await until(
      'a way to see it',
      () => actions(document.uri, finding.range),
      (all) => all.some(({ command }) => command?.command === 'sysdesign.showMe'),
    );
    const show = offered.find(({ command }) => command?.command === 'sysdesign.showMe')?.command;
    assert.ok(show !== undefined);
    await vscode.commands.executeCommand(show.command, ...(show.arguments ?? []));
    const shown = () => vscode.window.activeTextEditor?.document;
    const page = await until('the run', shown, (one) => one?.uri.scheme === 'sysdesign-counterexample');
    assert.match(page?.getText() ?? '', /Basket[\s\S]*seed: \d+[\s\S]*read Basket/u);
  });
});
