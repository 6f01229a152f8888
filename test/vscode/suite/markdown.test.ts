import * as vscode from 'vscode';
import * as assert from './assert.js';
import { at, closeAll, findings, open, until } from './workspace.js';

describe('Markdown', () => {
  afterEach(closeAll);

  it('is checked inside fences, at their lines', async () => {
    const document = await open('notes.md');
    const all = await findings(document.uri, (some) => some.length > 0);
    const { line } = at(document, 'instances many');
    assert.ok(all.some(({ range }) => range.start.line === line));
    const fragment = at(document, 'replicas 3 leader async').line;
    assert.ok(!all.some(({ range }) => range.start.line === fragment), 'fragments are left alone');
  });

  it('shows designs as pictures for light and dark', async () => {
    const document = await open('notes.md');
    const html = await until(
      'the picture',
      () => vscode.commands.executeCommand<string>('markdown.api.render', document),
      (text) => !text.includes('sysdesign-wait') && text.includes('data:image/svg+xml'),
    );
    const pictures = [...html.matchAll(/<img class="sysdesign-(light|dark)" alt="([^"]*)"/gu)];
    assert.deepEqual(
      pictures.map((match) => match[1]),
      ['light', 'dark', 'light', 'dark'],
    );
    assert.match(pictures[0]?.[2] ?? '', /Browser/u);
    const [, base64 = ''] = /base64,([^"]+)"/u.exec(html) ?? [];
    assert.match(
      new TextDecoder().decode(Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))),
      /^<svg[\s\S]*<\/svg>/u,
    );
  });

  it('shows what is wrong below the picture', async () => {
    const document = await open('notes.md');
    await until(
      'the list of errors',
      () => vscode.commands.executeCommand<string>('markdown.api.render', document),
      (text) => /sysdesign-errors/u.test(text),
    );
  });

  it('leaves other fences to others', async () => {
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', '```js\nlet a = 1;\n```\n');
    assert.ok(!html.includes('sysdesign'));
  });
});
