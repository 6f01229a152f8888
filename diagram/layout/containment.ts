/** Which element stands in which: the tree of groups, repaired where a scene contradicts itself. */
import type { Scene, SceneEdge, SceneGroup, SceneNode } from '../scene/scene.js';

/** Id of the picture as a whole, the container of all that stands in no group. Cannot be an element's id. */
export const ROOT = '\u0000root';

/** The elements of a scene by id, and what is inside what. */
export interface Containment {
  readonly nodes: ReadonlyMap<string, SceneNode>;
  readonly groups: ReadonlyMap<string, SceneGroup>;
  readonly edges: readonly SceneEdge[];
  /** Element → the group around it, or `ROOT`. */
  readonly parent: ReadonlyMap<string, string>;
  /** Group or `ROOT` → what stands in it, in source order; a group takes the place of its first member. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly warnings: readonly string[];
}

/** Reads the tree of a scene. Never fails: what cannot be drawn is left out or moved to the top, with a warning. */
export function containmentOf(scene: Scene): Containment {
  const warnings: string[] = [];
  const nodes = new Map<string, SceneNode>();
  const groups = new Map<string, SceneGroup>();
  for (const group of scene.groups) {
    if (groups.has(group.id)) warnings.push(`Group "${group.id}" occurs twice; the second is not drawn.`);
    else groups.set(group.id, group);
  }
  for (const node of scene.nodes) {
    if (nodes.has(node.id) || groups.has(node.id)) warnings.push(`"${node.id}" occurs twice; the second is not drawn.`);
    else nodes.set(node.id, node);
  }
  const parent = new Map<string, string>();
  for (const group of groups.values()) parent.set(group.id, parentOfGroup(group, groups, warnings));
  for (const node of nodes.values()) {
    if (node.parent !== undefined && !groups.has(node.parent))
      warnings.push(`"${node.id}" stands in "${node.parent}", which does not exist.`);
    parent.set(node.id, node.parent !== undefined && groups.has(node.parent) ? node.parent : ROOT);
  }
  const edges = usableEdges(scene, parent, warnings);
  return { nodes, groups, edges, parent, children: childrenInOrder(nodes, groups, parent), warnings };
}

/** The groups around an element from the inside out, `ROOT` last. */
export function containersOf(element: string, parent: ReadonlyMap<string, string>): string[] {
  const result: string[] = [];
  let current = parent.get(element);
  while (current !== undefined) {
    result.push(current);
    current = parent.get(current);
  }
  return result;
}

function parentOfGroup(group: SceneGroup, groups: ReadonlyMap<string, SceneGroup>, warnings: string[]): string {
  if (group.parent === undefined) return ROOT;
  if (!groups.has(group.parent)) {
    warnings.push(`Group "${group.id}" stands in "${group.parent}", which does not exist.`);
    return ROOT;
  }
  const seen = new Set([group.id]);
  for (let up: string | undefined = group.parent; up !== undefined; up = groups.get(up)?.parent) {
    if (up === group.id) {
      warnings.push(`Group "${group.id}" stands inside itself.`);
      return ROOT;
    }
    if (seen.has(up)) break;
    seen.add(up);
  }
  return group.parent;
}

function usableEdges(scene: Scene, parent: ReadonlyMap<string, string>, warnings: string[]): SceneEdge[] {
  const ids = new Set<string>();
  return scene.edges.filter((edge) => {
    const missing = [edge.from, edge.to].find((end) => !parent.has(end));
    if (missing !== undefined) warnings.push(`Edge "${edge.id}" ends at "${missing}", which does not exist.`);
    else if (ids.has(edge.id)) warnings.push(`Edge "${edge.id}" occurs twice; the second is not drawn.`);
    if (missing !== undefined || ids.has(edge.id)) return false;
    ids.add(edge.id);
    return true;
  });
}

function childrenInOrder(
  nodes: ReadonlyMap<string, SceneNode>,
  groups: ReadonlyMap<string, SceneGroup>,
  parent: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const children = new Map<string, string[]>([[ROOT, []], ...[...groups.keys()].map((id) => [id, []] as const)] as [
    string,
    string[],
  ][]);
  const placed = new Set<string>();
  const place = (element: string): void => {
    if (element === ROOT || placed.has(element)) return;
    placed.add(element);
    const around = parent.get(element) ?? ROOT;
    place(around);
    children.get(around)?.push(element);
  };
  for (const id of nodes.keys()) place(id);
  for (const id of groups.keys()) place(id);
  return children;
}
