import type { Drawable } from '../../language/protocol.js';
import type { View } from './engine/messages.js';
import type { PageState } from './state.js';

/** What to draw of a design; a choice that the design has no longer counts as none. */
export function viewOf(state: PageState, drawable: Drawable | undefined, arrangement: number): View {
  const { diagrams = [], workloads = [] } = drawable?.design ?? {};
  const diagram = diagrams.find(({ id }) => id === state.diagram);
  const wanted = [state.workload, diagram?.workload, drawable?.estimate?.workload];
  const workload = wanted.find((id) => workloads.some((one) => one.id === id)) ?? workloads[0]?.id;
  return {
    ...(diagram === undefined ? {} : { diagram: diagram.id }),
    ...(workload === undefined ? {} : { workload }),
    scale: state.scale,
    arrangement,
    collapsed: state.collapsed ?? diagram?.collapse.map(({ to }) => to) ?? [],
  };
}
