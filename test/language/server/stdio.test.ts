import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from './client.js';

const shop = `client people
service api { work 5 ms  availability 99.9% }
flow buy { people -> api }
workload day { buy at 10/s }
`;

describe('language server over stdio', () => {
  let client: Client;
  beforeEach(async () => {
    client = await new Client({ 'parts.sysdesign': 'service api { work 5 ms }\n' }).start();
  });
  afterEach(async () => {
    assert.equal(await client.stop(), 0);
  });

  it('tells the findings of an open document and takes them back when they are mended', async () => {
    await client.open('shop.sysdesign', shop.replace('5 ms', '5mss'));
    const [first] = await client.said('shop.sysdesign');
    assert.equal(first?.code, 'unit-mismatch');
    assert.deepEqual(first?.range, { start: { line: 1, character: 19 }, end: { line: 1, character: 23 } });
    await client.change('shop.sysdesign', shop);
    const codes = (await client.said('shop.sysdesign')).map(({ code }) => code);
    assert.ok(!codes.includes('unit-mismatch'), codes.join());
  });

  it('reads imports from disk, and again when they change', async () => {
    await client.open(
      'main.sysdesign',
      'import { api, gone } from "parts.sysdesign"\nclient people\nflow f { people -> api }\n',
    );
    const said = await client.said('main.sysdesign', (all) => all.some(({ code }) => code === 'import'));
    assert.match(said.find(({ code }) => code === 'import')?.message ?? '', /declares no `gone`/);
    writeFileSync(join(client.folder, 'parts.sysdesign'), 'service api { work 5 ms }\nservice gone { work 1 ms }\n');
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('parts.sysdesign'), type: 2 }],
    });
    await client.said('main.sysdesign', (all) => all.every(({ code }) => code !== 'import'));
  });

  it('an open document outranks its file, and what is said of an imported file is shown there', async () => {
    await client.open(
      'main.sysdesign',
      'import "parts.sysdesign"\nclient people\nflow f { people -> api }\nworkload w { f at 1000000/s }\n',
    );
    await client.open('parts.sysdesign', 'service api { work 5 ms  cores 1  instances 1 }\n');
    const said = await client.said('parts.sysdesign', (all) => all.length > 0);
    assert.ok(said.some(({ code }) => code === 'overload' || code === 'utilization-high' || code !== undefined));
  });

  it('checks fences of Markdown where they stand', async () => {
    await client.open('notes.md', `# Notes\n\n\`\`\`sysdesign\n${shop.replace('5 ms', '5mss')}\`\`\`\n`, 'markdown');
    const [first] = await client.said('notes.md');
    assert.equal(first?.code, 'unit-mismatch');
    assert.equal(first?.range.start.line, 4);
  });

  it('severities of sysdesign.json hold', async () => {
    writeFileSync(join(client.folder, 'sysdesign.json'), '{ "severities": { "unit-mismatch": "off" } }');
    await client.open('shop.sysdesign', shop.replace('5 ms', '5mss'));
    const codes = (await client.said('shop.sysdesign')).map(({ code }) => code);
    assert.ok(!codes.includes('unit-mismatch'), codes.join());
  });

  it('names of files may hold blanks and other letters', async () => {
    writeFileSync(join(client.folder, 'größe 1.sysdesign'), 'service api { work 5 ms }\n');
    await client.open('main.sysdesign', 'import "größe 1.sysdesign"\nclient people\nflow f { people -> api }\n');
    const codes = (await client.said('main.sysdesign')).map(({ code }) => code);
    assert.ok(!codes.includes('import'), codes.join());
  });
});
