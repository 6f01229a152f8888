/** The gallery and the manual of the preview show what is there; `npm run preview-pictures` takes the pictures. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';

const pages = { gallery: 'gallery.md', preview: 'preview.md' };
const text = (path: string) => readFileSync(join(root, path), 'utf8');

describe('pictures of the preview', () => {
  const drawn = readdirSync(join(root, 'examples'))
    .filter((file) => file.endsWith('.sysdesign'))
    // What only others import has nothing to show.
    .filter((file) => /^\s*(?:client|service)\b/mu.test(text(`examples/${file}`)));

  for (const file of drawn)
    it(`${file} is in the gallery, under its title`, () => {
      const [, title = ''] = /^design "([^"]+)"/mu.exec(text(`examples/${file}`)) ?? [];
      const sections = text('docs/gallery.md').split(/^## /mu);
      const section = sections.find((one) => one.startsWith(`${title}\n`)) ?? '';
      assert.ok(section.includes(`(../examples/${file})`), title);
      for (const [, scenario = ''] of section.matchAll(/plays \*([^*]+)\*/gu))
        assert.ok(text(`examples/${file}`).includes(`scenario "${scenario}"`), scenario);
    });

  for (const [folder, page] of Object.entries(pages))
    it(`docs/${page} shows each picture of its folder, light and dark, and none else`, () => {
      const shown = [...text(`docs/${page}`).matchAll(/"(pictures\/[^"]+\.png)"/gu)].map(([, path = '']) => path);
      const there = readdirSync(join(root, 'docs/pictures', folder)).map((name) => `pictures/${folder}/${name}`);
      assert.deepEqual(shown.sort(), there.sort());
      for (const path of shown) {
        assert.ok(existsSync(join(root, 'docs', path.replace('-light', '-dark'))), path);
        assert.ok(statSync(join(root, 'docs', path)).size < 100_000, `${path} is too large for a page`);
      }
    });
});
