/**
 * What each word of the grammar means where it stands, in a sentence: `at` of a read is not `at` of a load.
 *
 * A test compares the lists with the grammar, and the sections with the headings of docs/language.md.
 */

import { behaviour } from './behaviour.js';
import type { RuleWords } from './rule-words.js';
import { structure } from './structure.js';

/** By name of the grammar’s rule. */
export const keywords: Readonly<Record<string, RuleWords>> = { ...structure, ...behaviour };
