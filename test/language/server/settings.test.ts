import assert from 'node:assert/strict';
import { defaultSettings } from '../../../language/protocol.js';
import { readSettings } from '../../../language/server/settings.js';

describe('settings of a client', () => {
  it('what is missing or of another type is as usual', () => {
    for (const given of [
      null,
      undefined,
      5,
      'x',
      [],
      {},
      { inlayHints: null, codeLens: 3, workload: 1 },
      { inlayHints: {} },
    ])
      assert.deepEqual(readSettings(given), defaultSettings);
  });
  it('what is said counts', () => {
    const settings = readSettings({ inlayHints: { enabled: false }, workload: 'night' });
    assert.deepEqual(settings, { ...defaultSettings, inlayHints: { enabled: false }, workload: 'night' });
  });
});
