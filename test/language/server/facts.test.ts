import assert from 'node:assert/strict';
import type { CodeLens, Hover, InlayHint } from 'vscode-languageserver-types';
import type { ExpectationGroup, Page } from '../../../language/protocol.js';
import { Client } from './client.js';

const shop = `client people
service api { work 5 ms }
flow buy { people -> api }
workload day { buy at 10/s }
expect { p99(buy) < 1 s }
`;

describe('facts over stdio', () => {
  let client: Client;
  let textDocument: { readonly uri: string };
  beforeEach(async () => {
    client = await new Client().start();
    textDocument = { uri: client.uri('shop.sysdesign') };
    await client.open('shop.sysdesign', shop);
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  it('hover, with links into the manual', async () => {
    assert.equal(client.capabilities.hoverProvider, true);
    const hover = (line: number, character: number) =>
      client.request<Hover | null>('textDocument/hover', { textDocument, position: { line, character } });
    const api = await hover(1, 9);
    assert.match(JSON.stringify(api?.contents), /\*\*service\*\* `api`.*utilization/);
    assert.deepEqual(api?.range, { start: { line: 1, character: 8 }, end: { line: 1, character: 11 } });
    assert.match(JSON.stringify((await hover(1, 15))?.contents), /\(file:\/\/\/.*\/docs\/settings\.md#work\)/);
    assert.equal(await hover(50, 0), null);
  });

  it('hover in a fence of Markdown', async () => {
    await client.open('notes.md', `# Notes\n\n\`\`\`sysdesign\n${shop}\`\`\`\n`, 'markdown');
    const hover = (line: number) =>
      client.request<Hover | null>('textDocument/hover', {
        textDocument: { uri: client.uri('notes.md') },
        position: { line, character: 9 },
      });
    const found = await hover(4);
    assert.match(JSON.stringify(found?.contents), /`api`/);
    assert.equal(found?.range?.start.line, 4);
    assert.equal(await hover(0), null);
  });

  it('inlay hints, as the settings say', async () => {
    const hints = () => client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: everywhere });
    assert.deepEqual(
      (await hints()).map(({ position }) => position.line),
      [1, 2, 4],
    );
    client.settings = { inlayHints: { enabled: false } };
    await client.notify('workspace/didChangeConfiguration', { settings: {} });
    for (let left = 50; left > 0 && (await hints()).length > 0; left--)
      await new Promise((done) => setTimeout(done, 20));
    assert.deepEqual(await hints(), []);
  });

  it('code lenses', async () => {
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['▷ preview', '▷ preview', 'estimate: 1 of 1 expectation met', 'estimate: 1 of 1 expectation met'],
    );
    assert.deepEqual(lenses[1]?.command?.arguments, [textDocument.uri, 'day']);
  });

  it('expectations, the estimate and explanations for commands', async () => {
    const groups = await client.request<ExpectationGroup[]>('sysdesign/expectations', textDocument);
    assert.deepEqual(
      groups[0]?.expectations.map(({ status }) => status),
      ['met'],
    );
    const page = await client.request<Page | null>('sysdesign/estimate', { ...textDocument, workload: 'day' });
    assert.match(page?.markdown ?? '', /## Flows/);
    assert.equal(await client.request('sysdesign/estimate', { uri: client.uri('none.sysdesign') }), null);
    const rule = await client.request<Page | null>('sysdesign/explain', { word: 'retry-storm' });
    assert.match(rule?.markdown ?? '', /# retry-storm[\s\S]*```sysdesign/);
    assert.doesNotMatch(rule?.markdown ?? '', /\]\(\.\.?\//);
    assert.equal(await client.request('sysdesign/explain', { word: 'no-such-word' }), null);
    assert.deepEqual(await client.request('sysdesign/expectations', { uri: client.uri('none.sysdesign') }), []);
  });
});
