/** Runs langium-cli over the grammar when the grammar is newer than what was generated, and checks that it wrote. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './set-up.mjs';

const sources = ['language/sysdesign.langium', 'langium-config.json'].map((path) => join(root, path));
const target = join(root, 'language/generated/ast.ts');

function isFresh() {
  if (!existsSync(target)) return false;
  const made = statSync(target).mtimeMs;
  return sources.every((source) => statSync(source).mtimeMs <= made);
}

if (!isFresh()) {
  const before = existsSync(target) ? statSync(target).mtimeMs : 0;
  const output = run(process.execPath, [join(root, 'node_modules/langium-cli/bin/langium.js'), 'generate']);
  // Under load langium-cli has been seen to report success without writing: believe the file, not the words.
  if (!existsSync(target) || statSync(target).mtimeMs <= before) {
    process.stderr.write(`${output}\nlangium generate wrote nothing.\n`);
    process.exit(1);
  }
}
