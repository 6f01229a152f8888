/** What is to be said of a component at the end of each frame, in the words of a pill. */
import { State } from '../../analyzer/simulator/playback/playback.js';
import type { BadgeSeverity } from '../scene/scene.js';
import type { View } from './view.js';

export interface Condition {
  readonly text: string;
  readonly severity: BadgeSeverity;
  /** None of its machines works. */
  readonly isGone: boolean;
}

const words: readonly (readonly [bit: number, text: string, severity: BadgeSeverity])[] = [
  [State.cut, 'cut off', 'error'],
  [State.still, 'stands still', 'warning'],
  [State.slow, 'slow', 'warning'],
  [State.failing, 'failing', 'warning'],
  [State.skewed, 'wrong clock', 'warning'],
];

/** One condition per frame; none where all is well. */
export function conditionsOf(component: string, view: View): readonly (Condition | undefined)[] {
  const series = view.playback.components[component];
  const up = view.valuesOf(series?.up);
  const instances = view.valuesOf(series?.instances);
  const state = view.valuesOf(series?.state);
  const leaderless = view.valuesOf(series?.leaderless);
  const leaders = leadersOf(component, view);
  const first = leaders.find((one) => one !== undefined);
  return up.map((working, frame) => {
    const said: (readonly [string, BadgeSeverity])[] = [];
    const all = instances[frame] ?? Number.NaN;
    const bits = state[frame] || 0;
    const isGone = working === 0 && all > 0;
    const isCrashed = (bits & State.down) !== 0;
    if (isCrashed && !(working > 0 && working < all)) said.push(['down', 'error']);
    else if (working > 0 && working < all) said.push([`${working} of ${all} up`, 'error']);
    for (const [bit, text, severity] of words) if ((bits & bit) !== 0) said.push([text, severity]);
    const without = leaderless[frame] ?? 0;
    if (without > 0) said.push([without === 1 ? 'no leader' : `${without} shards without a leader`, 'error']);
    const leader = leaders[frame];
    if (!(without > 0) && leader !== undefined && leader !== first) said.push([`${leader} leads`, 'info']);
    if (said.length === 0) return undefined;
    const severity = (['error', 'warning', 'info'] as const).find((one) => said.some(([, own]) => own === one));
    return { text: said.map(([text]) => text).join(' · '), severity: severity ?? 'info', isGone };
  });
}

/** Who leads the only shard of a store, frame by frame, as faults name the machine within it: `replica 1`. */
function leadersOf(component: string, view: View): readonly (string | undefined)[] {
  const copies = view.playback.machines
    .filter((machine) => machine.component === component)
    .flatMap(({ id, copies }) => copies.map(({ shard, leads }) => ({ id, shard, leads: view.valuesOf(leads) })));
  if (copies.some(({ shard }) => shard > 0)) return [];
  return Array.from({ length: view.frames }, (_, frame) =>
    copies
      .find(({ leads }) => leads[frame] === 2)
      ?.id.slice(component.length + 1)
      .replaceAll('.', ' '),
  );
}
