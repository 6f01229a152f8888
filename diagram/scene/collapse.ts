/** Groups and regions drawn as one closed box. */
import type { Scene, SceneBadge, SceneEdge, SceneNode } from './scene.js';

/** Lines of a merged label. */
const most = 3;

/** A scene in which each of the frames `ids` is a box; arrows from and to its insides end at the box and are merged. */
export function collapsed(scene: Scene, ids: readonly string[]): Scene {
  const closed = new Set(ids.filter((id) => scene.groups.some((group) => group.id === id)));
  if (closed.size === 0) return scene;
  const parents = new Map([...scene.groups, ...scene.nodes].map(({ id, parent }) => [id, parent]));
  // The outermost closed frame wins: what is inside it is not drawn.
  const boxOf = (id: string): string => {
    let box = id;
    const seen = new Set<string>();
    for (let up: string | undefined = id; up !== undefined && !seen.has(up); up = parents.get(up)) {
      seen.add(up);
      if (closed.has(up)) box = up;
    }
    return box;
  };
  const boxes = scene.groups.filter(({ id }) => closed.has(id) && boxOf(id) === id);
  return {
    ...scene,
    nodes: [
      ...scene.nodes.filter(({ id }) => boxOf(id) === id),
      ...boxes.map((group): SceneNode => {
        const inside = scene.nodes.filter(({ id }) => boxOf(id) === group.id);
        const hottest = [...inside].sort((a, b) => (b.load?.utilization ?? -1) - (a.load?.utilization ?? -1))[0];
        const badges = merged([...inside.flatMap((node) => node.badges ?? []), ...(group.badges ?? [])]);
        return {
          id: group.id,
          label: group.label,
          subtitle: `${group.kind} of ${inside.length} component${inside.length === 1 ? '' : 's'}`,
          kind: 'group',
          ...(group.parent === undefined ? {} : { parent: group.parent }),
          ...(hottest?.load === undefined
            ? {}
            : { load: { utilization: hottest.load.utilization, meaning: `busiest inside: ${hottest.label}` } }),
          ...(badges.length === 0 ? {} : { badges }),
          multiplicity: { replicas: Math.max(1, inside.length) },
        };
      }),
    ],
    groups: scene.groups.filter(({ id }) => !closed.has(id) && boxOf(id) === id),
    edges: mergedEdges(
      scene.edges.map((edge) => ({ ...edge, from: boxOf(edge.from), to: boxOf(edge.to) })),
      closed,
    ),
  };
}

function mergedEdges(edges: readonly SceneEdge[], closed: ReadonlySet<string>): SceneEdge[] {
  const result = new Map<string, SceneEdge>();
  for (const edge of edges) {
    const isMoved = closed.has(edge.from) || closed.has(edge.to);
    if (isMoved && edge.from === edge.to) continue;
    const id = isMoved ? `${edge.from}/${edge.to}/${edge.style}` : edge.id;
    const known = result.get(id);
    if (known === undefined) {
      result.set(id, { ...edge, id });
      continue;
    }
    const badges = merged([...(known.badges ?? []), ...(edge.badges ?? [])]);
    result.set(id, {
      ...known,
      label: shortened([...new Set([...known.label, ...edge.label])]),
      flows: [...new Set([...(known.flows ?? []), ...(edge.flows ?? [])])],
      ...(badges.length === 0 ? {} : { badges }),
    });
  }
  return [...result.values()];
}

/** Counts of what was left out before add up. */
function shortened(lines: readonly string[]): string[] {
  const counts = lines.flatMap((line) => /^\+(\d+) more$/.exec(line)?.[1] ?? []).map(Number);
  const said = lines.filter((line) => !/^\+\d+ more$/.test(line));
  const hidden = counts.reduce((sum, count) => sum + count, 0);
  if (hidden === 0 && said.length <= most) return said;
  const kept = said.slice(0, most - 1);
  return [...kept, `+${said.length - kept.length + hidden} more`];
}

function merged(badges: readonly SceneBadge[]): SceneBadge[] {
  const result = new Map<string, SceneBadge>();
  for (const badge of badges) {
    const known = result.get(badge.severity);
    const ruleIds = [...new Set([...(known?.ruleIds ?? []), ...(badge.ruleIds ?? [])])];
    result.set(badge.severity, { severity: badge.severity, count: (known?.count ?? 0) + badge.count, ruleIds });
  }
  return ['error', 'warning', 'info'].flatMap((severity) => result.get(severity) ?? []);
}
