/** `npm test [-- MOCHA ARGS]`: set-up, type-check, then every test that needs no display. */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildCommand, installPackages, root, run } from './set-up.mjs';

installPackages();
buildCommand();
run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], { show: true });
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
// One core takes ten minutes; and mocha leaves one of two cores out when it is not told.
const shared = ['--parallel', '--jobs', String(availableParallelism())];
const result = spawnSync(process.execPath, [mocha, ...shared, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
