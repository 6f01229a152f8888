/** All families of code actions, in the order they are offered. */
import { refactorings } from '../refactor/index.js';
import type { ActionFamily } from './action.js';
import { fixAllSafe } from './fix-all.js';
import { ignore } from './ignore.js';
import { organizeImports } from './organize-imports.js';
import { quickFix } from './quick-fix.js';
import { showMe } from './show-me.js';

export const actionFamilies: readonly ActionFamily[] = [
  quickFix,
  showMe,
  ignore,
  ...refactorings,
  fixAllSafe,
  organizeImports,
];
