/** The textbook cases of `test/cases`, through the command line: no error, and all that they expect holds. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';
import { sideBySide, sysdesign } from './run.js';
import { assertValid } from './schemas.js';

const folder = join(root, 'test/cases');

describe('textbook cases on the command line', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sysdesign'));
  let runOf: ReturnType<typeof sideBySide<string>>;
  before(() => {
    runOf = sideBySide(files, (file) => sysdesign(['estimate', file, '--format', 'json'], { folder }));
  });

  for (const file of files) {
    it(`${file} is estimated, and its expectations hold`, async () => {
      const { stdout, stderr, status } = await runOf(file);
      assert.deepEqual([stderr, status], ['', 0], stdout.toString());
      const value = assertValid('estimate', stdout.toString()) as Estimates;
      const estimates = 'workloads' in value ? value.workloads : [value];
      const expectations = estimates.flatMap((one) => one.expectations);
      assert.ok(estimates.length > 0);
      assert.deepEqual(
        expectations.filter(({ holds }) => holds !== true),
        [],
      );
    });
  }
});

interface One {
  readonly expectations: readonly { readonly id: string; readonly holds: boolean | null }[];
}
type Estimates = One | { readonly workloads: readonly One[] };
