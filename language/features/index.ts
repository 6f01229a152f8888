/** All features, each in a file of its own. */
import { codeLens } from './code-lenses.js';
import { expectations } from './expectations.js';
import type { Feature } from './feature.js';
import { hover } from './hover/hover.js';
import { inlayHint } from './inlay-hints.js';
import { pages } from './pages.js';

export const features: readonly Feature[] = [codeLens, expectations, hover, inlayHint, pages];
