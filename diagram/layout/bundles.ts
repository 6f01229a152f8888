/** Which edges share a line: those that say the same thing and meet at one end. */

import type { SceneEdge } from '../scene/scene.js';
import type { Containment } from './containment.js';
import { containersOf } from './containment.js';
import { edgeBadges } from './edge-label.js';

/** Several edges drawn as one tree: into one target (`in`) or out of one source (`out`). */
export interface Bundle {
  readonly id: string;
  readonly shape: 'in' | 'out';
  /** The element they share. */
  readonly hub: string;
  readonly edges: readonly SceneEdge[];
}

/**
 * Bundles edges of equal label and style. An edge that could join at either end joins where more of its like meet.
 * Edges to themselves, and between a group and something inside it, stay alone.
 *
 * @returns edge id → its bundle, only for edges that share
 */
export function bundlesOf(containment: Containment): ReadonlyMap<string, Bundle> {
  const candidates = containment.edges.filter((edge) => isBetweenSeparate(edge, containment.parent));
  const count = new Map<string, number>();
  for (const edge of candidates)
    for (const shape of ['in', 'out'] as const) count.set(key(edge, shape), (count.get(key(edge, shape)) ?? 0) + 1);
  const members = new Map<string, { shape: 'in' | 'out'; edges: SceneEdge[] }>();
  for (const edge of candidates) {
    const into = count.get(key(edge, 'in')) ?? 0;
    const out = count.get(key(edge, 'out')) ?? 0;
    const shape = into >= out ? 'in' : 'out';
    const entry = members.get(key(edge, shape)) ?? { shape, edges: [] };
    entry.edges.push(edge);
    members.set(key(edge, shape), entry);
  }
  const result = new Map<string, Bundle>();
  for (const { shape, edges } of members.values()) {
    const first = edges[0];
    if (first === undefined || edges.length < 2) continue;
    const bundle: Bundle = { id: `${shape}:${first.id}`, shape, hub: shape === 'in' ? first.to : first.from, edges };
    for (const edge of edges) result.set(edge.id, bundle);
  }
  return result;
}

function key(edge: SceneEdge, shape: 'in' | 'out'): string {
  return JSON.stringify([shape, shape === 'in' ? edge.to : edge.from, edge.style, ...edge.label, edgeBadges(edge)]);
}

function isBetweenSeparate(edge: SceneEdge, parent: ReadonlyMap<string, string>): boolean {
  if (edge.from === edge.to) return false;
  return !containersOf(edge.from, parent).includes(edge.to) && !containersOf(edge.to, parent).includes(edge.from);
}
