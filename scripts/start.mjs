/** `npm start [-- FILE]`: set-up, then review, estimate and picture of one design. */
import { spawnSync } from 'node:child_process';
import { basename, join, resolve } from 'node:path';
import { buildCommand, installPackages, root } from './set-up.mjs';

installPackages();
process.stderr.write('Building …\n');
buildCommand();

// npm runs scripts in the package's folder and keeps the caller's folder in INIT_CWD.
const caller = process.env.INIT_CWD ?? process.cwd();
const given = process.argv[2];
const file = given === undefined ? join(root, 'examples', 'chat.sysdesign') : resolve(caller, given);
const picture = join(caller, `${basename(file, '.sysdesign')}.svg`);

function sysdesign(...args) {
  process.stderr.write(`\n$ sysdesign ${args.join(' ')}\n`);
  return (
    spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], { cwd: caller, stdio: 'inherit' }).status ?? 2
  );
}

const statuses = [sysdesign('check', file), sysdesign('estimate', file), sysdesign('export', file, '-o', picture)];
process.exit(Math.max(...statuses));
