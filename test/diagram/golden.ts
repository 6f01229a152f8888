/** Compares with a file of `test/diagram/golden`; `UPDATE_GOLDEN=1` writes the file instead. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.js';

/** Fails when the text differs from the golden file of that name. */
export function assertGolden(name: string, actual: string): void {
  const path = join(root, 'test', 'diagram', 'golden', name);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    return;
  }
  assert.ok(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`);
  assert.equal(actual, readFileSync(path, 'utf8'), `${name} differs; UPDATE_GOLDEN=1 writes it anew`);
}
