import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimateAll } from '../../../analyzer/estimate/estimate-all.js';
import { designOf } from '../../language/check.js';
import { root } from '../../root.js';

/** Cases of the literature as designs: what they expect is the published or exact answer. */
describe('reference cases as designs', () => {
  const folder = join(root, 'test', 'cases');
  const files = readdirSync(folder).filter((file) => /^t\d\d-.*\.sysdesign$/.test(file));

  it('has one file for each of T01 to T23', () => {
    const numbers = files.map((file) => Number(file.slice(1, 3))).sort((a, b) => a - b);
    for (let number = 1; number <= 23; number++) assert.ok(numbers.includes(number), `T${number} is missing`);
  });

  for (const file of files) {
    it(file, () => {
      const design = designOf(readFileSync(join(folder, file), 'utf8'));
      const estimates = estimateAll(design);
      const results = estimates.flatMap((estimate) => estimate.expectations);
      assert.ok(results.length > 0, 'the case expects nothing');
      for (const result of results) {
        assert.equal(
          result.holds,
          true,
          `${result.id}: ${result.actual} against ${result.bound} ${result.reason ?? ''}`,
        );
      }
    });
  }

  it('gives the numbers inside of Bolch et al. example 8.4', () => {
    const design = designOf(readFileSync(join(folder, 't20-bolch.sysdesign'), 'utf8'));
    const { components } = estimateAll(design)[0] ?? {};
    const inside = ['one', 'two', 'three', 'four'].map((id) => components?.[id]?.inSystem ?? Number.NaN);
    for (const [index, expected] of [0.624, 0.473, 0.686, 1.217].entries()) {
      assert.ok(Math.abs((inside[index] ?? 0) - expected) < 0.0006, `${inside[index]} against ${expected}`);
    }
  });

  it('gives the loss, throughput and number inside of M/M/1/10', () => {
    const design = designOf(readFileSync(join(folder, 't06-mm1k.sysdesign'), 'utf8'));
    const worker = estimateAll(design)[0]?.components.worker;
    assert.ok(Math.abs((worker?.lossProbability ?? 0) - 0.1925865) < 1e-6);
    assert.ok(Math.abs((worker?.throughput ?? 0) - 96.889621) < 1e-4);
    assert.ok(Math.abs((worker?.inSystem ?? 0) - 6.7107087) < 1e-4);
  });
});
