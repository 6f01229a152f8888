/** A scene as the tree that text notations write: frames around frames around boxes. */
import type { Scene, SceneGroup, SceneNode } from '../scene/scene.js';

export interface Branch {
  readonly groups: readonly { readonly group: SceneGroup; readonly inside: Branch }[];
  readonly nodes: readonly SceneNode[];
}

/** The tree; what names a missing frame, or stands in a circle of frames, is put at the top. */
export function treeOf(scene: Scene): Branch {
  const parents = new Map(scene.groups.map(({ id, parent }) => [id, parent]));
  const isRooted = (id: string): boolean => {
    const seen = new Set<string>();
    let up: string | undefined = id;
    for (; up !== undefined && !seen.has(up); up = parents.get(up)) seen.add(up);
    return up === undefined;
  };
  const parentOf = ({ id, parent }: { id: string; parent?: string }): string | undefined =>
    parent !== undefined && parents.has(parent) && (!parents.has(id) || isRooted(id)) && isRooted(parent)
      ? parent
      : undefined;
  const branch = (parent: string | undefined): Branch => ({
    groups: scene.groups
      .filter((group) => parentOf(group) === parent)
      .map((group) => ({ group, inside: branch(group.id) })),
    nodes: scene.nodes.filter((node) => parentOf(node) === parent),
  });
  return branch(undefined);
}

/** Lines of a box: name, kind and technology, facts, load. */
export function nodeLines(node: SceneNode): string[] {
  const load =
    node.load === undefined || !Number.isFinite(node.load.utilization)
      ? []
      : [`${Math.round(node.load.utilization * 100)} % ${node.load.meaning ?? 'busy'}`];
  const findings = (node.badges ?? [])
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`);
  return [
    node.label,
    ...(node.subtitle === undefined ? [] : [node.subtitle]),
    ...(node.facts ?? []),
    ...load,
    ...(findings.length === 0 ? [] : [findings.join(', ')]),
  ];
}
