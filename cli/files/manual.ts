/** The pages of the manual that come with the command: `docs/` beside `dist/`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of a rule's page in the manual, `docs/rules/stale-quorum.md`; `undefined` when it has none. */
export function rulePage(rule: string): string | undefined {
  const path = `docs/rules/${rule}.md`;
  return /^[a-z0-9-]+$/.test(rule) && pageFile(path) !== undefined ? path : undefined;
}

/** Text of a page by its path in the manual. */
export function pageText(path: string): string | undefined {
  const file = pageFile(path);
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

const known = new Map<string, string | undefined>();

function pageFile(path: string): string | undefined {
  if (!known.has(path)) {
    const file = join(packageFolder, path);
    known.set(path, existsSync(file) ? file : undefined);
  }
  return known.get(path);
}

/** Sources, builds and bundles lie in folders of different depth below the package. */
function findPackage(): string {
  const own = dirname(fileURLToPath(import.meta.url));
  for (let folder = own; dirname(folder) !== folder; folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return folder;
  return own;
}

/** Folder of the installed package. */
export const packageFolder: string = findPackage();
