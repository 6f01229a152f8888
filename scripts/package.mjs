/**
 * `npm run package`: the extension as one VSIX in the repository's root.
 *
 * The package of npm and that of VS Code share one manifest but not their files: vsce takes its list either from the
 * manifest's `files`, which is npm's, or from a `.vscodeignore`. So what VS Code needs is laid out in a folder of its own.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkGallery } from './gallery.mjs';
import { buildCommand, installPackages, root } from './set-up.mjs';
import { installInto } from './vscode-host.mjs';

/** Everything that the VSIX holds, besides its manifest. */
const contents = [
  'CHANGELOG.md',
  'LICENSE',
  'dist/extension.cjs',
  'dist/extension-web.js',
  'dist/preview.css',
  'dist/preview.js',
  'dist/preview-engine.js',
  'dist/preview-simulation.js',
  'dist/server.cjs',
  'dist/server.cjs.LEGAL.txt',
  'dist/server-worker.js',
  'dist/server-worker.js.LEGAL.txt',
  'dist/simulation-worker.cjs',
  'dist/simulation-worker.js',
  'docs',
  'examples',
  'extension/icons',
  'extension/language-configuration.json',
  'extension/markdown/preview.css',
  'extension/syntaxes',
  'extension/templates',
  'extension/walkthrough',
  'schemas/config.schema.json',
  'schemas/layout.schema.json',
];
/** Sources among them, and pictures that only the repository's own page shows. */
const leftOut = /\.(ts|tsbuildinfo)$|\/tsconfig\.json$|\/docs\/pictures$/u;

/** What only npm reads in the manifest. */
const onlyNpm = ['bin', 'files', 'dependencies', 'devDependencies', 'scripts', 'type'];

const tools = join(root, '.cache', 'tools');
const stage = join(root, '.cache', 'vsix');
const vsce = '@vscode/vsce@3.9.2';

/** Packs what is built; path of the VSIX. */
export function buildVsix() {
  if (!existsSync(join(tools, 'node_modules', '@vscode', 'vsce'))) {
    process.stderr.write('Installing vsce into .cache/tools …\n');
    installInto(tools, [vsce]);
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  layOut(manifest);
  const vsix = join(root, `${manifest.name}-${manifest.version}.vsix`);
  const main = join(tools, 'node_modules', '@vscode', 'vsce', 'vsce');
  const result = spawnSync(
    process.execPath,
    [main, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix],
    { cwd: stage, encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`vsce failed:\n${result.stdout}${result.stderr}`);
  const warnings = `${result.stdout}${result.stderr}`.split('\n').filter((line) => /WARN/u.test(line));
  const problems = [...warnings, ...checkGallery(stage, vsix)];
  if (problems.length > 0) throw new Error(`The package would not be taken:\n${problems.join('\n')}`);
  return vsix;
}

function layOut(manifest) {
  rmSync(stage, { recursive: true, force: true });
  for (const path of contents) {
    const target = join(stage, path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, path), target, { recursive: true, filter: (file) => !leftOut.test(file) });
  }
  // Nothing of it is left out any more; without this file vsce asks for one.
  writeFileSync(join(stage, '.vscodeignore'), '.vscodeignore\n');
  // The page in galleries: the repository's own shows SVG pictures, which they refuse.
  cpSync(join(root, 'extension', 'README.md'), join(stage, 'README.md'));
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !onlyNpm.includes(key)));
  kept.engines = { vscode: manifest.engines.vscode };
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(kept, undefined, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  installPackages();
  buildCommand();
  const vsix = buildVsix();
  process.stdout.write(`${relative(process.cwd(), vsix)}: ${(statSync(vsix).size / 1e6).toFixed(2)} MB\n`);
}
