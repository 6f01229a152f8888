import { window } from 'vscode';
import type { Command } from './command.js';
import { designIn } from './design-in.js';

/** Arguments: URI of the design, the one in the active editor when missing; id of the part to look at, if any. */
export const openPreviewCommand: Command = {
  id: 'sysdesign.openPreview',
  run({ previews }, design, part) {
    const uri = designIn(design);
    return uri === undefined
      ? window.showInformationMessage('Open a design first.')
      : previews.showBeside(uri, typeof part === 'string' ? part : undefined);
  },
};
