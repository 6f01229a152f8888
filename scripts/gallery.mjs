/** What the Visual Studio Marketplace and Open VSX refuse, or show badly; as far as it can be known without them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of the largest package we want to publish. */
const LARGEST = 3_000_000;

/** Categories that the Marketplace has. */
const categories = new Set([
  'AI',
  'Azure',
  'Chat',
  'Data Science',
  'Debuggers',
  'Education',
  'Extension Packs',
  'Formatters',
  'Keymaps',
  'Language Packs',
  'Linters',
  'Machine Learning',
  'Notebooks',
  'Other',
  'Programming Languages',
  'SCM Providers',
  'Snippets',
  'Testing',
  'Themes',
  'Visualization',
]);

/** Problems of a laid out package and its VSIX; none when it can be published. */
export function checkGallery(folder, vsix) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [
    ...about(manifest),
    ...icon(folder, manifest),
    ...pages(folder),
    ...paths(folder, manifest),
    ...size(folder, vsix),
  ];
}

function* about(manifest) {
  for (const key of ['name', 'displayName', 'publisher', 'version', 'description', 'license', 'icon'])
    if (typeof manifest[key] !== 'string' || manifest[key] === '') yield `the manifest has no ${key}`;
  if (!/^[a-z0-9][a-z0-9-]*$/u.test(manifest.publisher)) yield 'the publisher is no identifier';
  if (!/^\d+\.\d+\.\d+$/u.test(manifest.version)) yield 'the version is not three numbers';
  for (const category of manifest.categories) if (!categories.has(category)) yield `no category '${category}'`;
  if (manifest.keywords.length > 30) yield 'more than 30 keywords';
  if (manifest.activationEvents.includes('*') || manifest.activationEvents.includes('onStartupFinished'))
    yield 'it activates itself without need';
}

function* icon(folder, manifest) {
  const bytes = readFileSync(join(folder, manifest.icon));
  if (bytes.toString('latin1', 1, 4) !== 'PNG') {
    yield 'the icon is no PNG';
    return;
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (width < 128 || width !== height) yield `the icon is ${width} × ${height}`;
}

function* pages(folder) {
  for (const page of ['README.md', 'CHANGELOG.md', 'LICENSE'])
    if (!existsSync(join(folder, page))) yield `there is no ${page}`;
  for (const page of ['README.md', 'CHANGELOG.md']) {
    const text = readFileSync(join(folder, page), 'utf8');
    if (text.length < 20) yield `${page} says nothing`;
    const images = [
      ...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)/gu),
      ...text.matchAll(/<(?:img|source)[^>]*src(?:set)?="([^"\s]+)/gu),
    ];
    for (const [, address = ''] of images) {
      if (/\.svg\b/iu.test(address)) yield `${page} shows the SVG ${address}`;
      else if (!/^https:/u.test(address) && !existsSync(join(folder, address)))
        yield `${page} shows ${address}, which is not there`;
    }
    for (const [, address = ''] of text.matchAll(/(?<!!)\[[^\]]*\]\(([^)#\s]+)[^)]*\)/gu))
      if (!/^[a-z]+:/u.test(address) && !existsSync(join(folder, address)))
        yield `${page} links ${address}, which is not there`;
  }
}

/** Files that the manifest names. */
function* paths(folder, manifest) {
  const named = JSON.stringify(manifest.contributes).matchAll(/"((?:\.\/)?(?:extension|schemas|dist)\/[^"]+)"/gu);
  for (const path of new Set([manifest.main, manifest.browser, ...[...named].map((match) => match[1])]))
    if (!existsSync(join(folder, path))) yield `the manifest names ${path}, which is not there`;
}

function* size(folder, vsix) {
  const bytes = statSync(vsix).size;
  if (bytes > LARGEST) yield `the package has ${bytes} bytes; ${LARGEST} are allowed`;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/\.node$|node_modules|\.env$|\.map$/u.test(file)) yield `${file} shall not be in the package`;
}
