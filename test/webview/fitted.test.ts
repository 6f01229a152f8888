import assert from 'node:assert/strict';
import { fitted } from '../../extension/webview/canvas/viewport.js';

describe('a picture that is shown whole', () => {
  const corner = { width: 300, height: 60 };

  it('is in the middle where nothing is over it', () => {
    const wide = fitted({ width: 1000, height: 200 }, { width: 1000, height: 800 }, corner);
    assert.equal(wide.scale, 0.968);
    assert.equal(wide.dy + (200 * wide.scale) / 2, 400);
  });

  it('ends above the corner, or begins beside it, whichever leaves it larger', () => {
    const screen = { width: 1000, height: 800 };
    const wide = fitted({ width: 1200, height: 1000 }, screen, corner);
    assert.ok(wide.dy + 1000 * wide.scale <= 800 - corner.height);
    const narrow = fitted({ width: 500, height: 1000 }, screen, corner);
    assert.ok(narrow.dx >= corner.width);
    assert.equal(narrow.scale, 0.768, 'as large as without the corner');
  });

  it('takes the whole screen where there is no corner', () => {
    assert.equal(
      fitted({ width: 1000, height: 1000 }, { width: 532, height: 532 }, { width: 0, height: 0 }).scale,
      0.5,
    );
  });
});
