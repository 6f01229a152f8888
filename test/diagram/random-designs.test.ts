/** Whatever is designed, its picture keeps boxes, labels and arrows apart. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLayouter } from '../../diagram/layout/layouter.js';
import { sceneOf } from '../../diagram/scene/from-design.js';
import { check } from '../../language/check.js';
import { anyDesign } from '../analyzer/estimate/random-designs.js';
import { violations } from './geometry.js';

describe('pictures of random designs', () => {
  it('overlap nowhere', async () => {
    const layouter = createLayouter();
    await fc.assert(
      fc.asyncProperty(anyDesign, async (text) => {
        const { facts, findings } = check('random.sysdesign', () => text, '');
        const [estimate] = facts.estimates;
        const scene = sceneOf(facts.design, { findings, ...(estimate === undefined ? {} : { estimate }) });
        assert.deepEqual(violations(await layouter.layout(scene)), []);
      }),
      { numRuns: 40 },
    );
  });
});
