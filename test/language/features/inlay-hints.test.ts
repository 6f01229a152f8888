import assert from 'node:assert/strict';
import type { InlayHint } from 'vscode-languageserver-types';
import { inlayHints } from '../../../language/features/inlay-hints.js';
import { offsetAt, positionAt, type Snapshot } from '../../../language/features/snapshot.js';
import { defaultSettings, type Settings } from '../../../language/protocol.js';
import { snapshotOf } from './marked.js';

function all(snapshot: Snapshot, settings: Partial<Settings> = {}): InlayHint[] {
  const end = positionAt(snapshot.file, snapshot.file.text.length);
  return inlayHints(
    { ...snapshot, settings: { ...defaultSettings, ...settings } },
    { start: { line: 0, character: 0 }, end },
  );
}

/** The text with its hints in it, figures as `#`. */
function shown({ file }: Snapshot, hints: readonly InlayHint[]): string {
  let text = file.text;
  for (const { position, label } of [...hints].reverse()) {
    const at = offsetAt(file, position);
    text = `${text.slice(0, at)}«${String(label).replace(/\d+(\.\d+)?/gu, '#')}»${text.slice(at)}`;
  }
  return text;
}

const shop = `client people { }
service api "API" { instances 2  cores 4  work 5 ms }
queue log : kafka { partitions 4 }
flow buy { people -> api }
workload day { buy at 10/s }
workload night { buy at 1000/s }
expect under day { mean(buy) < 1 s  }
expect { utilization(api) < 10% }
`;

describe('inlay hints', () => {
  it('stand behind the heads of components and flows, and behind expectations', async () => {
    const { snapshot } = await snapshotOf(shop);
    assert.equal(
      shown(snapshot, all(snapshot)),
      `client people { }
service api "API"«#.# % · p# # ms» { instances 2  cores 4  work 5 ms }
queue log : kafka { partitions 4 }
flow buy«p# # ms · p# # ms · max #/s» { people -> api }
workload day { buy at 10/s }
workload night { buy at 1000/s }
expect under day { mean(buy) < 1 s«✓ # ms»  }
expect { utilization(api) < 10%«✗ # % at api» }
`
        .replace('«#.# %', '«# %')
        .replace('✗ # % at api', '✗ # %'),
    );
  });
  it('the workload is that of the settings', async () => {
    const { snapshot } = await snapshotOf(shop);
    const label = (workload: string) => String(all(snapshot, { workload })[0]?.label).split(' ·')[0];
    assert.notEqual(label('night'), label('day'));
    assert.equal(label('no such'), label('day'));
  });
  it('only those in the asked range', async () => {
    const { snapshot } = await snapshotOf(shop);
    const hints = inlayHints(snapshot, { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } });
    assert.deepEqual(
      hints.map(({ position }) => position.line),
      [3],
    );
  });
  it('tooltips say the method, what is assumed, and why', async () => {
    const { snapshot } = await snapshotOf(shop);
    const [api, , mean] = all(snapshot).map(({ tooltip }) => (tooltip as { value: string }).value);
    assert.match(api ?? '', /Estimate under `day`\n\n\*.+\* \(.+\)\./);
    assert.match(mean ?? '', /^\*\*met\*\*\n\n- .* under `day`/);
  });
  it('none when they are switched off, without workload, and of an empty text', async () => {
    const { snapshot } = await snapshotOf(shop);
    assert.deepEqual(all(snapshot, { inlayHints: { enabled: false } }), []);
    for (const text of ['', 'service api { work 5 ms }', 'workload w {', 'flow f {'])
      assert.deepEqual(all((await snapshotOf(text)).snapshot), []);
  });
  it('an expectation that cannot be decided says so', async () => {
    const { snapshot } = await snapshotOf('client c\nservice s { }\nflow f { c -> s }\nexpect { p99(f) < 1 s }');
    assert.deepEqual(
      all(snapshot).map(({ label }) => label),
      ['? undecided'],
    );
  });
  it('a component of an imported file is hinted there, not here', async () => {
    const others = { 'parts.sysdesign': 'service api { work 5 ms }' };
    const text = 'import "parts.sysdesign"\nclient c\nflow f { c -> api }\nworkload w { f at 1/s }';
    const { snapshot, project } = await snapshotOf(text, others);
    assert.deepEqual(
      all(snapshot).map(({ position }) => position.line),
      [2],
    );
    const parts = project.snapshot(snapshot.uri.replace('main', 'parts'));
    assert.ok(parts !== undefined);
    assert.match(shown(parts, all(parts)), /^service api«# % · p# # ms» \{/);
  });
  it('a component without block, one in a group, one of a template', async () => {
    const { snapshot } = await snapshotOf(
      'template t : postgres { cores 2 }\nclient c\ngroup g {\n  service s\n  database d : t { }\n}\nflow f { c -> s { call d } }\nworkload w { f at 1/s }',
    );
    assert.match(shown(snapshot, all(snapshot)), / {2}service s«.*»\n {2}database d : t«.*» \{ \}/);
  });
  it('an overloaded component has its load and no latency', async () => {
    const { snapshot } = await snapshotOf(
      'client c\nservice s { instances 1  cores 1  work 1 s }\nflow f { c -> s }\nworkload w { f at 5/s }',
    );
    assert.equal(all(snapshot)[0]?.label, '500 %');
  });
});
