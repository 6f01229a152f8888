/**
 * `npm run code [-- FOLDER]`: the extension from source in the user's VS Code, or else in one that runs in a browser.
 * Without a folder, the examples are opened.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildCommand, installPackages, root } from './set-up.mjs';
import { program, VsCode } from './vscode-host.mjs';

installPackages();
process.stderr.write('Building …\n');
buildCommand();

const caller = process.env.INIT_CWD ?? process.cwd();
const given = process.argv[2];
const folder = given === undefined ? join(root, 'examples') : resolve(caller, given);

const desktop = program('code', 'code-insiders', 'codium');
if (desktop !== undefined) {
  process.stderr.write(`Opening ${folder} in ${desktop}\n`);
  const args = ['--extensionDevelopmentPath', root, '--new-window', folder];
  const child = spawn(desktop, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  child.on('exit', (code) => process.exit(code ?? 0));
} else {
  const code = await VsCode.start({ settings: { 'git.enabled': true } });
  const payload = [['extensionDevelopmentPath', code.remote(root)]];
  process.stdout.write(
    `VS Code with the extension, in a browser:\n\n  ${code.folder(folder, payload)}\n\nEnd it with Ctrl+C.\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => void code.stop().then(() => process.exit(0)));
}
