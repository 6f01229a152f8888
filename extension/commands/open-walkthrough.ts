import { commands } from 'vscode';
import type { Command } from './command.js';

export const openWalkthroughCommand: Command = {
  id: 'sysdesign.openWalkthrough',
  run: ({ context }) =>
    commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`, false),
};
