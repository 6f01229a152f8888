/** Code actions and formatting as an editor gets them. */
import assert from 'node:assert/strict';
import type { CodeAction, TextEdit } from 'vscode-languageserver-protocol';
import { Client } from './client.js';

const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });

describe('code actions over stdio', () => {
  let client: Client;
  beforeEach(async () => {
    client = await new Client().start();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const ask = async (name: string, range: object, only?: readonly string[]): Promise<readonly CodeAction[]> =>
    client.request('textDocument/codeAction', {
      textDocument: { uri: client.uri(name) },
      range,
      context: { diagnostics: await client.said(name), ...(only === undefined ? {} : { only }) },
    });

  it('fix a diagnostic at once, with the version it was made for', async () => {
    await client.open('a.sysdesign', 'service api { work 5 msec }\n');
    const [fix] = await ask('a.sysdesign', at(0, 22), ['quickfix']);
    assert.equal(fix?.isPreferred, true);
    assert.equal(fix?.diagnostics?.[0]?.code, 'unit-mismatch');
    assert.deepEqual(fix?.edit?.documentChanges, [
      {
        textDocument: { uri: client.uri('a.sysdesign'), version: 1 },
        edits: [{ range: { start: { line: 0, character: 21 }, end: { line: 0, character: 25 } }, newText: 'ms' }],
      },
    ]);
  });

  it('leave long work until an action is chosen, and use the text of that time', async () => {
    await client.open('a.sysdesign', 'service api { wrok 5 msec }\n');
    const [all] = await ask('a.sysdesign', at(0, 0), ['source.fixAll']);
    assert.ok(all !== undefined && all.edit === undefined && all.data !== undefined);
    await client.change('a.sysdesign', '\nservice api { wrok 5 msec }\n');
    const whole = await client.request<CodeAction>('codeAction/resolve', all);
    const [change] = whole.edit?.documentChanges ?? [];
    assert.ok(change !== undefined && 'edits' in change);
    assert.deepEqual(
      change.edits.map((edit) => edit.range.start.line),
      [1],
    );
    assert.equal(change.textDocument.version, 2);
    await client.change('a.sysdesign', 'service api { work 5 ms }\n');
    assert.equal((await client.request<CodeAction>('codeAction/resolve', all)).edit, undefined);
  });

  it('make sysdesign.json', async () => {
    await client.open('a.sysdesign', 'client lonely\n');
    const said = await ask('a.sysdesign', at(0, 8), ['quickfix']);
    const off = said.find(({ title }) => title.startsWith('Switch off'));
    assert.deepEqual(off?.edit?.documentChanges?.[0], { kind: 'create', uri: client.uri('sysdesign.json') });
  });

  it('work inside Markdown, on the document itself', async () => {
    await client.open('n.md', '# N\n\n```sysdesign\nservice api { work 5 msec }\n```\n', 'markdown');
    const [fix] = await ask('n.md', at(3, 22), ['quickfix']);
    assert.deepEqual(fix?.edit?.documentChanges, [
      {
        textDocument: { uri: client.uri('n.md'), version: 1 },
        edits: [{ range: { start: { line: 3, character: 21 }, end: { line: 3, character: 25 } }, newText: 'ms' }],
      },
    ]);
  });

  it('refactor', async () => {
    await client.open('a.sysdesign', 'service api { work 1000 us }\n');
    const titles = (await ask('a.sysdesign', at(0, 20), ['refactor'])).map(({ title }) => title);
    assert.ok(titles.includes('Write `1000 us` as `1 ms`'), titles.join());
  });

  it('format a document, a range, and while typing; never the text around a fence', async () => {
    await client.open('a.sysdesign', 'client   a\nservice   b {\n\n}\n');
    const textDocument = { uri: client.uri('a.sysdesign') };
    const options = { tabSize: 8, insertSpaces: false };
    const format = (method: string, params: object, document = textDocument): Promise<readonly TextEdit[] | null> =>
      client.request(`textDocument/${method}`, { textDocument: document, options, ...params });
    assert.ok(((await format('formatting', {})) ?? []).length >= 2);
    const ranged = await format('rangeFormatting', { range: at(0, 0) });
    assert.deepEqual(
      ranged?.map(({ range }) => range.start.line),
      [0],
    );
    const typed = await format('onTypeFormatting', { position: { line: 2, character: 0 }, ch: '\n' });
    assert.deepEqual(typed?.at(-1), { range: at(2, 0), newText: '  ' });
    await client.open('n.md', '# N\n\n```sysdesign\nclient   a\n```\n', 'markdown');
    const fence = { uri: client.uri('n.md') };
    assert.equal(await format('formatting', {}, fence), null);
    assert.equal(await format('rangeFormatting', { range: at(3, 0) }, fence), null);
  });
});
