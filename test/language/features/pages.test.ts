import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noPages } from '../../../language/explanation/page.js';
import { estimateReport, explainPage } from '../../../language/features/pages.js';
import { root } from '../../root.js';
import { snapshotOf } from './marked.js';

const shop = `design "Shop | <b>"
client c
service s { work 5 ms }
database idle : postgres
flow f { c -> s }
workload day "Busy" { f at 1/s }
workload night { f at 2/s }
expect under night { p99(f) < 1 s }
`;

describe('pages of commands', () => {
  it('an estimate: expectations, flows, components, methods', async () => {
    const { snapshot } = await snapshotOf(shop);
    const page = estimateReport(snapshot, 'night');
    assert.equal(page?.title, 'Shop | <b>: night');
    for (const part of [
      '# Shop \\| &lt;b&gt;: `night`',
      '| ✓ | `p99(f) < 1 s` |',
      '| `f` | 2/s |',
      '| `s` |',
      'Not visited: `idle`.',
      '## How it was computed',
    ])
      assert.ok(page?.markdown.includes(part), `no ${part} in\n${page?.markdown}`);
  });
  it('the workload: by name, by `expect` block, by the settings, the first', async () => {
    const { snapshot } = await snapshotOf(shop);
    const title = (id?: string, workload = '') =>
      estimateReport({ ...snapshot, settings: { ...snapshot.settings, workload } }, id)?.title.split(': ')[1];
    assert.deepEqual(
      [title('day'), title('expect'), title(undefined, 'night'), title(), title('no such')],
      ['day', 'night', 'night', 'day', 'day'],
    );
  });
  it('no page without workload', async () => {
    assert.equal(estimateReport((await snapshotOf('service s')).snapshot), undefined);
  });
  it('a word, with the manual and without', () => {
    const read = (path: string): string => readFileSync(join(root, path), 'utf8');
    assert.match(explainPage('stale_quorum', read)?.markdown ?? '', /^# stale-quorum\n/);
    assert.match(explainPage('stale-quorum', noPages)?.markdown ?? '', /^# stale-quorum\n[\s\S]*## Sources/);
    assert.match(explainPage('jitter', read)?.markdown ?? '', /jitter/);
    assert.match(explainPage('jitter', noPages)?.markdown ?? '', /^# jitter\n\n- Spreads/);
    assert.equal(explainPage('nonsense-word', read), undefined);
    assert.equal(explainPage('__proto__', noPages), undefined);
    assert.equal(explainPage('', noPages), undefined);
  });
});
