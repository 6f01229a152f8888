import { type TabGroup, TabInputText, ViewColumn, window } from 'vscode';
import type { Command } from './command.js';

/** The text of the design in the preview that has the focus: where it is open, else beside it. */
export const showSourceCommand: Command = {
  id: 'sysdesign.showSource',
  run({ previews }) {
    const uri = previews.active;
    if (uri === undefined) return undefined;
    const hasText = ({ tabs }: TabGroup) =>
      tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());
    const viewColumn = window.tabGroups.all.find(hasText)?.viewColumn ?? ViewColumn.Beside;
    return window.showTextDocument(uri, { viewColumn });
  },
};
