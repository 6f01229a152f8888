/** esbuild bundles of what users run. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './set-up.mjs';

// Chunks of an earlier build have other names.
rmSync(join(root, 'dist'), { recursive: true, force: true });

// Native code stays outside the bundle; CommonJS dependencies inside it need `require`.
await build({
  absWorkingDir: root,
  entryPoints: { cli: join(root, 'cli/main.ts'), 'run-worker': join(root, 'cli/runs/worker.ts') },
  outdir: join(root, 'dist'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  minify: true,
  legalComments: 'linked',
  external: ['@resvg/resvg-js'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

// Language servers are one file each: VS Code starts the first as a process, browsers the second as a worker.
const server = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  legalComments: 'linked',
  logLevel: 'warning',
};
await build({
  ...server,
  entryPoints: [join(root, 'language/main/node-server.ts')],
  outfile: join(root, 'dist/server.cjs'),
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  define: { 'import.meta.url': '__moduleAddress' },
  banner: { js: "const __moduleAddress = require('node:url').pathToFileURL(__filename).href;" },
});
await build({
  ...server,
  entryPoints: [join(root, 'language/main/worker.ts')],
  outfile: join(root, 'dist/server-worker.js'),
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
});

// What plays scenarios beside them, off their thread; the thread of Node loads the worker of browsers.
for (const [entry, outfile, platform] of [
  ['language/main/simulation-thread.ts', 'dist/simulation-worker.cjs', 'node'],
  ['language/main/simulation-worker.ts', 'dist/simulation-worker.js', 'browser'],
])
  await build({
    ...server,
    entryPoints: [join(root, entry)],
    outfile: join(root, outfile),
    platform,
    target: 'es2022',
    format: platform === 'node' ? 'cjs' : 'iife',
    external: platform === 'node' ? ['./simulation-worker.js'] : [],
  });

// The extension, for VS Codes with Node and in browsers.
for (const [entry, outfile, platform] of [
  ['extension/node.ts', 'dist/extension.cjs', 'node'],
  ['extension/browser.ts', 'dist/extension-web.js', 'browser'],
])
  await build({
    ...server,
    entryPoints: [join(root, entry)],
    outfile: join(root, outfile),
    platform,
    target: 'es2022',
    format: 'cjs',
    external: ['vscode'],
  });

// The page of the preview, its style, the worker that draws for it and for pages of text, and the one that simulates.
for (const [entry, outfile] of [
  ['extension/webview/main.ts', 'dist/preview.js'],
  ['extension/webview/engine/worker.ts', 'dist/preview-engine.js'],
  ['extension/webview/simulation/worker.ts', 'dist/preview-simulation.js'],
  ['extension/webview/preview.css', 'dist/preview.css'],
])
  await build({
    ...server,
    entryPoints: [join(root, entry)],
    outfile: join(root, outfile),
    platform: 'browser',
    target: ['es2022', 'chrome123'],
    format: 'iife',
  });

// The rasterizer reads fonts from files.
cpSync(join(root, 'diagram/png/fonts'), join(root, 'dist/fonts'), { recursive: true });
