/** Every technology, by family. */
import type { Technology } from '../types.js';

export const technologies: readonly Technology[] = [];
