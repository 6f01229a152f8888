import assert from 'node:assert/strict';
import type { SimulationResult } from '../../../../analyzer/simulator/result.js';
import { near, scenario } from '../scenario.js';

/** A run of 100 s of a web service of four instances at 200 requests a second, broken as said. */
function played(faults: string, path = 'app -> web', more = ''): SimulationResult {
  return scenario(`
client app
service web { instances 4 cores 4 work 5 ms policy round_robin }
flow ask { ${path} }
workload usual { ask at 200/s }
${more}
scenario "s" {
  run usual for 100 s warmup 5 s seed 3
  ${faults}
}
`);
}

const unavailable = (result: SimulationResult): number => 1 - (result.flows.ask?.availability ?? 0);

describe('faults of scenarios', () => {
  it('fail the share of a crashed instance for as long as it is down', () => {
    const result = played('at 20 s crash web.instance.2 for 10 s');
    near(unavailable(result), 0.25 * 0.1, 0.003);
    assert.deepEqual(
      result.events.map(({ at, kind }) => [Math.round(at), kind]),
      [
        [20, 'fault'],
        [30, 'repair'],
      ],
    );
  });

  it('are noticed by health checks, and the end of them too', () => {
    const front = 'balancer front { health check every 1 s fail after 2 }';
    const result = played('at 20 s crash web.instance.2 for 10 s', 'app -> front -> web', front);
    // The second failed check is 1 to 2 s after the crash.
    const lost = unavailable(result);
    assert.ok(lost > 0.25 * 0.009 && lost < 0.25 * 0.021, `${lost}`);
  });

  it('silence what stands still, and lose nothing of it', () => {
    assert.equal(unavailable(played('at 20 s pause web.instance.2 for 10 s')), 0);
  });

  it('restart for the assumed time', () => {
    near(unavailable(played('at 20 s restart web.instance.2')), 0.25 * 0.1, 0.003);
  });

  it('are over when the last of those that overlap is', () => {
    const crashes = 'at 20 s crash web.instance.1 for 10 s\nat 25 s crash web.instance.1 for 15 s';
    near(unavailable(played(crashes)), 0.25 * 0.2, 0.005);
    const failing = 'at 20 s fail rate 100% of web for 10 s\nat 25 s fail rate 100% of web for 10 s';
    near(unavailable(played(failing)), 0.15, 0.01);
  });

  it('slow what is at work', () => {
    const usual = (200 * 0.005) / 16;
    const result = played('at 5 s slow web 5x for 50 s');
    near(result.components.web?.utilization ?? 0, usual * 3, 0.01);
  });

  it('multiply the load', () => {
    const result = played('at 50 s surge 3x of ask for 25 s');
    near(result.flows.ask?.rate ?? 0, 200 * 1.5, 8);
  });
});
