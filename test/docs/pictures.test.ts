/** The pictures of the manual are what the command draws now; `UPDATE_GOLDEN=1` renews them. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sysdesign } from '../cli/run.js';
import { root } from '../root.js';

describe('docs/pictures', () => {
  for (const theme of ['light', 'dark']) {
    it(`chat-${theme}.svg`, async () => {
      const file = join(root, 'docs/pictures', `chat-${theme}.svg`);
      const run = await sysdesign(['export', 'examples/chat.sysdesign', '--format', 'svg', '--theme', theme], {
        folder: root,
      });
      assert.equal(run.status, 0, run.stderr);
      const picture = run.stdout.toString('utf8');
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, picture);
      // The pictures are long: say that they differ, not where.
      assert.ok(
        readFileSync(file, 'utf8') === picture,
        `docs/pictures/chat-${theme}.svg differs; UPDATE_GOLDEN=1 renews it`,
      );
    });
  }
});
