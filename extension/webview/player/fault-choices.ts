/** What can be broken, and how. */
import type { Component, Design } from '../../../analyzer/design/design.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import { struckOf } from '../../../analyzer/simulator/playback/struck.js';
import type { NewFault, Struck } from '../../../analyzer/simulator/playback/with-fault.js';

export type Way = 'crash' | 'slow' | 'partition' | 'pause' | 'fail' | 'lose' | 'surge';

/** Something that faults can befall. */
export interface Victim {
  /** As the player names it: id of a machine, a component or a place; `''`: the whole system. */
  readonly id: string;
  readonly group: 'Machines' | 'Components' | 'Places' | 'Load';
  readonly label: string;
  readonly struck: Struck;
  readonly ways: readonly Way[];
}

export const wayLabels: Readonly<Record<Way, string>> = {
  crash: 'Crash',
  slow: 'Slow down',
  partition: 'Cut off',
  pause: 'Pause',
  fail: 'Let some attempts fail',
  lose: 'Lose the place',
  surge: 'Surge of requests',
};

/** Everything that can be broken at a frame; whoever leads is called so. */
export function victimsOf(design: Design, playback: Playback, frame: number): readonly Victim[] {
  const machines = playback.machines.flatMap((machine): Victim[] => {
    const struck = struckOf(machine.id, playback.machines);
    if (struck === undefined) return [];
    const leads = machine.copies.some((copy) => copy.leads[frame] === 2);
    const label = leads && !machine.id.endsWith('.leader') ? `${machine.id} (leads)` : machine.id;
    return [{ id: machine.id, group: 'Machines', label, struck, ways: ['crash', 'slow', 'partition', 'pause'] }];
  });
  const components = design.components.flatMap((component): Victim[] => {
    const ways = waysOf(component);
    const { id } = component;
    return ways.length === 0 ? [] : [{ id, group: 'Components', label: id, struck: { to: id }, ways }];
  });
  const zones = design.regions.flatMap((region) => [region.id, ...region.zones.map(({ id }) => id)]);
  const places = zones.map((id): Victim => {
    return { id, group: 'Places', label: id, struck: { to: id }, ways: ['lose', 'partition'] };
  });
  return [
    ...machines,
    ...components,
    ...places,
    { id: '', group: 'Load', label: 'the load', struck: { to: '' }, ways: ['surge'] },
  ];
}

function waysOf({ kind }: Component): readonly Way[] {
  switch (kind) {
    case 'client':
      return ['partition'];
    case 'external':
      return ['crash', 'slow', 'fail', 'partition'];
    default:
      return ['crash', 'slow', 'partition', 'pause', 'fail'];
  }
}

/** What a victim is cut off from at first: of a copy the others, of a component its first caller, of a zone its region's others. */
export function otherSide(victim: Victim, others: readonly Victim[], design: Design, playback: Playback): string {
  const machine = playback.machines.find(({ id }) => id === victim.id);
  if (machine !== undefined && machine.copies.length > 0) return machine.component;
  const component = machine?.component ?? victim.id;
  for (const message of playback.messages) {
    if (message.from === message.to) continue;
    if (message.to === component && message.kind === 'request') return message.from;
  }
  const own = design.regions.find((region) => region.zones.some(({ id }) => id === victim.id));
  const beside =
    own?.zones.find(({ id }) => id !== victim.id)?.id ?? design.regions.find(({ id }) => id !== victim.id)?.id;
  if (victim.group === 'Places' && beside !== undefined) return beside;
  return others.find(({ id, group }) => group === 'Components' && id !== component)?.id ?? '';
}

/** The fault in the words of scenarios; `duration` missing: until the end. */
export function faultOf(
  way: Way,
  { struck }: Victim,
  other: Struck,
  amount: number,
  duration: number | undefined,
): NewFault {
  const lasts = duration === undefined ? {} : { duration };
  switch (way) {
    case 'slow':
      return { kind: 'slow', target: struck, factor: Math.max(1, amount), ...lasts };
    case 'fail':
      return { kind: 'fail', target: struck, share: (Math.max(0, Math.min(100, amount)) / 100) as never, ...lasts };
    case 'partition':
      return { kind: 'partition', between: [struck, other], ...lasts };
    case 'surge':
      return { kind: 'surge', factor: Math.max(0, amount), ...lasts };
    default:
      return { kind: way, target: struck, ...lasts };
  }
}
