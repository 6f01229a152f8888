import assert from 'node:assert/strict';
import { codeLenses } from '../../../language/features/code-lenses.js';
import { defaultSettings } from '../../../language/protocol.js';
import { snapshotOf, uriOf } from './marked.js';

async function lenses(text: string, others: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { snapshot } = await snapshotOf(text, others);
  return codeLenses(snapshot).map(
    ({ range, command }) =>
      `${range.start.line} ${command?.title} ${command?.command.split('.')[1]}(${command?.arguments?.slice(1).join()})`,
  );
}

describe('code lenses', () => {
  it('of workloads, flows, expectations and scenarios', async () => {
    assert.deepEqual(
      await lenses(`client c
service s { work 5 ms }
flow f { c -> s }
workload w { f at 1/s }
expect under w { p99(f) < 1 s  p99(f) < 1 us }
expect { lag(s) < 1 s }
scenario "Crash" { run w for 1 min  expect p99(f) < 1 s }
`),
      [
        '2 ▷ preview openPreview(f)',
        '3 ▷ preview openPreview(w)',
        '3 estimate: 1 of 3 expectations met, 1 undecided showEstimate(w)',
        '4 estimate: 1 of 2 expectations met showEstimate(expect)',
        '5 estimate: 0 of 1 expectation met, 1 undecided showEstimate(expect#2)',
        '6 ▷ run scenario runScenario(crash)',
        '6 preview openPreview(crash)',
      ],
    );
  });
  it('name the document as the client does', async () => {
    const { snapshot } = await snapshotOf('client c\nservice s\nflow f { c -> s }');
    assert.equal(codeLenses(snapshot)[0]?.command?.arguments?.[0], uriOf('main.sysdesign'));
  });
  it('of this document only', async () => {
    const parts = 'client c\nservice s\nflow f { c -> s }\nworkload w { f at 1/s }';
    assert.deepEqual(await lenses('import "parts.sysdesign"', { 'parts.sysdesign': parts }), []);
  });
  it('none when they are switched off', async () => {
    const { snapshot } = await snapshotOf('client c\nservice s\nflow f { c -> s }');
    assert.deepEqual(codeLenses({ ...snapshot, settings: { ...defaultSettings, codeLens: { enabled: false } } }), []);
  });
  it('of unfinished texts', async () => {
    for (const text of [
      '',
      'flow',
      'flow {',
      'workload w',
      'expect under',
      'expect {',
      'scenario',
      'scenario "x" {',
      'scenario "x" { run',
    ])
      await lenses(text);
  });
});
