/** Expectations against runs: what holds, what does not, and what cannot be said. */
import assert from 'node:assert/strict';
import { prepare } from '../../../analyzer/estimate/estimate-workload.js';
import type { ComponentResult, DataResult, FlowResult, SimulationResult } from '../../../analyzer/simulator/result.js';
import { drainTime } from '../../../analyzer/simulator/scenario/drain-time.js';
import { judge } from '../../../analyzer/simulator/scenario/judge.js';
import { startScenario } from '../../../analyzer/simulator/scenario/start-scenario.js';
import type { SimulationOptions } from '../../../analyzer/simulator/simulate.js';
import { designOf } from '../../language/check.js';

const shop = `
data Order { key id  size 1 KB  count 1k }
client web
service shop { instances 1  cores 2  work exponential(10 ms)  price 1 USD/h }
database orders : postgres { stores Order  replicas 3 leader async }
queue placed : kafka { carries Order  partitions 4 }
service mailer { work 1 ms }
flow buy { web -> shop { write Order to orders  publish Order to placed } }
flow look { web -> shop { read Order from orders } }
flow mail { on placed -> mailer }
workload day { buy at 20/s  look at 80/s }
`;

/** A made-up run of the shop in which everything went well; parts of it as said. */
function run(parts: {
  readonly flows?: Readonly<Record<string, Partial<FlowResult>>>;
  readonly components?: Readonly<Record<string, Partial<ComponentResult>>>;
  readonly data?: Partial<DataResult>;
  readonly backlog?: readonly number[];
  readonly ended?: SimulationResult['ended'];
}): SimulationResult {
  const latency = { mean: 0.02, p50: 0.015, p90: 0.04, p95: 0.06, p99: 0.24, p999: 0.4 };
  const flow = {
    rate: 20,
    latency,
    availability: 0.999,
    inSystem: 1,
    counts: { started: 1000, completed: 999, failed: 1 },
    confidence: { rate: 1, 'latency.mean': 0.001, 'latency.p99': 0.03, availability: 0.0005 },
  };
  const component = {
    arrivalRate: 100,
    throughput: 100,
    utilization: 0.5,
    queueLength: 2,
    confidence: { arrivalRate: 2, throughput: 2, utilization: 0.02, queueLength: 0.5, hitRatio: 0.01 },
  };
  const none = {
    reads: 0,
    writes: 0,
    published: 0,
    processed: 0,
    lost: 0,
    stale: 0,
    duplicated: 0,
    reordered: 0,
    followed: { keys: 10, share: 1 },
  };
  const backlog = parts.backlog ?? [];
  return {
    warmup: 0,
    duration: 60,
    eventCount: 20_000_000,
    ended: parts.ended ?? 'duration',
    flows: Object.fromEntries(['buy', 'look', 'mail'].map((id) => [id, { ...flow, ...parts.flows?.[id] }])),
    components: Object.fromEntries(
      ['shop', 'orders', 'placed'].map((id) => [id, { ...component, ...parts.components?.[id] }]),
    ),
    data: { Order: { ...none, ...parts.data } },
    timeline: { step: 1, flows: {}, components: { placed: { backlog } } },
  } as unknown as SimulationResult;
}

/** `status actual ± half of the interval @worst: reason`. */
function judged(expectation: string, runs: SimulationResult | readonly SimulationResult[]): string {
  const text = `${shop}scenario "s" { run day for 1 min  expect ${expectation} }`;
  const design = designOf(text);
  const prepared = prepare(design);
  const expectations = design.scenarios[0]?.expectations ?? [];
  const all = 'ended' in runs ? [runs] : runs;
  const estimate = () => assert.fail('nobody asked for the estimate') as never;
  const [result] = judge(expectations, all, prepared.design, estimate);
  assert.ok(result !== undefined);
  const { status, actual, halfWidth, worst, reason } = result;
  return [
    status,
    ` ${actual}`,
    halfWidth === undefined ? '' : ` ± ${halfWidth}`,
    worst === undefined ? '' : ` @${worst}`,
    reason === undefined ? '' : `: ${reason}`,
  ].join('');
}

