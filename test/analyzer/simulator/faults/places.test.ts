/** Places that are lost or cut off, messages that are dropped. */
import assert from 'node:assert/strict';
import { failing, happened, near, scenario } from '../scenario.js';

/** A run of 100 s of 100 requests a second from one region, broken as said. */
const placed = (faults: string, more = '') =>
  scenario(`
region us { zones a, b }
region eu { zones a }
link us -- eu { rtt 80 ms }
client app { in us  timeout 2 s }
${more === '' ? 'service web { instances 4 across us  cores 4 work 1 ms policy round_robin }' : more}
flow ask { app -> web }
workload usual { ask at 100/s }
scenario "s" { run usual for 100 s warmup 5 s seed 3 \n ${faults} }`);

const remote = 'service web { instances 2 across eu  cores 4 work 1 ms }';

describe('places that break', () => {
  it('a lost zone is silent: who asks there waits for the time-out', () => {
    const result = placed('at 20 s lose zone us.a for 20 s');
    const { counts } = result.flows.ask ?? assert.fail();
    // Half of what comes in 20 s, and what was inside.
    near(counts.timedOut, 0.5 * 100 * 20, 30);
    near(failing(result), 0.5 * (20 / 95), 0.005);
  });

  it('a lost region sends nothing itself', () => {
    const result = placed('at 20 s lose region us for 19 s');
    near(result.flows.ask?.rate ?? 0, 100 * (1 - 19 / 95), 3);
    assert.ok(failing(result) < 0.001);
  });

  it('a zone at other clients is no matter to these', () => {
    assert.equal(failing(placed('at 20 s lose zone eu.a for 20 s')), 0);
  });

  it('a partition of regions loses what goes between them, and nothing else', () => {
    const result = placed('at 20 s partition us from eu for 19 s', remote);
    // Messages of the last seconds are sent again and come through: time-outs of 2 s, repetitions after .3, .8, 2 s.
    const failed = failing(result) * 95;
    assert.ok(failed > 17 && failed < 19.2, `${failed} s`);
    assert.equal(failing(placed('at 20 s partition us from eu for 19 s')), 0);
  });

  it('a partition of components, and of a zone from a component', () => {
    for (const cut of ['app from web', 'us from web', 'app from eu.a']) {
      const failed = failing(placed(`at 20 s partition ${cut} for 19 s`, remote)) * 95;
      assert.ok(failed > 17 && failed < 19.2, `${cut}: ${failed} s`);
    }
  });

  it('dropped messages are sent again: there and back, after a round trip and 200 ms each', () => {
    const usual = placed('', remote).flows.ask?.latency.mean ?? 0;
    const result = placed('at 0 s drop 1% between us and eu', remote);
    assert.equal(failing(result), 0);
    // Two messages, 1 % of which wait once more for 280 ms.
    const { confidence, latency } = result.flows.ask ?? assert.fail();
    near((latency.mean ?? 0) - usual, 2 * 0.01 * 0.28 * 1.02, (confidence['latency.mean'] ?? 0) * 1.3);
  });

  it('that the design does not have do nothing, and say so', () => {
    const result = placed('at 20 s crash web.replica.9 for 10 s\nat 30 s pause web.instance.9 for 5 s');
    assert.equal(failing(result), 0);
    for (const [, text] of happened(result, 'fault')) assert.match(text, /there is no such machine/);
    assert.equal(happened(result, 'fault').length, 2);
  });
});
