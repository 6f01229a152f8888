/** Brings a fresh clone to a state in which everything runs: packages, generated parser, bundles. Plain Node, no packages. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a command in the repository, output shown only when it fails or when `show` is set; ends the process on failure. */
export function run(command, args, { show = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: show ? 'inherit' : 'pipe',
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return result.stdout ?? '';
  if (!show) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  process.stderr.write(`\n${command} ${args.join(' ')} failed.\n`);
  process.exit(result.status ?? 1);
}

/** Installs the locked packages when they are missing or the lock file changed since the last time. */
export function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const fingerprint = createHash('sha256').update(lock).digest('hex');
  const stamp = join(root, 'node_modules', '.sysdesign-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  process.stderr.write('Installing packages …\n');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

/** Generates the parser and bundles the command. */
export function buildCommand() {
  run(process.execPath, [join(root, 'scripts', 'generate-language.mjs')]);
  run(process.execPath, [join(root, 'scripts', 'bundle.mjs')]);
}
