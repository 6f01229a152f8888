import assert from 'node:assert/strict';
import type { ExpectationResult } from '../../../analyzer/estimate/estimate.js';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { evaluate } from '../../../analyzer/estimate/expectation/evaluate.js';
import { designOf } from '../../language/check.js';

/** One figure of every kind, each known by hand. */
const world = `
  client people
  client others
  service s { instances 1  cores 1  work exponential(10 ms)  availability 99%  price 0.1 USD/h }
  service t { instances 2  cores 8  work constant(1 ms)  price 0.3 USD/h }
  data D { key id  size 2 KB  count 50 }
  data E { key id  size 1 KB  count 10  popularity uniform }
  data M { key id  size 1 KB }
  database d { stores D  replicas 3 leader async { read from replica  apply work exponential(2 ms)  elect by lock l lease 10 s heartbeat 2 s } }
  database e { stores E  cores 8 }
  coordinator l { }
  cache c { caches E  memory 1 GB  ttl 4 s }
  queue q { carries M  partitions 1  retention 100 s }
  service k { instances 1  cores 1  work constant(0.8 ms) }
  flow f { people -> s }
  flow change { people -> d { write D } }
  flow look { people -> d { read D } }
  flow get { people -> t { read E from c else e } }
  flow post { others -> q { publish M to q } on q -> k }
  workload w { f at 80/s  change at 10/s  look at 20/s  get at 10/s  post at 1000/s spikes 2x for 5 min }`;

const lag = 0.002 / 0.98;
const HOUR = 3600;

/** Measure, figure in SI units, and how a bound is written. */
const cases: readonly (readonly [measure: string, actual: number, written: (bound: number) => string])[] = [
  ...(['f', 's'] as const).flatMap((of) => [
    [`mean(${of})`, 0.05, time] as const,
    ...[50, 90, 95, 99].map((p) => [`p${p}(${of})`, -0.05 * Math.log(1 - p / 100), time] as const),
    [`p999(${of})`, 0.05 * Math.log(1000), time] as const,
    [`rate(${of})`, 80, rate] as const,
    [`max_rate(${of})`, 100, rate] as const,
    [`availability(${of})`, 0.99, ratio] as const,
  ]),
  ['utilization(s)', 0.8, ratio],
  ['queue(s)', 3.2, String],
  ['backlog(q)', 750 * 300, String],
  ['drain(q)', (750 * 300) / 250, time],
  ['lag(d)', lag * Math.log(100), time],
  ['rpo(d)', lag, time],
  ['rto(d)', 10, time],
  ['recovery(d)', 10, time],
  ['stale(D)', (0.2 * lag) / (1 + 0.2 * lag), ratio],
  ['hit_ratio(c)', 0.8, ratio],
  ['storage(d)', 3 * 50 * 2000, size],
  ['storage()', 3 * 50 * 2000 + 10 * 1000 + 1000 * 100 * 1000, size],
  ['cost(t)', 0.6 / HOUR, price],
  ['cost()', 0.7 / HOUR, price],
];

describe('expectations: every measure', () => {
  for (const [measure, actual, written] of cases) {
    it(`${measure}, just met and just missed`, () => {
      const [above, below] = [written(actual * 1.004), written(actual * 0.996)];
      const results = decide(
        `${world}\nexpect { ${measure} < ${above}  ${measure} <= ${above}  ${measure} > ${below}  ${measure} >= ${below}
        ${measure} < ${below}  ${measure} <= ${below}  ${measure} > ${above}  ${measure} >= ${above}  ${measure} == ${written(actual)}  ${measure} == ${above} }`,
      );
      const said = results.map(({ holds, actual: found, reason }) => `${holds} ${found} ${reason ?? ''}`).join('; ');
      assert.deepEqual(
        results.map(({ holds }) => holds),
        [true, true, true, true, false, false, false, false, true, false],
        `${actual}: ${said}`,
      );
    });
  }

  for (const measure of ['lost', 'duplicated', 'reordered']) {
    it(`${measure} needs a scenario`, () => {
      const [result] = decide(`${world}\nexpect { ${measure}(D) == 0 }`);
      assert.deepEqual([result?.holds, result?.actual], [null, null]);
      assert.match(result?.reason ?? '', /put the expectation into a scenario/);
    });
  }
});

