/** All features, each in a file of its own. */
import type { Feature } from './feature.js';

export const features: readonly Feature[] = [];
