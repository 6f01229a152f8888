/** How a cache that was emptied fills again. */
import assert from 'node:assert/strict';
import { coldMissRatio } from '../../../analyzer/estimate/cache/warming.js';

describe('coldMissRatio', () => {
  it('is the sum over all items, here of Zipf’s law over a thousand of them', () => {
    const weights = Array.from({ length: 1000 }, (_, i) => 1 / (i + 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const requests of [1, 100, 1000, 20_000]) {
      const exact = weights.reduce((sum, weight) => sum + (weight / total) * Math.exp((-weight / total) * requests), 0);
      assert.ok(Math.abs(coldMissRatio({ kind: 'zipf', exponent: 1 }, 1000, requests) - exact) < 1e-3, `${requests}`);
    }
  });

  it('is e^(−r/n) when all items are alike, and 1 for an empty cache', () => {
    assert.ok(Math.abs(coldMissRatio({ kind: 'uniform' }, 500, 1000) - Math.exp(-2)) < 1e-12);
    assert.ok(Math.abs(coldMissRatio({ kind: 'zipf', exponent: 0.8 }, 500, 0) - 1) < 1e-12);
  });
});
