/** Whatever is designed, its picture keeps boxes, labels and arrows apart. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLayouter } from '../../diagram/layout/layouter.js';
import { sceneOf } from '../../diagram/scene/from-design.js';
import { anyDesign } from '../analyzer/estimate/random-designs.js';
import { lowerText } from '../language/check.js';
import { violations } from './geometry.js';

describe('pictures of random designs', () => {
  it('overlap nowhere', async () => {
    const layouter = createLayouter();
    await fc.assert(
      fc.asyncProperty(anyDesign, async (text) => {
        assert.deepEqual(violations(await layouter.layout(sceneOf(lowerText(text).design))), []);
      }),
      { numRuns: 40 },
    );
  });
});