describe('expectations of scenarios', () => {
  const cases: readonly (readonly [string, Parameters<typeof run>[0], string])[] = [
    ['p99(buy) < 300 ms', {}, 'met 0.24 ± 0.03'],
    ['p99(buy) < 200 ms', {}, 'missed 0.24 ± 0.03'],
    [
      'p99(buy) < 250 ms',
      {},
      'undecided 0.24 ± 0.03: p99(buy) is 240 ms ± 30 ms: too close to 250 ms; a longer run or more runs would tell',
    ],
    [
      'p999(buy) < 1 s',
      {},
      'undecided 0.4: p999(buy) is 400 ms, with too few data to say how sure that is: a longer run would tell',
    ],
    ['mean(*) < 1 s', { flows: { look: { latency: { mean: 0.9 } as never } } }, 'met 0.9 ± 0.001 @look'],
    [
      'mean(buy, mail) <= 20 ms',
      {},
      'undecided 0.02 ± 0.001 @buy: mean(buy) is 20 ms ± 1 ms: too close to 20 ms; a longer run or more runs would tell',
    ],
    ['availability(buy) >= 99%', {}, 'met 0.999 ± 0.0005'],
    ['availability(buy) >= 99.99%', {}, 'missed 0.999 ± 0.0005'],
    ['availability(shop) >= 99.9%', {}, 'met 1 ± 0'],
    ['rate(buy) > 10/s', {}, 'met 20 ± 1'],
    [
      'p50(buy) < 1 s',
      { flows: { buy: { latency: { p50: null } as never, counts: { started: 9, completed: 0, failed: 9 } as never } } },
      'undecided null: no request of buy succeeded in this run',
    ],
    ['utilization(*) < 70%', { components: { orders: { utilization: 0.8 } } }, 'missed 0.8 ± 0.02 @orders'],
    ['utilization(orders) < 70%', { components: { orders: { hottestShardUtilization: 0.9 } } }, 'missed 0.9 ± 0.02'],
    ['utilization(*) < 70%', { components: { shop: { utilization: null } } }, 'met 0.5 ± 0.02 @orders'],
    ['queue(shop) < 10', {}, 'met 2 ± 0.5'],
    ['backlog(placed) < 1k', { components: { placed: { backlogPeak: 800 } } }, 'met 800'],
    ['backlog(placed) < 1k', { components: { placed: { backlogPeak: 1000 } } }, 'missed 1000'],
    ['backlog(placed) < 1k', {}, 'undecided null: nothing consumes placed'],
    ['drain(placed) < 5 s', { backlog: [1, 1, 1, 9, 6, 3, 2, 1, 1] }, 'met 3 ± 1'],
    ['drain(placed) < 2 s', { backlog: [1, 1, 1, 9, 6, 3, 2, 1, 1] }, 'missed 3 ± 1'],
    [
      'drain(placed) < 30 s',
      { backlog: [0, 0, 0, 0, 0, 9, 8, 7] },
      'undecided null: the backlog of placed was not gone when the run ended: at least 3 s',
    ],
    [
      'drain(placed) < 2 s',
      { backlog: [0, 0, 0, 0, 0, 9, 8, 7] },
      'missed null: the backlog of placed was not gone when the run ended: at least 3 s',
    ],
    [
      'lag(orders) < 1 s',
      {
        components: { orders: { replicationLag: { mean: 0.1, p99: 0.4 }, confidence: { 'replicationLag.p99': 0.1 } } },
      },
      'met 0.4 ± 0.1',
    ],
    ['recovery(orders) < 30 s', { components: { orders: { recovery: 12 } } }, 'met 12'],
    ['rto(orders) < 10 s', { components: { orders: { recovery: 12 } } }, 'missed 12'],
    ['rpo(orders) < 10 s', {}, 'undecided null: nothing made orders lose its leader in this run'],
    ['recovery(orders) < 10 s', {}, 'undecided null: nothing took orders out of service in this run'],
    ['hit_ratio(orders) > 90%', { components: { orders: { hitRatio: 0.95 } } }, 'met 0.95 ± 0.01'],
    ['lost(Order) == 0', { data: { writes: 10 } }, 'met 0'],
    ['lost(Order) == 0', { data: { writes: 10, lost: 1 } }, 'missed 1'],
    ['lost(Order) < 5%', { data: { writes: 60, published: 40, lost: 4 } }, 'met 0.04'],
    ['lost(Order) == 0', {}, 'undecided null: nothing wrote or published Order in this run'],
    ['stale(Order) <= 2', { data: { reads: 10, stale: 3 } }, 'missed 3'],
    ['stale(Order) < 5%', { data: { reads: 100, stale: 4, followed: { keys: 1, share: 0.5 } } }, 'missed 0.08'],
    ['duplicated(*) == 0', { data: { processed: 10 } }, 'met 0 @Order'],
    ['reordered(Order) == 0', { data: { processed: 10, reordered: 2 } }, 'missed 2'],
    ['reordered(*) == 0', {}, 'undecided null: nothing in this run has the measure reordered'],
    [
      'p99(buy) < 300 ms',
      { ended: 'budget' },
      'undecided 0.24 ± 0.03: the run ended after 20M events, at 1 min, before all was played',
    ],
    ['lost(Order) == 0', { ended: 'stopped', data: { writes: 10, lost: 1 } }, 'missed 1'],
    [
      'lost(Order) == 0',
      { ended: 'stopped', data: { writes: 10 } },
      'undecided 0: the run was stopped at 1 min, before all was played',
    ],
  ];
  for (const [expectation, parts, said] of cases)
    it(`${expectation}: ${said}`, () => assert.equal(judged(expectation, run(parts)), said));

  it('of several runs takes the mean of figures, narrower by the root of their number', () => {
    const at = (p99: number) => run({ flows: { buy: { latency: { p99 } as never } } });
    assert.equal(judged('p99(buy) < 250 ms', [at(0.2), at(0.21), at(0.22), at(0.21)]), 'met 0.21 ± 0.015');
  });

  it('of several runs takes the worst count', () => {
    const lost = (lost: number) => run({ data: { writes: 10, lost } });
    assert.equal(judged('lost(Order) == 0', [lost(0), lost(3), lost(1)]), 'missed 3');
  });
});

