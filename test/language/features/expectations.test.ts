import assert from 'node:assert/strict';
import { expectationGroups } from '../../../language/features/expectations.js';
import { snapshotOf } from './marked.js';

describe('expectations as tests', () => {
  it('are grouped by block and scenario, with ranges and values', async () => {
    const { snapshot, ranges } = await snapshotOf(`client c
service s { work 5 ms }
flow f { c -> s }
workload w { f at 1/s }
expect under w { ⟦met:mean(f)   <  1 s⟧  ⟦missed:p99(f) < 1 us⟧ }
scenario "Crash" { run w for 1 min  ⟦run:expect p99(f) < 1 s⟧ }
`);
    const [block, scenario] = expectationGroups(snapshot);
    assert.equal(block?.label, 'expect under w');
    assert.equal(block?.kind, 'expect');
    assert.deepEqual(
      block?.expectations.map(({ id, label, status }) => [id, label, status]),
      [
        ['w/mean(f)', 'mean(f) < 1 s', 'met'],
        ['w/p99(f)', 'p99(f) < 1 us', 'missed'],
      ],
    );
    assert.deepEqual(block?.expectations[0]?.range, ranges('met')[0]);
    assert.match(block?.expectations[1]?.message ?? '', /^estimated [\d.]+ ms under w, bound 1 µs$/);
    assert.deepEqual([scenario?.label, scenario?.kind], ['Crash', 'scenario']);
    assert.deepEqual(
      scenario?.expectations.map(({ status, message }) => [status, message]),
      [['undecided', 'decided when the scenario runs']],
    );
  });
  it('without `under` hold in every workload: the worst counts', async () => {
    const { snapshot } = await snapshotOf(`client c
service s { instances 1  cores 1  work 5 ms }
flow f { c -> s }
workload calm { f at 1/s }
workload storm { f at 190/s }
expect { p99(f) < 100 ms }
`);
    const [state] = expectationGroups(snapshot)[0]?.expectations ?? [];
    assert.equal(state?.status, 'missed');
    assert.match(state?.message ?? '', /under storm/);
  });
  it('that nothing decides say why', async () => {
    const { snapshot } = await snapshotOf('client c\nservice s\nflow f { c -> s }\nexpect { p99(f) < 1 s }');
    const [state] = expectationGroups(snapshot)[0]?.expectations ?? [];
    assert.deepEqual([state?.status, state?.message], ['undecided', 'there is no workload it is under']);
  });
  it('of imported files are theirs', async () => {
    const parts = 'client c\nservice s\nflow f { c -> s }\nworkload w { f at 1/s }\nexpect { p99(f) < 1 s }';
    const { snapshot } = await snapshotOf('import "parts.sysdesign"', { 'parts.sysdesign': parts });
    assert.deepEqual(expectationGroups(snapshot), []);
  });
  it('of unfinished texts', async () => {
    for (const text of [
      'expect',
      'expect {',
      'expect under { p99(',
      'expect { p99(f) < }',
      'scenario { expect }',
      'expect under nobody { p99(f) < 1 s }',
    ])
      expectationGroups((await snapshotOf(text)).snapshot);
  });
});
