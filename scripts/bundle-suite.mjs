/** Bundles the tests that run inside extension hosts: one CommonJS file for Node and browsers. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './set-up.mjs';

/** Folder of the bundle; it is the whole of what hosts load as tests. */
export const suiteFolder = join(root, 'out', 'vscode-suite');

export async function bundleSuite() {
  const mocha = readFileSync(join(root, 'node_modules/mocha/mocha.js'), 'utf8').replace(
    /\/\/# sourceMappingURL.*/u,
    '',
  );
  mkdirSync(suiteFolder, { recursive: true });
  writeFileSync(join(suiteFolder, 'package.json'), '{ "type": "commonjs" }\n');
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'test/vscode/suite/index.ts')],
    outfile: join(suiteFolder, 'index.js'),
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'cjs',
    external: ['vscode'],
    sourcemap: 'inline',
    // Mocha's build for browsers looks for a module system before it takes the global object.
    banner: { js: `(function (exports, module, define) {${mocha}\n}).call(globalThis);` },
    logLevel: 'warning',
  });
}
