/** The question that is asked first of a design with copies: what happens when a leader dies? */
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import { struckOf } from '../../../analyzer/simulator/playback/struck.js';
import type { NewFault } from '../../../analyzer/simulator/playback/with-fault.js';

/** A fault, and seconds from the start of the run. */
export interface Planned {
  readonly fault: NewFault;
  readonly at: number;
}

/** The first leader of a component crashes after a quarter of the run, for half of it; of those that have none, the first machine. */
export function leaderCrash({ machines, duration }: Playback, component: string): Planned | undefined {
  const own = machines.filter((machine) => machine.component === component);
  const leads = own.find(({ copies }) => copies.some((copy) => copy.leads[0] === 2));
  const victim = leads ?? own[0];
  const target = victim === undefined ? { to: component } : struckOf(victim.id, machines);
  if (target === undefined) return undefined;
  return { fault: { kind: 'crash', target, duration: duration / 2 }, at: duration / 4 };
}
