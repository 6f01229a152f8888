import { Uri, window } from 'vscode';
import { isDesign } from '../language-id.js';
import type { Command } from './command.js';

/** Arguments: URI of the design and a workload, each the one in use when missing. */
export const showEstimateCommand: Command = {
  id: 'sysdesign.showEstimate',
  run({ pages }, design, workload) {
    const document = window.activeTextEditor?.document;
    const uri = uriOf(design) ?? (document !== undefined && isDesign(document) ? document.uri : undefined);
    if (uri === undefined) return window.showInformationMessage('Open a design first.');
    return pages.showEstimate(uri, typeof workload === 'string' ? workload : undefined);
  },
};

function uriOf(value: unknown): Uri | undefined {
  if (value instanceof Uri) return value;
  return typeof value === 'string' ? Uri.parse(value) : undefined;
}
