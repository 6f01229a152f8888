import { window } from 'vscode';
import type { Command } from './command.js';

/** A lens above scenarios asks for it. */
export const runScenarioCommand: Command = {
  id: 'sysdesign.runScenario',
  run: () => window.showInformationMessage('Scenarios need the simulator, which this version has not got yet.'),
};
