import assert from 'node:assert/strict';
import type { Distribution } from '../../../analyzer/design/distribution.js';
import { laplaceTransform } from '../../../analyzer/estimate/distribution/laplace.js';
import { latencyOf } from '../../../analyzer/estimate/distribution/latency.js';
import {
  distributionMean,
  distributionVariance,
  secondMoment,
  squaredVariation,
} from '../../../analyzer/estimate/distribution/moments.js';
import { distributionQuantile } from '../../../analyzer/estimate/distribution/quantile.js';
import { sampler } from '../../../analyzer/estimate/distribution/sample.js';
import {
  gammaTail,
  logGamma,
  normalQuantile,
  normalTail,
} from '../../../analyzer/estimate/distribution/special-functions.js';
import { distributionCcdf, distributionCdf } from '../../../analyzer/estimate/distribution/tail.js';
import { closeTo } from '../queueing/close-to.js';

/** Law, mean, squared coefficient of variation, median. */
const rows: readonly (readonly [Distribution, number, number, number])[] = [
  [{ law: 'constant', value: 3 }, 3, 0, 3],
  [{ law: 'exponential', mean: 2 }, 2, 1, 2 * Math.LN2],
  [{ law: 'lognormal', mean: 1, cv: 1.5 }, 1, 2.25, 1 / Math.sqrt(3.25)],
  [{ law: 'erlang', stages: 2, mean: 2 }, 2, 0.5, 1.6783469900166608],
  [{ law: 'hyperexponential', mean: 1, cv: 2 }, 1, 4, 0.451493],
  [{ law: 'pareto', minimum: 1, shape: 3 }, 1.5, 1 / 3, 2 ** (1 / 3)],
  [{ law: 'uniform', low: 1, high: 3 }, 2, 1 / 12, 2],
  [{ law: 'empirical', samples: [1, 2, 3, 10], source: 'four.csv' }, 4, 0.78125, 2],
  [
    {
      law: 'mixture',
      parts: [
        { weight: 0.5, of: { law: 'constant', value: 1 } },
        { weight: 0.5, of: { law: 'exponential', mean: 1 } },
      ],
    },
    1,
    0.5,
    1,
  ],
];

describe('laws', () => {
  for (const [law, mean, scv, median] of rows) {
    describe(law.law, () => {
      it('moments', () => {
        closeTo(distributionMean(law), mean, 1e-9);
        closeTo(squaredVariation(law), scv, 1e-9);
        closeTo(secondMoment(law), distributionVariance(law) + mean ** 2, 1e-9);
      });
      it('median, and quantiles inverse to the tail', () => {
        closeTo(distributionQuantile(law, 0.5), median, 1e-4);
        for (const p of [0.05, 0.3, 0.9, 0.999]) {
          const t = distributionQuantile(law, p);
          assert.ok(distributionCdf(law, t * (1 + 1e-9)) >= p - 1e-9, `${p}`);
          assert.ok(distributionCdf(law, t * (1 - 1e-6)) <= p + 1e-9, `${p}`);
        }
        assert.equal(distributionCcdf(law, -1), 1);
      });
      it('samples have the mean and the median', () => {
        const draw = sampler(law, uniforms(7));
        const samples = Float64Array.from({ length: 40_000 }, draw).sort();
        const average = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
        closeTo(average, mean, 5 * Math.sqrt(scv / samples.length) + 1e-9);
        const above = samples.filter((sample) => sample > median).length / samples.length;
        closeTo(above, distributionCcdf(law, median), 0.04);
      });
      it('cells keep the mean', () => {
        const { masses, means } = latencyOf(law).cells();
        closeTo(
          masses.reduce((sum, mass) => sum + mass, 0),
          1,
          1e-9,
        );
        closeTo(
          masses.reduce((sum, mass, i) => sum + mass * (means[i] ?? 0), 0),
          mean,
          0.001,
        );
      });
      it('the transform starts as 1 - s E[T]', () => {
        const small = laplaceTransform(law, 1e-6);
        if (law.law === 'lognormal' || law.law === 'pareto') assert.equal(small, undefined);
        else closeTo((1 - (small ?? 0)) / 1e-6, mean, 1e-4);
      });
    });
  }
  it('says where moments do not exist', () => {
    assert.equal(distributionMean({ law: 'pareto', minimum: 1, shape: 1 }), Infinity);
    assert.equal(squaredVariation({ law: 'pareto', minimum: 1, shape: 2 }), Infinity);
  });
  it('special functions', () => {
    closeTo(logGamma(10), Math.log(362880), 1e-13);
    closeTo(logGamma(0.5), Math.log(Math.PI) / 2, 1e-13);
    closeTo(gammaTail(3, 2), Math.exp(-2) * (1 + 2 + 2), 1e-13);
    closeTo(gammaTail(100, 130), 0.0022857, 0.3);
    closeTo(normalTail(1.959963984540054), 0.025, 1e-12);
    closeTo(normalTail(6), 9.865876450377e-10, 1e-9);
    closeTo(normalQuantile(0.975), 1.959963984540054, 1e-12);
    closeTo(normalQuantile(1e-9), -5.997807015007774, 1e-9);
  });
});

/** Park and Miller's generator: enough for means of samples. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
