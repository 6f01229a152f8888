/** Every rule, alphabetical by id; a test compares this list with the folders. */
import type { Rule } from './rule.js';

export const rules: readonly Rule[] = [];
