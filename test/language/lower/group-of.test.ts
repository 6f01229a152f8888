import assert from 'node:assert/strict';
import { lowerText } from '../check.js';

describe('the group of a component', () => {
  it('is the next one outside when its own group lost its name to another declaration', () => {
    const { design, said } = lowerText('service stores { }\ngroup outer { group stores { database a { } } }');
    assert.deepEqual(
      design.groups.map(({ id }) => id),
      ['outer'],
    );
    assert.equal(design.components.find(({ id }) => id === 'a')?.group, 'outer');
    assert.equal(said.length, 1);
  });
});
