import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList, SignatureHelp } from 'vscode-languageserver-types';
import { Client } from './client.js';

describe('completion over stdio', () => {
  let client: Client;
  beforeEach(async () => {
    client = await new Client({ 'parts.sysdesign': 'service far { work 5 ms }\n' }).start();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const complete = (name: string, line: number, character: number, triggerCharacter?: string) =>
    client.request<CompletionList | null>('textDocument/completion', {
      textDocument: { uri: client.uri(name) },
      position: { line, character },
      context: triggerCharacter === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter },
    });

  it('answers with snippets, ranges and documentation on request', async () => {
    const text = 'client app\nservice api { wo }\nflow f { app -> api }\n';
    await client.open('shop.sysdesign', text);
    assert.deepEqual(client.capabilities.completionProvider, {
      triggerCharacters: [' ', ':', '.', '>', '"', '(', '/'],
      resolveProvider: true,
    });
    const list = await complete('shop.sysdesign', 1, 16);
    assert.equal(list?.isIncomplete, false);
    const work = list?.items.find(({ label }) => label === 'work');
    assert.equal(work?.insertTextFormat, 2);
    assert.deepEqual(work?.textEdit, {
      range: { start: { line: 1, character: 14 }, end: { line: 1, character: 16 } },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet
      newText: 'work ${1:lognormal(3 ms, cv 1.5)}',
    });
    assert.equal(work?.documentation, undefined);
    const resolved = await client.request<CompletionItem>('completionItem/resolve', work ?? {});
    assert.match(JSON.stringify(resolved.documentation), /one core is busy.*settings\.md#work/);
  });

  it('imports names of other files', async () => {
    await client.open('shop.sysdesign', 'client app\nflow f { app -> f }\n');
    const far = (await complete('shop.sysdesign', 1, 17))?.items.find(({ label }) => label === 'far');
    assert.deepEqual(far?.additionalTextEdits, [
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        newText: 'import { far } from "./parts.sysdesign"\n',
      },
    ]);
  });

  it('keeps up with typing, in long documents too', async () => {
    const many = Array.from({ length: 400 }, (_, i) => `service s${i} { work 5 ms  instances 3  cores 2 }\n`).join('');
    await client.open('long.sysdesign', `client app\n${many}`);
    await client.said('long.sysdesign');
    await client.change('long.sysdesign', `client app\n${many}flow f { app -> `);
    const list = await complete('long.sysdesign', 401, 15, '>');
    assert.equal(list?.items.filter(({ label }) => /^s\d+$/u.test(label)).length, 400);
    assert.ok(list?.items.some(({ label }) => label === 'far'));
  });

  it('in a fence of Markdown, at its own place', async () => {
    await client.open('notes.md', '# Notes\n\n```sysdesign\nclient app\nflow f { ap }\n```\n', 'markdown');
    const app = (await complete('notes.md', 4, 11))?.items.find(({ label }) => label === 'app');
    assert.equal(app?.textEdit !== undefined && 'range' in app.textEdit ? app.textEdit.range.start.line : -1, 4);
    const far = (await complete('notes.md', 4, 9))?.items.find(({ label }) => label === 'far');
    assert.equal(far?.additionalTextEdits?.[0]?.range.start.line, 3);
    assert.equal(await complete('notes.md', 0, 3), null);
  });

  it('signature help', async () => {
    await client.open('shop.sysdesign', 'service api { work lognormal(3 ms,  }\n');
    const help = await client.request<SignatureHelp | null>('textDocument/signatureHelp', {
      textDocument: { uri: client.uri('shop.sysdesign') },
      position: { line: 0, character: 35 },
    });
    assert.equal(help?.signatures[0]?.label, 'lognormal(mean, cv)');
    assert.equal(help?.activeParameter, 1);
  });
});
