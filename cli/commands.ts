/** Every command, in the order of the help. */
import { registerCheck } from './check.js';
import type { Register } from './command.js';
import { registerEstimate } from './estimate.js';
import { registerExplain } from './explain.js';
import { registerExport } from './export.js';
import { registerFormat } from './format.js';
import { registerLsp } from './lsp.js';
import { registerMerge } from './merge.js';
import { registerSimulate } from './simulate.js';
import { registerTest } from './test.js';

export const commands: readonly Register[] = [
  registerCheck,
  registerEstimate,
  registerSimulate,
  registerTest,
  registerMerge,
  registerExport,
  registerFormat,
  registerExplain,
  registerLsp,
];