describe('expectations: what is unknown', () => {
  it('is never met: a number of items that nobody says', () => {
    const text = world.replace('count 50', '').replace('count 10  popularity', 'popularity');
    const results = decide(
      `${text}\nexpect { stale(D) < 100%  hit_ratio(c) < 100%  hit_ratio(c) >= 0%  storage(d) < 1 PB  storage() < 1 PB }`,
    );
    for (const result of results) assert.deepEqual([result.id, result.holds, result.actual], [result.id, null, null]);
    const reasons = results.map(({ reason }) => reason ?? '');
    assert.match(reasons[0] ?? '', /say count \(or grows and keep\) of D/);
    assert.match(reasons[1] ?? '', /E has no count/);
    assert.match(reasons[3] ?? '', /D has neither a count nor a growth/);
    assert.match(reasons[4] ?? '', /of d it is unknown: D has neither/);
  });

  it('is missed where the known part is too much already', () => {
    const [result] = decide(`${world.replace('count 50', '')}\nexpect { storage() < 50 MB }`);
    assert.equal(result?.holds, false);
    assert.match(result?.reason ?? '', /^at least this much/);
  });

  it('is not left out of a list, only of everything', () => {
    const [listed, several, all] = decide(
      `${world} service idle { }\nexpect { p99(t, idle) < 1 h  utilization(t, s) < 79%  queue(*) < 1k }`,
    );
    assert.deepEqual([listed?.holds, listed?.worst], [null, 'idle']);
    assert.deepEqual([several?.holds, several?.worst], [false, 's']);
    assert.equal(all?.holds, true);
  });

  it('a count of stale reads cannot be told from a share', () => {
    const [none, some] = decide(`${world}\nexpect { stale(D) == 0  stale(D) < 5 }`);
    assert.equal(none?.holds, false);
    assert.equal(some?.holds, null);
    assert.match(some?.reason ?? '', /expect a percentage/);
  });

  it('is missed where it grows without bound', () => {
    const text = world
      .replace('f at 80/s', 'f at 120/s')
      .replace('work constant(0.8 ms)', 'work constant(2 ms)')
      .replace('apply work exponential(2 ms)', 'apply work exponential(200 ms)');
    const results = decide(`${text}\nexpect {
      p99(f) < 1 h  mean(s) < 1 h  queue(s) < 1M  backlog(q) < 1G  drain(q) < 1 y  lag(d) < 1 h  stale(D) < 99%  utilization(s) < 99% }`);
    for (const result of results) assert.equal(result.holds, false, `${result.id}: ${result.reason}`);
    for (const result of results.slice(0, 6)) assert.match(result.reason ?? '', /^it grows without bound: /, result.id);
    // Nor does it keep a lower bound: what has no figure is not said to be large enough.
    const [more] = decide(`${text}\nexpect { p99(f) > 1 s }`);
    assert.equal(more?.holds, null);
  });

  it('names what has no such measure', () => {
    const [lag, drain, price] = decide(
      `${world.replace(' spikes 2x for 5 min', '')}\nexpect { lag(s) < 1 s  drain(q) < 1 s  cost(e) < 1 USD/h }`,
    );
    assert.equal(lag?.reason, 'there is no lag of s');
    assert.match(drain?.reason ?? '', /the workload has no spikes/);
    assert.equal(price?.reason, 'there is no cost of e');
  });
});

function decide(text: string): readonly ExpectationResult[] {
  const design = designOf(text);
  return evaluate(design, estimateAll(design));
}

function time(seconds: number): string {
  return `${(seconds * 1e9).toFixed(3)} ns`;
}

function rate(perSecond: number): string {
  return `${perSecond}/s`;
}

function ratio(share: number): string {
  return `${(share * 100).toFixed(9)}%`;
}

function size(bytes: number): string {
  return `${bytes} B`;
}

function price(perSecond: number): string {
  return `${(perSecond * HOUR).toFixed(9)} USD/h`;
}
