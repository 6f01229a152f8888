import type { Command } from './command.js';

/** Failures of scenarios link to it. Arguments: URI of the design, id of the scenario, position of the counterexample. */
export const showCounterexampleCommand: Command = {
  id: 'sysdesign.showCounterexample',
  run({ counterexamples }, design, scenario, index) {
    if (typeof design !== 'string' || typeof scenario !== 'string') return undefined;
    return counterexamples.show(design, scenario, typeof index === 'number' ? index : 0);
  },
};
