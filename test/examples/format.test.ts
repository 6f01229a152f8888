/** The examples are laid out as `sysdesign format` lays them out. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '../../language/format/format.js';
import { root } from '../root.js';

const folder = join(root, 'examples');

describe('layout of the examples', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.sysdesign'))) {
    it(name, () => {
      const text = readFileSync(join(folder, name), 'utf8');
      assert.equal(format(text), text);
    });
  }
});
