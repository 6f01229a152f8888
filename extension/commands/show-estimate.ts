import { window } from 'vscode';
import type { Command } from './command.js';
import { designIn } from './design-in.js';

/** Arguments: URI of the design, and a workload or block of expectations; each the one in use when missing. */
export const showEstimateCommand: Command = {
  id: 'sysdesign.showEstimate',
  run({ pages }, design, workload) {
    const uri = designIn(design);
    if (uri === undefined) return window.showInformationMessage('Open a design first.');
    return pages.showEstimate(uri, typeof workload === 'string' ? workload : undefined);
  },
};
