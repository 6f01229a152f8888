/** Scenarios where there is no second thread: played between other messages, with the same result. */
import assert from 'node:assert/strict';
import { playInSlices, playThrough } from '../../../language/main/play.js';
import type { FromThread, Job, Listener } from '../../../language/simulation/runner.js';
import { designOf } from '../check.js';

const design = designOf(`client people
service api { cores 2  work exponential(5 ms) }
flow buy { people -> api }
workload day { buy at 300/s }
scenario s { run day for 3 min seed 3  expect mean(buy) < 50 ms }
`);
const job: Job = { design, scenario: 's' };

function listener(cancelAfter = Infinity): Listener & { readonly shares: number[] } {
  const shares: number[] = [];
  return {
    shares,
    progress: (share) => void shares.push(share),
    get isCancelled() {
      return shares.length >= cancelAfter;
    },
    onCancelled: () => undefined,
  };
}

describe('scenarios in slices', () => {
  it('give what a thread gives, and let other things happen in between', async () => {
    const said: FromThread[] = [];
    playThrough(job, (message) => said.push(message));
    const last = said.at(-1);
    assert.ok(last?.kind === 'result');
    let others = 0;
    const timer = setInterval(() => others++, 0);
    const result = await playInSlices(job, listener());
    clearInterval(timer);
    assert.deepEqual(result, last.result);
    assert.ok(others > 0, 'nothing else happened');
  });

  it('end when cancelled', async () => {
    const long: Job = {
      design: { ...design, scenarios: design.scenarios.map((one) => ({ ...one, duration: 1e9 as never })) },
      scenario: 's',
    };
    const watching = listener(2);
    assert.equal(await playInSlices(long, watching), undefined);
    assert.equal(watching.shares.length, 2);
  });

  it('say what broke', () => {
    const said: FromThread[] = [];
    playThrough({ design, scenario: 'gone' }, (message) => said.push(message));
    assert.deepEqual(
      said.map(({ kind }) => kind),
      ['failure'],
    );
  });
});
