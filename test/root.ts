/** Absolute path of the repository root, found upwards from here, so that tests run from sources and from `out/` alike. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('bug: no package.json above the tests');
  return findRoot(parent);
}

export const root: string = findRoot(dirname(fileURLToPath(import.meta.url)));
