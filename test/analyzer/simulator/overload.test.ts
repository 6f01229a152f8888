/** Runs that cannot hold what is on its way. */
import assert from 'node:assert/strict';
import { scenario } from './scenario.js';

describe('a run in which more comes than is served', () => {
  it('ends before it needs too much memory, and says where most of it waits', () => {
    const result = scenario(`
client app
service front { cores 1000 work 1 ms }
service slow { cores 1 work 1 s }
flow ask { app -> front -> slow }
workload flood { ask at 100k/s }
scenario "s" { run flood for 5 min  at 1 min slow slow 2x  expect p99(ask) < 1 s }`);
    assert.equal(result.ended, 'budget');
    // Each request takes three frames: of the flow, at the front, at the slow service.
    const until = result.warmup + result.duration;
    assert.ok(until > 3 && until < 25, `${until}`);
    assert.match(result.notes[0] ?? '', /most of them at `(slow|front)`/);
    const [judged] = result.expectations ?? [];
    assert.equal(judged?.status, 'undecided');
  });

  it('ends after its budget of events, and decides nothing', () => {
    const result = scenario(
      `client app  service web { cores 4 work 1 ms }  flow ask { app -> web }  workload w { ask at 1k/s }
       scenario "s" { run w for 1 h  expect availability(ask) > 90% }`,
      { eventBudget: 50_000 },
    );
    assert.equal(result.ended, 'budget');
    assert.equal(result.expectations?.[0]?.status, 'undecided');
  });
});
