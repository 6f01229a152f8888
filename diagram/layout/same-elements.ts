/** Which elements and lines of an earlier picture are which of the new one, names aside. */
import type { SceneEdge } from '../scene/scene.js';
import type { Containment } from './containment.js';
import type { PlannedPort } from './level-plan.js';
import type { Job } from './level-solver.js';
import type { PictureMemory, SolvedLevel } from './memory.js';

/** Share of neighbours, and of members, that two elements must have in common to count as one renamed. */
const ALIKE = 0.5;

/** The levels of an earlier picture in the words of the new one. Elements that are gone keep their old ids. */
export function inNewWords(
  earlier: PictureMemory,
  containment: Containment,
  lines: ReadonlyMap<string, string>,
): ReadonlyMap<string, SolvedLevel> {
  const names = renamed(earlier.containment, containment);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const lineNames = new Map<string, string>();
  for (const [before, now] of sameEdges(earlier.containment.edges, containment.edges, nameOf)) {
    const old = earlier.lines.get(before);
    const line = lines.get(now);
    if (old !== undefined && line !== undefined && !lineNames.has(old)) lineNames.set(old, line);
  }
  if (names.size === 0 && [...lineNames].every(([before, now]) => before === now)) return earlier.levels;
  return new Map(
    [...earlier.levels].map(([container, level]) => [nameOf(container), translated(level, nameOf, lineNames)]),
  );
}

/** Old id → new id, of elements that are gone and have come back under another name in the same place. */
function renamed(before: Containment, now: Containment): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => names.get(id) ?? id;
  const pair = (
    gone: readonly string[],
    fresh: readonly string[],
    fits: (old: string, candidate: string) => number,
  ): void => {
    const taken = new Set<string>();
    for (const old of gone) {
      let best: { readonly id: string; readonly score: number } | undefined;
      for (const id of fresh) {
        if (taken.has(id) || now.parent.get(id) !== nameOf(before.parent.get(old) ?? '')) continue;
        const score = fits(old, id);
        if (score >= ALIKE && score > (best?.score ?? 0)) best = { id, score };
      }
      if (best === undefined) continue;
      taken.add(best.id);
      names.set(old, best.id);
    }
  };
  const groupsGone = [...before.groups.keys()].filter((id) => !now.groups.has(id));
  const groupsNew = [...now.groups.keys()].filter((id) => !before.groups.has(id));
  pair(groupsGone, groupsNew, (old, id) => shared(before.children.get(old) ?? [], now.children.get(id) ?? []));
  const gone = [...before.nodes.keys()].filter((id) => !now.nodes.has(id));
  const fresh = [...now.nodes.keys()].filter((id) => !before.nodes.has(id));
  const oldNeighbours = neighbours(before.edges);
  const newNeighbours = neighbours(now.edges);
  pair(gone, fresh, (old, id) => {
    if (before.nodes.get(old)?.kind !== now.nodes.get(id)?.kind) return 0;
    return shared([...(oldNeighbours.get(old) ?? [])].map(nameOf), [...(newNeighbours.get(id) ?? [])]);
  });
  return names;
}

/** Share of what two lists have in common; 1 for two empty ones. */
function shared(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 && b.length === 0) return 1;
  const common = a.filter((each) => b.includes(each)).length;
  return common / Math.max(a.length, b.length);
}

function neighbours(edges: readonly SceneEdge[]): ReadonlyMap<string, ReadonlySet<string>> {
  const result = new Map<string, Set<string>>();
  const add = (id: string, other: string): void => {
    result.set(id, (result.get(id) ?? new Set()).add(other));
  };
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return result;
}

/** Old edge id → new edge id: by id, else by ends, style and label, else by ends and style. */
function sameEdges(
  before: readonly SceneEdge[],
  now: readonly SceneEdge[],
  nameOf: (id: string) => string,
): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  const left = new Map(now.map((edge) => [edge.id, edge]));
  const keys: readonly ((edge: SceneEdge, name: (id: string) => string) => string)[] = [
    ({ id }) => id,
    ({ from, to, style, label }, name) => JSON.stringify([name(from), name(to), style, label]),
    ({ from, to, style }, name) => JSON.stringify([name(from), name(to), style]),
  ];
  for (const key of keys) {
    const byKey = new Map<string, string[]>();
    for (const edge of left.values()) {
      const at = key(edge, (id) => id);
      byKey.set(at, [...(byKey.get(at) ?? []), edge.id]);
    }
    for (const edge of before) {
      if (result.has(edge.id)) continue;
      const found = byKey.get(key(edge, nameOf))?.shift();
      if (found === undefined) continue;
      result.set(edge.id, found);
      left.delete(found);
    }
  }
  return result;
}

function translated(
  { job, result }: SolvedLevel,
  nameOf: (id: string) => string,
  lineNames: ReadonlyMap<string, string>,
): SolvedLevel {
  const keyOf = (key: string): string => {
    const parts = /^(inner\|)?([\s\S]*)\|(NORTH|SOUTH|WEST|EAST)$/.exec(key);
    if (parts === null) return key;
    const [, inner = '', line = '', side = ''] = parts;
    return `${inner}${lineNames.get(line) ?? line}|${side}`;
  };
  const childOf = (id: string): string => (id.startsWith(TRUNK) ? TRUNK + keyOf(id.slice(TRUNK.length)) : nameOf(id));
  const portOf = (port: PlannedPort): PlannedPort => ({
    ...port,
    key: keyOf(port.key),
    ...(port.child === undefined ? {} : { child: childOf(port.child) }),
  });
  const { plan } = job;
  const renamedJob: Job = {
    ...job,
    items: new Map([...job.items].map(([id, item]) => [childOf(id), item])),
    plan: {
      ...plan,
      container: nameOf(plan.container),
      children: plan.children.map(nameOf),
      order: plan.order.map(nameOf),
      trunks: plan.trunks.map((trunk) => ({ ...trunk, id: childOf(trunk.id) })),
      borderPorts: plan.borderPorts.map(portOf),
      segments: plan.segments.map((segment) => ({
        ...segment,
        tail: portOf(segment.tail),
        head: portOf(segment.head),
      })),
    },
  };
  return { job: renamedJob, result };
}

const TRUNK = '\u0000label:';
