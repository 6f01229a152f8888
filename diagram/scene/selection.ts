/** What a `diagram` declaration shows of a design. */
import type { Component, Design, Diagram, Id } from '../../analyzer/design/design.js';
import type { Operation } from '../../analyzer/flow/operations.js';

export interface Selection {
  readonly components: ReadonlySet<Id>;
  readonly showsOperation: (operation: Operation) => boolean;
}

/**
 * `show` and `hide` name components, groups, regions (with all that runs in them) and flows. A shown flow brings the
 * components it visits and its own arrows; arrows between components that were shown by name are all there.
 */
export function selectionOf(design: Design, operations: readonly Operation[], diagram: Diagram | undefined): Selection {
  const all = new Set(design.components.map(({ id }) => id));
  if (diagram === undefined) return { components: all, showsOperation: () => true };
  const members = (ids: readonly { readonly to: Id }[]): Set<Id> =>
    new Set(ids.flatMap(({ to }) => membersOf(to, design)));
  const flowsOf = (ids: readonly { readonly to: Id }[]): Set<Id> =>
    new Set(ids.map(({ to }) => to).filter((id) => design.flows.some((flow) => flow.id === id)));
  const named = members(diagram.show);
  const shown = flowsOf(diagram.show);
  const hidden = flowsOf(diagram.hide);
  const visited = operations
    .filter(({ flow }) => shown.has(flow))
    .flatMap(({ caller, target, origin }) => [origin, caller ?? target, target]);
  const components = diagram.show.length === 0 ? all : new Set([...named, ...visited]);
  const without = members(diagram.hide);
  return {
    components: new Set([...components].filter((id) => !without.has(id))),
    showsOperation: ({ flow, caller, origin, target }) =>
      !hidden.has(flow) && (shown.size === 0 || shown.has(flow) || (named.has(target) && named.has(caller ?? origin))),
  };
}

function membersOf(id: Id, design: Design): Id[] {
  const groups = new Set([id]);
  // Inner groups belong to the outer one; the list may name them in any order.
  for (let size = -1; size !== groups.size; ) {
    size = groups.size;
    for (const group of design.groups) if (group.parent !== undefined && groups.has(group.parent)) groups.add(group.id);
  }
  return design.components
    .filter(
      (component) =>
        component.id === id || (component.group !== undefined && groups.has(component.group)) || runsIn(component, id),
    )
    .map((component) => component.id);
}

/** In the region or zone `id`, at least in part. */
function runsIn({ placement }: Component, id: Id): boolean {
  return placement?.places.some(({ at }) => at === id || at.startsWith(`${id}.`)) ?? false;
}
