/** Cutting edges at the borders that they cross. */
import type { SceneEdge } from '../scene/scene.js';
import { type Containment, containersOf, ROOT } from './containment.js';

/** One edge in one level; a missing end is the border. */
export interface Hop {
  readonly edge: SceneEdge;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The two ends of an edge as seen from each level that it passes, in travel order. */
export function hopsByContainer(containment: Containment): ReadonlyMap<string, readonly Hop[]> {
  const result = new Map<string, Hop[]>();
  const add = (container: string, hop: Hop): void => {
    const list = result.get(container);
    if (list === undefined) result.set(container, [hop]);
    else list.push(hop);
  };
  for (const edge of containment.edges) {
    if (edge.from === edge.to) continue;
    const up = containersOf(edge.from, containment.parent);
    const down = containersOf(edge.to, containment.parent);
    if (up.includes(edge.to)) {
      climb(edge.from, up.slice(0, up.indexOf(edge.to) + 1), (container, child) =>
        add(container, { edge, from: child, to: undefined }),
      );
    } else if (down.includes(edge.from)) {
      climb(edge.to, down.slice(0, down.indexOf(edge.from) + 1), (container, child) =>
        add(container, { edge, from: undefined, to: child }),
      );
    } else {
      const top = up.find((container) => down.includes(container)) ?? ROOT;
      const last = climb(edge.from, up.slice(0, up.indexOf(top)), (container, child) =>
        add(container, { edge, from: child, to: undefined }),
      );
      const first = climb(edge.to, down.slice(0, down.indexOf(top)), (container, child) =>
        add(container, { edge, from: undefined, to: child }),
      );
      add(top, { edge, from: last, to: first });
    }
  }
  return result;
}

/** Walks outwards through the given containers, telling which child of each is on the way; returns the outermost. */
function climb(
  element: string,
  containers: readonly string[],
  visit: (container: string, child: string) => void,
): string {
  let child = element;
  for (const container of containers) {
    visit(container, child);
    child = container;
  }
  return child;
}

/** The level in which the label of an edge that shares with no other has most room: the outermost it passes. */
export function labelLevel(edge: SceneEdge, parent: ReadonlyMap<string, string>): string {
  const up = containersOf(edge.from, parent);
  const down = containersOf(edge.to, parent);
  if (up.includes(edge.to)) return edge.to;
  if (down.includes(edge.from)) return edge.from;
  return up.find((container) => down.includes(container)) ?? ROOT;
}
