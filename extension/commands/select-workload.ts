import { ConfigurationTarget, type QuickPickItem, window, workspace } from 'vscode';
import { workloadInUse } from '../status.js';
import type { Command } from './command.js';

/** Chooses the workload whose figures show, among those of the design in the active editor; writes the setting. */
export const selectWorkloadCommand: Command = {
  id: 'sysdesign.selectWorkload',
  async run({ server }, workload) {
    const { activeTextEditor } = window;
    const news = activeTextEditor === undefined ? undefined : server.analysis(activeTextEditor.document.uri);
    const names = news?.workloads ?? [];
    if (typeof workload === 'string') return write(workload);
    if (names.length === 0) return window.showInformationMessage('This design has no workload.');
    const inUse = workloadInUse(news);
    const items: readonly QuickPickItem[] = names.map((label) => ({
      label,
      ...(label === inUse ? { description: 'in use' } : {}),
    }));
    const chosen = await window.showQuickPick(items, {
      title: 'Workload whose estimate shows',
      placeHolder: 'Hints, lenses, pictures and the estimate use it',
    });
    return chosen === undefined ? undefined : write(chosen.label);
  },
};

const write = (workload: string) =>
  workspace
    .getConfiguration('sysdesign')
    .update(
      'workload',
      workload,
      workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace,
    );
