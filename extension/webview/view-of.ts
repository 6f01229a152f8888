import type { Drawable } from '../../language/protocol.js';
import type { View } from './engine/messages.js';
import type { PageState } from './state.js';

/** Of more boxes than this no picture can be read: groups are closed at first, and opened by who wants to see inside. */
const READABLE = 150;

/** What to draw of a design; a choice that the design has no longer counts as none. */
export function viewOf(
  state: Pick<PageState, 'diagram' | 'workload' | 'scale' | 'collapsed'>,
  drawable: Drawable | undefined,
  arrangement: number,
): View {
  const { diagrams = [], workloads = [] } = drawable?.design ?? {};
  const diagram = diagrams.find(({ id }) => id === state.diagram);
  const wanted = [state.workload, diagram?.workload, drawable?.estimate?.workload];
  const workload = wanted.find((id) => workloads.some((one) => one.id === id)) ?? workloads[0]?.id;
  return {
    ...(diagram === undefined ? {} : { diagram: diagram.id }),
    ...(workload === undefined ? {} : { workload }),
    scale: state.scale,
    arrangement,
    collapsed: state.collapsed ?? diagram?.collapse.map(({ to }) => to) ?? closedAtFirst(drawable),
  };
}

function closedAtFirst(drawable: Drawable | undefined): readonly string[] {
  const { components = [], groups = [] } = drawable?.design ?? {};
  if (components.length <= READABLE) return [];
  return groups.filter(({ parent }) => parent === undefined).map(({ id }) => id);
}
