/** Draws `extension/icons/icon.png` from the SVG beside it: galleries take no SVG. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { root } from './set-up.mjs';

const folder = join(root, 'extension', 'icons');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
writeFileSync(join(folder, 'icon.png'), new Resvg(svg, { fitTo: { mode: 'width', value: 128 } }).render().asPng());
