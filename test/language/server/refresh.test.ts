import assert from 'node:assert/strict';
import { Client } from './client.js';

const parts = 'service api { work 5 ms  instances 4 }\n';
const main = `import { api } from "parts.sysdesign"
client people
flow buy { people -> api }
workload day { buy at 10/s }
`;

/** Milliseconds after which the server has surely said what it says at a start or an edit. */
const CALM = 700;
const calm = () => new Promise((done) => setTimeout(done, CALM));

describe('figures of other open documents', () => {
  let client: Client;
  beforeEach(async () => {
    client = await new Client({ 'parts.sysdesign': parts, 'main.sysdesign': main }).start();
    await client.open('main.sysdesign', main);
    await client.open('parts.sysdesign', parts);
    await client.said('main.sysdesign');
    await calm();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  const hints = async (name: string) => {
    const textDocument = { uri: client.uri(name) };
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    return JSON.stringify(await client.request('textDocument/inlayHint', { textDocument, range }));
  };

  it('are asked for again when an imported document changes', async () => {
    const before = new Map(client.refreshes);
    const old = await hints('main.sysdesign');
    await client.change('parts.sysdesign', parts.replace('5 ms', '50 ms'));
    assert.ok(await client.refreshed(before), 'hints and lenses');
    assert.notEqual(await hints('main.sysdesign'), old);
  });

  it('are asked for again when an importing document changes', async () => {
    const before = new Map(client.refreshes);
    const old = await hints('parts.sysdesign');
    await client.change('main.sysdesign', main.replace('10/s', '100/s'));
    assert.ok(await client.refreshed(before), 'hints and lenses');
    assert.notEqual(await hints('parts.sysdesign'), old);
  });

  it('are asked for once for several edits', async () => {
    const before = new Map(client.refreshes);
    for (const time of ['6 ms', '7 ms', '8 ms']) await client.change('parts.sysdesign', parts.replace('5 ms', time));
    assert.ok(await client.refreshed(before));
    await calm();
    assert.equal(client.refreshes.get('inlayHint'), (before.get('inlayHint') ?? 0) + 1);
  });

  it('are left alone when the documents have nothing in common', async () => {
    await client.open('other.sysdesign', 'service lonely { work 1 ms }\n');
    await calm();
    const before = new Map(client.refreshes);
    await client.change('other.sysdesign', 'service lonely { work 2 ms }\n');
    assert.ok(!(await client.refreshed(before, CALM)));
  });
});
