/**
 * Splitting the picture into levels: one for the whole and one for each group, each laid out alone.
 *
 * An edge between groups is cut where it crosses a border; each piece is a segment of one level, and the pieces meet
 * at ports on the borders. Levels are planned from the outside in, because the side on which an edge enters a group is
 * decided by the level around it. Every segment is pointed along the flow of its level, so that ELK never has to
 * reverse one; the caller turns the points back for edges that run against the flow.
 */

import type { Direction, SceneEdge } from '../scene/scene.js';
import { acyclicOrder, extendedOrder } from './acyclic-order.js';
import type { Bundle } from './bundles.js';
import { type Containment, ROOT } from './containment.js';
import { type Hop, hopsByContainer, labelLevel } from './edge-hops.js';
import { edgeBadges } from './edge-label.js';

export type Side = 'NORTH' | 'SOUTH' | 'WEST' | 'EAST';

/** Where a segment ends: at a port of an element of the level, or at one of the level's own border. */
export interface PlannedPort {
  /** Missing: the border of the level. */
  readonly child?: string;
  readonly side: Side;
  /** Same key, same child: the same port. */
  readonly key: string;
}

/** One line of a level, from `tail` to `head` along the flow of the level. */
export interface Segment {
  readonly tail: PlannedPort;
  readonly head: PlannedPort;
  /** The edge whose label stands on this segment. */
  readonly labelOf?: SceneEdge;
}

/** A label that several edges share, standing on the line that they share. */
export interface Trunk {
  /** Id of the label within its level. */
  readonly id: string;
  readonly edge: SceneEdge;
}

/** What one level has to arrange. */
export interface LevelPlan {
  /** Group id or `ROOT`. */
  readonly container: string;
  readonly direction: Direction;
  readonly children: readonly string[];
  /** The children along the flow: an edge from a later one to an earlier one runs against it. */
  readonly order: readonly string[];
  readonly trunks: readonly Trunk[];
  readonly borderPorts: readonly PlannedPort[];
  readonly segments: readonly Segment[];
  /** Edge id → the segments it follows, in travel order. */
  readonly ways: ReadonlyMap<string, readonly Step[]>;
}

/** One segment of an edge's way. */
export interface Step {
  /** Index in `segments`. */
  readonly segment: number;
  /** The edge runs against the flow here. */
  readonly isReversed: boolean;
}

/**
 * Plans every level that has something in it, outer levels first.
 *
 * @param orderBefore how the children of a level followed each other in an earlier picture; kept where it is known
 */
export function planLevels(
  containment: Containment,
  bundles: ReadonlyMap<string, Bundle>,
  directionOf: (container: string) => Direction,
  orderBefore: (container: string) => readonly string[] | undefined = () => undefined,
): LevelPlan[] {
  const hops = hopsByContainer(containment);
  const borders = new Map<string, Map<string, PlannedPort>>();
  const plans: LevelPlan[] = [];
  const queue = [ROOT];
  for (let container = queue.shift(); container !== undefined; container = queue.shift()) {
    const children = containment.children.get(container) ?? [];
    if (children.length === 0) continue;
    const direction = directionOf(container);
    plans.push(
      planLevel(
        container,
        direction,
        children,
        hops.get(container) ?? [],
        borders,
        bundles,
        containment.parent,
        orderBefore(container),
      ),
    );
    queue.push(...children.filter((child) => containment.groups.has(child)));
  }
  return plans;
}

function planLevel(
  container: string,
  direction: Direction,
  children: readonly string[],
  hops: readonly Hop[],
  borders: Map<string, Map<string, PlannedPort>>,
  bundles: ReadonlyMap<string, Bundle>,
  parent: ReadonlyMap<string, string>,
  before: readonly string[] | undefined,
): LevelPlan {
  const weights = weightsOf(hops);
  const order = before === undefined ? acyclicOrder(children, weights) : extendedOrder(before, children, weights);
  const rank = new Map(order.map((id, index) => [id, index]));
  const [inSide, outSide]: readonly [Side, Side] = direction === 'down' ? ['NORTH', 'SOUTH'] : ['WEST', 'EAST'];
  const border = borders.get(container) ?? new Map<string, PlannedPort>();
  const segments = new Map<string, { segment: Segment; edges: Set<SceneEdge> }>();
  const along = new Map<string, { readonly keys: string[]; readonly isReversed: boolean }>();
  for (const { edge, from, to } of hops) {
    const line = bundles.get(edge.id)?.id ?? `edge:${edge.id}`;
    const isReversed =
      from === undefined || to === undefined
        ? isEntrance(portAtBorder(border, edge, line, from === undefined ? inSide : outSide).side) !==
          (from === undefined)
        : (rank.get(from) ?? 0) > (rank.get(to) ?? 0);
    const [tailChild, headChild] = isReversed ? [to, from] : [from, to];
    const tail = portOf(tailChild, outSide, line, border, edge);
    const head = portOf(headChild, inSide, line, border, edge);
    remember(borders, tail, edge);
    remember(borders, head, edge);
    const key = JSON.stringify([tail.child ?? null, tail.key, head.child ?? null, head.key]);
    const known = segments.get(key) ?? { segment: { tail, head }, edges: new Set() };
    known.edges.add(edge);
    segments.set(key, known);
    along.set(edge.id, { keys: [key], isReversed });
  }
  const trunks = addLabels(container, segments, along, bundles, parent, inSide, outSide);
  const index = new Map([...segments.keys()].map((key, position) => [key, position]));
  const ways = new Map(
    [...along].map(([id, { keys, isReversed }]) => [
      id,
      keys.map((key) => ({ segment: index.get(key) ?? 0, isReversed })),
    ]),
  );
  const ports = new Map([...border.values()].map((port) => [port.key, port]));
  return {
    container,
    direction,
    children,
    order,
    trunks,
    borderPorts: [...ports.values()],
    segments: [...segments.values()].map(({ segment }) => segment),
    ways,
  };
}