describe('the time in which a backlog drains', () => {
  const cases: readonly (readonly [readonly number[], number, boolean])[] = [
    [[], 0, true],
    [[0, 0, 0.5, 0], 0, true],
    [[5, 6, 5, 6, 5, 30, 20, 10, 5], 2, true],
    [[0, 0, 0, 40], 1, false],
  ];
  for (const [backlog, time, isOver] of cases)
    it(`${backlog.join(' ')}: ${time}`, () => assert.deepEqual(drainTime(backlog, 1), { time, isOver }));
});

describe('scenarios', () => {
  const result = (expectations: string, options: SimulationOptions = {}): SimulationResult => {
    const design = designOf(`${shop}scenario "s" { run day for 2 min seed 3\n${expectations} }`);
    const simulation = startScenario(prepare(design), design.scenarios[0]?.id ?? '', options);
    assert.ok(simulation !== undefined);
    simulation.advance(Infinity);
    return simulation.result();
  };

  it('judge their expectations, those that no run measures by the estimate', () => {
    const { expectations } = result(`
      expect rate(look) > 70/s
      expect mean(look) < 1 ms
      expect cost(shop) < 2 USD/h
      expect max_rate(look) > 1M/s`);
    assert.deepEqual(
      expectations.map(({ status, by }) => [status, by]),
      [
        ['met', undefined],
        ['missed', undefined],
        ['met', 'estimate'],
        ['missed', 'estimate'],
      ],
    );
  });

  it('last as long as they say, warm-up included', () => {
    const whole = (options: SimulationOptions) => {
      const { warmup, duration } = result('expect rate(look) > 70/s', options);
      return [warmup, Math.round((warmup + duration) * 1e6) / 1e6];
    };
    assert.deepEqual(whole({ warmup: 30 }), [30, 120]);
    assert.equal(whole({})[1], 120);
    assert.deepEqual(whole({ warmup: 200 }), [200, 320], 'one that leaves nothing to measure comes before');
  });

  it('decide nothing when the run may not go on', () => {
    const { expectations, ended } = result('expect rate(look) > 70/s', { eventBudget: 1000 });
    assert.equal(ended, 'budget');
    assert.equal(expectations[0]?.status, 'undecided');
    assert.match(expectations[0]?.reason ?? '', /after .+ events, at .+, before all was played/);
  });
});
