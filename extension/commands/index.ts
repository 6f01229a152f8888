/** All commands, each in a file of its own. */
import { commands, type Disposable } from 'vscode';
import { checkWorkspaceCommand } from './check-workspace.js';
import type { Command, Session } from './command.js';
import { explainCommand } from './explain.js';
import { newDesignCommand } from './new-design.js';
import { openPreviewCommand } from './open-preview.js';
import { openWalkthroughCommand } from './open-walkthrough.js';
import { restartServerCommand } from './restart-server.js';
import { runScenarioCommand } from './run-scenario.js';
import { selectWorkloadCommand } from './select-workload.js';
import { showCounterexampleCommand } from './show-counterexample.js';
import { showEstimateCommand } from './show-estimate.js';
import { showLogCommand } from './show-log.js';
import { showMeCommand } from './show-me.js';
import { showSourceCommand } from './show-source.js';

const all: readonly Command[] = [
  checkWorkspaceCommand,
  explainCommand,
  newDesignCommand,
  openPreviewCommand,
  openWalkthroughCommand,
  restartServerCommand,
  runScenarioCommand,
  selectWorkloadCommand,
  showCounterexampleCommand,
  showEstimateCommand,
  showLogCommand,
  showMeCommand,
  showSourceCommand,
];

export function registerCommands(session: Session): Disposable[] {
  return all.map(({ id, run }) => commands.registerCommand(id, (...args: unknown[]) => run(session, ...args)));
}
