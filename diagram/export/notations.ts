/** Every text notation, alphabetical. Raster images are made from the SVG, see `diagram/png`. */
import { dot } from './dot.js';
import { json } from './json.js';
import { mermaid } from './mermaid.js';
import type { Notation } from './notation.js';
import { svg } from './svg.js';

export const notations: readonly Notation[] = [dot, json, mermaid, svg];
