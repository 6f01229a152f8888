/** `sysdesign check --fix` changes files, and only what needs no asking. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { designs, sysdesign } from './run.js';

describe('sysdesign check --fix', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sysdesign-fix-'));
    for (const name of ['fixable.sysdesign', 'fixable-parts.sysdesign'])
      cpSync(join(designs, name), join(folder, name));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

  it('writes the design and what it imports, and prints JSON of what is left', async () => {
    const { stdout } = await sysdesign(['check', 'fixable.sysdesign', '--fix', '--format', 'json'], { folder });
    assert.match(text('fixable.sysdesign'), /timeout 2 s \}\nservice shop \{ instances 6 {2}cores 2 {2}work 4 ms \}/u);
    assert.match(text('fixable-parts.sysdesign'), /evict lru {2}memory/u);
    const { findings } = JSON.parse(stdout.toString('utf8')) as { findings: readonly { message: string }[] };
    assert.ok(findings.some(({ message }) => message.includes('`shopp`')));
  });

  it('finds nothing more to do the second time', async () => {
    const before = text('fixable.sysdesign');
    const { stderr } = await sysdesign(['check', 'fixable.sysdesign', '--fix'], { folder });
    assert.match(stderr, /nothing to mend/u);
    assert.equal(text('fixable.sysdesign'), before);
  });
});
