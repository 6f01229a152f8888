import { commands, ProgressLocation, window } from 'vscode';
import { checkWorkspace } from '../../language/protocol.js';
import { saidFindings } from '../status.js';
import type { Command } from './command.js';

/** Analyses every design of the open folders; findings of closed ones stay in the Problems view from then on. */
export const checkWorkspaceCommand: Command = {
  id: 'sysdesign.checkWorkspace',
  async run({ server }) {
    const report = await window.withProgress(
      { location: ProgressLocation.Window, title: 'Checking all designs' },
      async () => server.request(checkWorkspace, {}),
    );
    if (report === undefined) return undefined;
    const files = `${report.files} design${report.files === 1 ? '' : 's'}`;
    if (report.errors + report.warnings + report.infos > 0)
      await commands.executeCommand('workbench.actions.view.problems');
    void window.showInformationMessage(`${files} checked: ${saidFindings(report).toLowerCase()}.`);
    return report;
  },
};
