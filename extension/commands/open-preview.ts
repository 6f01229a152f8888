import { window } from 'vscode';
import type { Command } from './command.js';
import { designIn } from './design-in.js';

/** Argument: URI of the design, the one in the active editor when missing. */
export const openPreviewCommand: Command = {
  id: 'sysdesign.openPreview',
  run({ pages }, design) {
    const uri = designIn(design);
    return uri === undefined ? window.showInformationMessage('Open a design first.') : pages.showPicture(uri);
  },
};
