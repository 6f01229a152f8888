/** Clock, events, random streams and statistics by themselves. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Distribution } from '../../../analyzer/design/distribution.js';
import { distributionMean, distributionVariance } from '../../../analyzer/estimate/distribution/moments.js';
import { EventQueue } from '../../../analyzer/simulator/kernel/event-queue.js';
import { Kernel } from '../../../analyzer/simulator/kernel/kernel.js';
import { Streams } from '../../../analyzer/simulator/kernel/random.js';
import { Batches } from '../../../analyzer/simulator/statistics/batches.js';
import { Histogram } from '../../../analyzer/simulator/statistics/histogram.js';
import { studentQuantile } from '../../../analyzer/simulator/statistics/student.js';

describe('event queue', () => {
  it('gives events by time, and those of one time in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3000 }), (times) => {
        const queue = new EventQueue();
        for (const [serial, time] of times.entries()) queue.push(time, serial, 1, serial, 0);
        const taken: number[] = [];
        while (queue.size > 0) {
          queue.pop();
          taken.push(queue.subject);
        }
        const sorted = [...times.keys()].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
        assert.deepEqual(taken, sorted);
      }),
    );
  });
  it('keeps its order while events come and go', () => {
    const queue = new EventQueue();
    const uniform = new Streams(1).uniform('queue');
    for (let i = 0; i < 500; i++) queue.push(uniform(), i, 1, 0, 0);
    let last = 0;
    for (let i = 0; i < 20_000; i++) {
      queue.pop();
      assert.ok(queue.time >= last);
      last = queue.time;
      queue.push(last + uniform(), 500 + i, 1, 0, 0);
    }
  });
});

describe('kernel', () => {
  it('passes over timers that nobody needs, and keeps the order of the others', () => {
    const happened: string[] = [];
    const kernel: Kernel = new Kernel({
      handle: (kind, subject) => void happened.push(`${kernel.now} ${kind}/${subject}`),
      isStale: (subject) => subject % 3 !== 0,
    });
    const line = kernel.line(2, 7);
    assert.equal(kernel.line(2, 7), line);
    for (let i = 0; i < 1000; i++) kernel.startTimer(line, i, 0);
    kernel.schedule(1, 5, 42, 0);
    kernel.schedule(2, 6, 43, 0);
    kernel.schedule(Infinity, 8, 44, 0);
    assert.equal(kernel.run(10, Infinity), 'time');
    assert.equal(kernel.now, 10);
    assert.deepEqual(happened.slice(0, 3), ['1 5/42', '2 7/0', '2 7/3']);
    assert.deepEqual([happened.length, happened.at(-1)], [336, '2 6/43']);
  });
});

describe('random streams', () => {
  const laws: readonly Distribution[] = [
    { law: 'exponential', mean: 2 },
    { law: 'constant', value: 3 },
    { law: 'uniform', low: 1, high: 4 },
    { law: 'erlang', stages: 3, mean: 2 },
    { law: 'hyperexponential', mean: 2, cv: 2 },
    { law: 'lognormal', mean: 2, cv: 1 },
    { law: 'pareto', minimum: 1, shape: 5 },
    {
      law: 'mixture',
      parts: [
        { weight: 0.3, of: { law: 'constant', value: 1 } },
        { weight: 0.7, of: { law: 'exponential', mean: 2 } },
      ],
    },
    { law: 'empirical', samples: [1, 2, 4, 8], source: 'here' },
  ];
  for (const law of laws) {
    it(`draw from ${law.law} with its mean`, () => {
      const draw = new Streams(1).draw(law, 'work');
      const count = 200_000;
      let sum = 0;
      for (let i = 0; i < count; i++) sum += draw();
      const deviation = Math.sqrt(distributionVariance(law) / count);
      // 99.9 % of a normal variable.
      assert.ok(Math.abs(sum / count - distributionMean(law)) <= 3.29 * deviation + 1e-12);
    });
  }
  it('are the same for the same seed and name, and others for others', () => {
    const first = (seed: number, name: string) => new Streams(seed).uniform(name)();
    assert.equal(first(1, 'a'), first(1, 'a'));
    assert.equal(new Set([first(1, 'a'), first(2, 'a'), first(1, 'b'), first(11, ''), first(1, '1')]).size, 5);
  });
  it('are independent of each other: their means scatter as they should', () => {
    let square = 0;
    for (let k = 0; k < 400; k++) {
      const uniform = new Streams(k % 5).uniform(`stream ${k}`);
      let sum = 0;
      for (let i = 0; i < 5000; i++) sum += uniform() - 0.5;
      square += (sum * sum) / (5000 / 12);
    }
    // The 99.9 % range of chi square with 400 degrees of freedom.
    assert.ok(square > 314 && square < 496, `${square}`);
  });
});

describe('statistics', () => {
  it("gives the quantiles of Student's law", () => {
    for (const [confidence, degrees, expected] of [
      [0.95, 1, 12.7062],
      [0.95, 2, 4.30265],
      [0.95, 9, 2.262157],
      [0.99, 19, 2.860935],
      [0.99, 30, 2.749996],
    ] as const)
      assert.ok(Math.abs(studentQuantile(confidence, degrees) - expected) < 1e-4, `${confidence} ${degrees}`);
  });
  it('has the true mean inside the interval about as often as it says, also of correlated values', () => {
    let hits = 0;
    for (let run = 0; run < 400; run++) {
      const uniform = new Streams(run).uniform('coverage');
      const batches = new Batches(1, 0.95);
      const [sum, count] = [batches.tally(), batches.tally()];
      let [state, open] = [0, 0];
      for (let i = 0; i < 6400; i++) {
        // First-order autoregressive with mean 1.
        state = 0.9 * state + uniform() - 0.5;
        sum.total += state + 1;
        count.total++;
        if (++open < 20 * batches.length) continue;
        batches.close();
        open = 0;
      }
      const { value, halfWidth } = batches.ratio(sum, count) ?? assert.fail();
      if (Math.abs(value - 1) <= halfWidth) hits++;
    }
    // 380 of 400 are expected; three standard deviations of a binomial are 13.
    assert.ok(hits >= 367, `${hits} of 400`);
  });
  it('knows percentiles to the width of a cell, and joins batches', () => {
    const batches = new Batches(1, 0.95);
    const count = batches.tally();
    const histogram = new Histogram(batches, count);
    const uniform = new Streams(1).uniform('histogram');
    const values: number[] = [];
    for (let i = 0; i < 90_000; i++) {
      const value = -Math.log(1 - uniform()) / 1000;
      values.push(value);
      histogram.record(value);
      count.total++;
      if (i % 1000 === 999) batches.close();
    }
    histogram.gather();
    values.sort((a, b) => a - b);
    for (const p of [0.5, 0.9, 0.99, 0.999]) {
      const { value, halfWidth } = histogram.quantile(p) ?? assert.fail();
      const exact = values[Math.floor(p * values.length)] ?? 0;
      assert.ok(Math.abs(value - exact) <= exact / 64, `${p}: ${value} against ${exact}`);
      assert.ok(
        halfWidth > 0 && Math.abs(value + Math.log(1 - p) / 1000) <= halfWidth,
        `${p}: ${value} ± ${halfWidth}`,
      );
    }
  });
});
