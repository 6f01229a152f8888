/** All refactorings, each in a file of its own. */
import type { ActionFamily } from '../code-action/action.js';
import { blockLines } from './block-lines.js';
import { emptyBlock } from './empty-block.js';
import { extractFile } from './extract-file.js';
import { extractTemplate } from './extract-template.js';
import { group } from './group.js';
import { inlineTemplate } from './inline-template.js';
import { sortClauses } from './sort-clauses.js';
import { unit } from './unit.js';
import { workloadFrom } from './workload-from.js';

export const refactorings: readonly ActionFamily[] = [
  blockLines,
  emptyBlock,
  extractFile,
  extractTemplate,
  group,
  inlineTemplate,
  sortClauses,
  unit,
  workloadFrom,
];
