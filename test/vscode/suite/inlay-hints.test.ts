import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, open, until } from './workspace.js';

const said = ({ label }: vscode.InlayHint) =>
  typeof label === 'string' ? label : label.map(({ value }) => value).join('');

describe('inlay hints', () => {
  afterEach(closeAll);

  it('say load and latency beside components', async () => {
    const document = await open('shop.sysdesign');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await until(
      'hints',
      () => vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole),
      (all) => all.length > 0,
    );
    const { line } = at(document, 'service shop');
    const own = hints.filter(({ position }) => position.line === line).map(said);
    assert.match(own.join(' '), /\d.*%/u);
  });
});
