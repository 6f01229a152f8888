/** What can be broken, and how. */
import type { Component, Design } from '../../../analyzer/design/design.js';
import { type Ratio, ratio, seconds } from '../../../analyzer/design/units.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import { struckOf } from '../../../analyzer/simulator/playback/struck.js';
import type { NewFault, Struck } from '../../../analyzer/simulator/playback/with-fault.js';

export type Way =
  | 'crash'
  | 'restart'
  | 'slow'
  | 'partition'
  | 'drop'
  | 'pause'
  | 'fail'
  | 'flush'
  | 'skew_clock'
  | 'lose'
  | 'surge';

/** Of what is asked how much: what is proposed, and its unit. */
export const amounts: Readonly<Partial<Record<Way, { readonly proposed: number; readonly unit: string }>>> = {
  slow: { proposed: 10, unit: '×' },
  fail: { proposed: 50, unit: '%' },
  drop: { proposed: 20, unit: '%' },
  skew_clock: { proposed: 5, unit: 's' },
  surge: { proposed: 3, unit: '×' },
};

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
  restart: 'Restart',
  slow: 'Slow down',
  partition: 'Cut off',
  drop: 'Lose some messages',
  pause: 'Pause',
  fail: 'Let some attempts fail',
  flush: 'Flush',
  skew_clock: 'Set the clock wrong',
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
    const ways = ['crash', 'restart', 'slow', 'partition', 'drop', 'pause', 'skew_clock'] as const;
    return [{ id: machine.id, group: 'Machines', label, struck, ways }];
  });
  const components = design.components.flatMap((component): Victim[] => {
    const ways = waysOf(component);
    const { id } = component;
    return ways.length === 0 ? [] : [{ id, group: 'Components', label: id, struck: { to: id }, ways }];
  });
  const zones = design.regions.flatMap((region) => [region.id, ...region.zones.map(({ id }) => id)]);
  const places = zones.map((id): Victim => {
    return { id, group: 'Places', label: id, struck: { to: id }, ways: ['lose', 'partition', 'drop'] };
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
      return ['partition', 'drop'];
    case 'external':
      return ['crash', 'slow', 'fail', 'partition', 'drop'];
    case 'cache':
    case 'cdn':
      return ['crash', 'restart', 'flush', 'slow', 'partition', 'drop', 'pause', 'fail'];
    default:
      return ['crash', 'restart', 'slow', 'partition', 'drop', 'pause', 'fail'];
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
      return { kind: 'fail', target: struck, share: shareOf(amount), ...lasts };
    case 'drop':
      return { kind: 'drop', between: [struck, other], share: shareOf(amount), ...lasts };
    case 'skew_clock':
      return { kind: 'skew_clock', target: struck, by: seconds(amount), ...lasts };
    case 'flush':
      return { kind: 'flush', target: struck };
    case 'partition':
      return { kind: 'partition', between: [struck, other], ...lasts };
    case 'surge':
      return { kind: 'surge', factor: Math.max(0, amount), ...lasts };
    default:
      return { kind: way, target: struck, ...lasts };
  }
}

const shareOf = (percent: number): Ratio => ratio(Math.max(0, Math.min(100, percent)) / 100);