/** Puts labels on segments, and a node for the label where several segments of a bundle meet before their hub. */
function addLabels(
  container: string,
  segments: Map<string, { segment: Segment; edges: Set<SceneEdge> }>,
  along: Map<string, { readonly keys: string[]; readonly isReversed: boolean }>,
  bundles: ReadonlyMap<string, Bundle>,
  parent: ReadonlyMap<string, string>,
  inSide: Side,
  outSide: Side,
): Trunk[] {
  const meeting = new Map<string, { hub: PlannedPort; isHead: boolean; keys: string[]; edge: SceneEdge }>();
  for (const [key, entry] of segments) {
    const [edge] = entry.edges;
    if (edge === undefined || (edge.label.length === 0 && edgeBadges(edge).length === 0)) continue;
    const bundle = bundles.get(edge.id);
    if (bundle === undefined) {
      if (labelLevel(edge, parent) === container) entry.segment = { ...entry.segment, labelOf: edge };
      continue;
    }
    if (parent.get(bundle.hub) !== container) continue;
    const isHead = entry.segment.head.child === bundle.hub;
    const hub = isHead ? entry.segment.head : entry.segment.tail;
    const place = JSON.stringify([hub.key, isHead]);
    const known = meeting.get(place) ?? { hub, isHead, keys: [], edge };
    known.keys.push(key);
    meeting.set(place, known);
  }
  const trunks: Trunk[] = [];
  for (const { hub, isHead, keys, edge } of meeting.values()) {
    const only = keys.length === 1 ? segments.get(keys[0] ?? '') : undefined;
    if (only !== undefined) {
      only.segment = { ...only.segment, labelOf: edge };
      continue;
    }
    const id = `\u0000label:${hub.key}`;
    trunks.push({ id, edge });
    const inPort: PlannedPort = { child: id, side: inSide, key: 'in' };
    const outPort: PlannedPort = { child: id, side: outSide, key: 'out' };
    const trunkKey = JSON.stringify([id, isHead]);
    const trunk: Segment = isHead ? { tail: outPort, head: hub } : { tail: hub, head: inPort };
    const edges = new Set<SceneEdge>();
    for (const key of keys) {
      const entry = segments.get(key);
      if (entry === undefined) continue;
      entry.segment = isHead ? { ...entry.segment, head: inPort } : { ...entry.segment, tail: outPort };
      for (const member of entry.edges) {
        edges.add(member);
        const way = along.get(member.id);
        if (way === undefined) continue;
        const inFlow = isHead ? [key, trunkKey] : [trunkKey, key];
        along.set(member.id, { ...way, keys: way.isReversed ? inFlow.reverse() : inFlow });
      }
    }
    segments.set(trunkKey, { segment: trunk, edges });
  }
  return trunks;
}

function weightsOf(hops: readonly Hop[]): Map<string, Map<string, number>> {
  const weights = new Map<string, Map<string, number>>();
  for (const { from, to } of hops) {
    if (from === undefined || to === undefined) continue;
    const targets = weights.get(from) ?? new Map<string, number>();
    targets.set(to, (targets.get(to) ?? 0) + 1);
    weights.set(from, targets);
  }
  return weights;
}

function portOf(
  child: string | undefined,
  side: Side,
  line: string,
  border: Map<string, PlannedPort>,
  edge: SceneEdge,
): PlannedPort {
  return child === undefined ? portAtBorder(border, edge, line, side) : { child, side, key: `${line}|${side}` };
}

/** The border port of an edge: where the level around has put it, or one that is used from the inside only. */
function portAtBorder(border: Map<string, PlannedPort>, edge: SceneEdge, line: string, side: Side): PlannedPort {
  const known = border.get(edge.id) ?? { side, key: `inner|${line}|${side}` };
  border.set(edge.id, known);
  return known;
}

/** Tells the level inside `port.child` at which port this edge comes in or goes out. */
function remember(borders: Map<string, Map<string, PlannedPort>>, port: PlannedPort, edge: SceneEdge): void {
  if (port.child === undefined) return;
  const ports = borders.get(port.child) ?? new Map<string, PlannedPort>();
  ports.set(edge.id, { side: port.side, key: port.key });
  borders.set(port.child, ports);
}

function isEntrance(side: Side): boolean {
  return side === 'NORTH' || side === 'WEST';
}
