import { commands, ProgressLocation, window } from 'vscode';
import type { Tally } from '../expectations/outcome.js';
import { withShares } from '../expectations/progress.js';
import type { Command } from './command.js';
import { designIn } from './design-in.js';

/** A lens above scenarios asks for it. Arguments: URI of the design, and id of the scenario. */
export const runScenarioCommand: Command = {
  id: 'sysdesign.runScenario',
  async run({ expectations, server, counterexamples }, design, scenario) {
    const uri = designIn(design);
    if (uri === undefined || typeof scenario !== 'string') return window.showInformationMessage('Open a design first.');
    const tally = await window.withProgress(
      { location: ProgressLocation.Notification, title: `Running the scenario ${scenario}`, cancellable: true },
      (progress, token) =>
        withShares(server, uri.toString(), scenario, progress, async () => {
          const result = await expectations.runScenario(uri, scenario, token);
          return token.isCancellationRequested ? undefined : (result ?? gone);
        }),
    );
    // Whoever cancelled it knows.
    if (tally === undefined) return undefined;
    return tell(tally, (found) => counterexamples.show(uri.toString(), found.scenario, found.index));
  },
};

const gone: Tally = { passed: 0, failed: 0, undecided: 0, problem: 'There is no such scenario any more.' };

const results = 'Show Results';
const example = 'Show Counterexample';

/** Says how it went; not waited for, since the message may stay for long. */
function tell(
  { passed, failed, undecided, problem, counterexample }: Tally,
  show: (found: NonNullable<Tally['counterexample']>) => unknown,
): void {
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
    ...(passed > 0 ? [`${passed} passed`] : []),
  ];
  const text = problem ?? `The scenario was run: ${parts.join(', ')}.`;
  const say = problem !== undefined || failed > 0 ? window.showWarningMessage : window.showInformationMessage;
  const answers = counterexample === undefined ? [results] : [results, example];
  void say(text, ...answers).then((answer) => {
    if (answer === results) void commands.executeCommand('workbench.panel.testResults.view.focus');
    if (answer === example && counterexample !== undefined) void show(counterexample);
  });
}
