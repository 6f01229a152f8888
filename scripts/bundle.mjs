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
  entryPoints: { cli: join(root, 'cli/main.ts') },
  outdir: join(root, 'dist'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  external: ['@resvg/resvg-js'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

// The rasterizer reads fonts from files.
cpSync(join(root, 'diagram/png/fonts'), join(root, 'dist/fonts'), { recursive: true });
