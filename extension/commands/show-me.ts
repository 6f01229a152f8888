import { ProgressLocation, Uri, window } from 'vscode';
import { withShares } from '../expectations/progress.js';
import type { Command } from './command.js';

/** Quick fixes ask for it. Arguments: URI of the design, rule, and line of the finding, from 0. */
export const showMeCommand: Command = {
  id: 'sysdesign.showMe',
  async run({ server, counterexamples }, design, rule, line) {
    if (typeof design !== 'string' || typeof rule !== 'string' || typeof line !== 'number')
      return window.showInformationMessage('Choose it at a finding of the review.');
    const uri = Uri.parse(design).toString();
    const answer = await window.withProgress(
      { location: ProgressLocation.Notification, title: `Searching a run that shows ${rule}`, cancellable: true },
      (progress, token) => withShares(server, uri, rule, progress, () => server.showMe(uri, rule, line, token)),
    );
    // Whoever cancelled it knows.
    if (answer === undefined) return undefined;
    if ('problem' in answer) return void window.showWarningMessage(answer.problem);
    const { runs, counterexample } = answer;
    if (counterexample === undefined)
      return void window.showInformationMessage(
        `None of ${runs} runs showed it: crashes, pauses, partitions and slow machines at times by chance. That proves nothing.`,
      );
    counterexamples.keepFound(uri, rule, counterexample);
    return counterexamples.show(uri, rule, 0);
  },
};
