import assert from 'node:assert/strict';
import { erlangA } from '../../../analyzer/estimate/queueing/impatience.js';

describe('impatience under a flood', () => {
  const at = (arrivalRate: number) => erlangA({ arrivalRate, meanService: 0.01, servers: 4, meanPatience: 0.05 });

  it('goes over into its fluid limit without a step', () => {
    const chain = at(3.9e6);
    const fluid = at(4.1e6);
    assert.ok(Math.abs(chain.loss - (1 - 400 / 3.9e6)) < 1e-6);
    assert.ok(Math.abs(fluid.loss - (1 - 400 / 4.1e6)) < 1e-9);
    assert.ok(Math.abs(fluid.meanQueue / chain.meanQueue - 4.1 / 3.9) < 1e-3);
  });

  it('answers at any rate', () => {
    for (const rate of [1e12, 1e200, Number.POSITIVE_INFINITY]) assert.equal(at(rate).throughput, 400);
  });
});
