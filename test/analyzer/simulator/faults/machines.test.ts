/** Machines that break with requests in them. */
import assert from 'node:assert/strict';
import { failing, near, scenario } from '../scenario.js';

const broken = (faults: string, flow: string, parts: string, load = 'ask at 100/s') =>
  scenario(`
client app { timeout 5 s }
data Item { key id  count 1k  size 1 KB }
${parts}
flow ask { ${flow} }
workload usual { ${load} }
scenario "s" { run usual for 100 s warmup 0 s seed 3 \n ${faults} }`);

describe('machines that break', () => {
  it('fail what is inside: as many as Little says', () => {
    // 100/s × 50 ms are inside at once; the machine is back at once.
    const result = broken('at 50 s crash web for 1 ms', 'app -> web', 'service web { cores 64 work constant(50 ms) }');
    near(result.flows.ask?.counts.failed ?? 0, 5, 5);
  });

  it('all instances', () => {
    near(
      failing(broken('at 50 s crash web for 10 s', 'app -> web', 'service web { instances 3 cores 4 work 1 ms }')),
      0.1,
      0.005,
    );
  });

  it('with threads held for a slow callee, give them back', () => {
    const parts = `service web { instances 1 cores 4 work 1 ms threads 20 }
      service back { cores 64 work constant(100 ms) }`;
    const result = broken('at 50 s crash web for 5 s\nat 70 s crash back for 5 s', 'app -> web { call back }', parts);
    near(failing(result), 0.1, 0.005);
    // Little: 100/s × 101 ms.
    near((result.flows.ask?.inSystem ?? 0) / (100 * 0.9 * 0.101), 1, 0.05);
  });

  it('with locks held, give them on', () => {
    const parts = 'service web { instances 2 cores 4 work 1 ms policy round_robin }  coordinator keeper';
    const result = broken('at 50 s crash web.instance.1 for 5 s', 'app -> web { lock keeper { wait 2 ms } }', parts);
    near(failing(result), 0.025, 0.004);
    assert.ok((result.flows.ask?.latency.p99 ?? 1) < 0.1);
  });

  it('behind one queue take their servers away, and bring them back', () => {
    const parts = 'service web { instances 4 cores 1 work 20 ms policy shared }';
    const result = broken('at 20 s crash web.instance.1 for 40 s', 'app -> web', parts);
    assert.equal(failing(result), 0);
    near(result.components.web?.utilization ?? 0, 0.5, 0.03);
    assert.ok((result.flows.ask?.latency.p99 ?? 1) < 1);
  });

  it('sharing their cores, too', () => {
    const parts = 'service web { instances 2 cores 2 work 10 ms discipline sharing policy round_robin }';
    near(failing(broken('at 20 s crash web.instance.2 for 20 s', 'app -> web', parts)), 0.1, 0.005);
    assert.equal(failing(broken('at 20 s pause web.instance.2 for 1 s', 'app -> web', parts)), 0);
  });

  it('slow down', () => {
    const parts = 'service web { cores 64 work constant(10 ms) }';
    const result = broken('at 50 s slow web 5x for 25 s', 'app -> web', parts);
    near(result.flows.ask?.latency.mean ?? 0, 0.75 * 0.01 + 0.25 * 0.05, 0.0015);
  });

  it('fail a share, twice over where two faults overlap', () => {
    const parts = 'service web { cores 4 work 1 ms }';
    near(failing(broken('at 0 s fail rate 10% of web', 'app -> web', parts)), 0.1, 0.01);
    const twice = 'at 0 s fail rate 10% of web\nat 0 s fail rate 50% of web';
    near(failing(broken(twice, 'app -> web', parts)), 1 - 0.9 * 0.5, 0.015);
  });

  it('that are autoscaled', () => {
    const parts = 'service web { cores 2 work 10 ms autoscale 2..6 target 60% every 10 s policy round_robin }';
    const result = broken('at 20 s crash web for 10 s', 'app -> web', parts);
    near(failing(result), 0.1, 0.02);
  });
});

describe('loads that surge', () => {
  it('of users: twice as many, and as many as before at the end', () => {
    const parts = 'service web { cores 64 work 1 ms }';
    const load = 'ask by 100 users thinking 1 s';
    const rate = (faults: string) => broken(faults, 'app -> web', parts, load).flows.ask?.rate ?? 0;
    const usual = 100 / 1.001;
    near(rate(''), usual, 2);
    near(rate('at 0 s surge 2x for 50 s'), usual * 1.5, 3);
    near(rate('at 0 s surge 2x for 50 s\nat 25 s surge 2x of ask for 50 s'), usual * (0.5 + 1 + 0.5 + 0.25), 4);
  });
});

describe('caches that forget', () => {
  it('hit nothing at first, and as often as before soon after', () => {
    const parts = `cache shelf : redis { caches Item  capacity objects(2000)  on miss fill }
      database items : postgres { stores Item cores 64 }
      service web { cores 64 work 1 ms }`;
    const result = broken(
      'at 50 s flush shelf',
      'app -> web { read Item from shelf else items }',
      parts,
      'ask at 1k/s',
    );
    // All 1,000 items are there but after the flush, when each is missed once.
    near((1 - (result.components.shelf?.hitRatio ?? 0)) * 100_000, 1000, 60);
  });
});

describe('consumers that stand still', () => {
  const parts = (servers: number) => `service web { cores 64 work 1 ms }
    queue q : kafka { carries Item partitions 4 deliver at_least_once commit after_processing }
    service worker { instances 4 cores ${servers} threads ${servers} work constant(10 ms) }
    flow handle { on q -> worker }`;
  const publish = 'app -> web { publish Item to q }';

  it('leave a backlog of T·λ, which is gone after T·λ/(c − λ)', () => {
    const result = broken('at 20 s pause q for 10 s', publish, parts(1), 'ask at 200/s');
    near(result.components.q?.backlogPeak ?? 0, 2000, 150);
    // Four consumers at 100/s each: 2,000 of 400 − 200 a second.
    const backlog = result.timeline.components.q?.backlog ?? [];
    const { step } = result.timeline;
    const at = (time: number) => backlog[Math.round(time / step)] ?? Number.NaN;
    near(at(35), 1000, 250);
    assert.ok(at(44) < 100, `${at(44)}`);
    assert.equal(result.data.Item?.lost, 0);
  });

  it('are missed after 45 s when they crash, and their partitions are dealt to the others', () => {
    const result = broken('at 20 s crash worker.instance.1', publish, parts(2), 'ask at 200/s');
    // A quarter of 200/s, for 45 s.
    near(result.components.q?.backlogPeak ?? 0, 0.25 * 200 * 45, 150);
    assert.equal(result.data.Item?.lost, 0);
    const backlog = result.timeline.components.q?.backlog ?? [];
    assert.ok((backlog.at(-2) ?? Number.NaN) < 100, `${backlog.at(-2)}`);
  });
});
