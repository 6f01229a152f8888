/** Putting the levels together: relative places become absolute ones, and pieces of edges become whole ways. */
import type { Direction, Scene, SceneEdge } from '../scene/scene.js';
import type { Bundle } from './bundles.js';
import type { Card } from './card.js';
import { type Containment, containersOf, ROOT } from './containment.js';
import { edgeLabelOf } from './edge-label.js';
import type { LevelResult } from './elk-level.js';
import { placeTitle } from './group-title.js';
import type { LevelPlan } from './level-plan.js';
import type { Box, PlacedEdge, PlacedGroup, PlacedNode, PlacedScene, Point } from './placed.js';
import { placeLoops } from './self-loop.js';
import { ownPart } from './shared-lines.js';

/** Everything that the levels have given. */
export interface LaidOut {
  readonly scene: Scene;
  readonly containment: Containment;
  readonly bundles: ReadonlyMap<string, Bundle>;
  /** Outer levels first. */
  readonly plans: readonly LevelPlan[];
  readonly results: ReadonlyMap<string, LevelResult>;
  readonly cards: ReadonlyMap<string, Card>;
  readonly loops: ReadonlyMap<string, readonly SceneEdge[]>;
  readonly directionOf: (container: string) => Direction;
  readonly warnings: readonly string[];
}

/** The placed scene. */
export function assemble(laid: LaidOut): PlacedScene {
  const { scene, containment, results, cards, warnings } = laid;
  const boxes = absoluteBoxes(laid);
  const edges = placeEdges(laid, boxes);
  const nodes = [...containment.nodes.values()].flatMap((node): PlacedNode[] => {
    const box = boxes.get(node.id);
    const card = cards.get(node.id);
    return box === undefined || card === undefined ? [] : [{ ...box, node, card }];
  });
  const lines = edges.map((edge) => edge.points);
  const groups = [...containment.groups.values()].flatMap((group): PlacedGroup[] => {
    const box = boxes.get(group.id);
    if (box === undefined) return [];
    const depth = containersOf(group.id, containment.parent).length - 1;
    return [{ ...box, group, depth, title: placeTitle(group, box, lines) }];
  });
  groups.sort((a, b) => a.depth - b.depth);
  const root = results.get(ROOT) ?? { width: 0, height: 0 };
  return { scene, width: root.width, height: root.height, nodes, groups, edges, warnings };
}

function absoluteBoxes({ plans, results }: LaidOut): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const plan of plans) {
    const result = results.get(plan.container);
    const origin = boxes.get(plan.container) ?? { x: 0, y: 0 };
    plan.children.forEach((id, index) => {
      const box = result?.children[index];
      if (box !== undefined) boxes.set(id, { ...box, x: box.x + origin.x, y: box.y + origin.y });
    });
  }
  return boxes;
}

function placeEdges(laid: LaidOut, boxes: ReadonlyMap<string, Box>): PlacedEdge[] {
  const { containment, bundles, plans, results, loops, directionOf } = laid;
  const planOf = new Map(plans.map((plan) => [plan.container, plan]));
  const loopEdges = new Map<string, PlacedEdge>();
  for (const [id, list] of loops) {
    const box = boxes.get(id);
    const container = containment.parent.get(id) ?? ROOT;
    if (box !== undefined)
      for (const placed of placeLoops(list, box, directionOf(container)))
        loopEdges.set(placed.edge.id, { ...placed, ...(container === ROOT ? {} : { labelGroup: container }) });
  }
  const labels = placeLabels(plans, results, boxes);
  const earlier = new Map<string, (readonly Point[])[]>();
  return containment.edges.map((edge): PlacedEdge => {
    const loop = loopEdges.get(edge.id);
    if (loop !== undefined) return loop;
    const points = cleaned(
      wayThrough(edge, containment).flatMap((container) => pointsIn(container, edge, planOf, results, boxes)),
    );
    const labelled = labels.get(edge.id);
    const bundle = bundles.get(edge.id);
    if (bundle === undefined) return { edge, points, drawn: points, hasHead: true, ...labelled };
    const before = earlier.get(bundle.id) ?? [];
    const { drawn, junction } = ownPart(points, before, bundle.shape);
    earlier.set(bundle.id, [...before, points]);
    const hasHead = drawn.length > 0 && (bundle.shape === 'out' || junction === undefined);
    return {
      edge,
      points,
      drawn,
      hasHead,
      bundle: bundle.id,
      ...(junction === undefined ? {} : { junction }),
      ...labelled,
    };
  });
}

/** The levels that an edge passes, from its source to its target. */
function wayThrough(edge: SceneEdge, { parent }: Containment): string[] {
  const up = containersOf(edge.from, parent);
  const down = containersOf(edge.to, parent);
  if (up.includes(edge.to)) return up.slice(0, up.indexOf(edge.to) + 1);
  if (down.includes(edge.from)) return down.slice(0, down.indexOf(edge.from) + 1).reverse();
  const top = up.find((container) => down.includes(container)) ?? ROOT;
  return [...up.slice(0, up.indexOf(top) + 1), ...down.slice(0, down.indexOf(top)).reverse()];
}

function pointsIn(
  container: string,
  edge: SceneEdge,
  planOf: ReadonlyMap<string, LevelPlan>,
  results: ReadonlyMap<string, LevelResult>,
  boxes: ReadonlyMap<string, Box>,
): Point[] {
  const origin = boxes.get(container) ?? { x: 0, y: 0 };
  const steps = planOf.get(container)?.ways.get(edge.id) ?? [];
  return steps.flatMap(({ segment, isReversed }) => {
    const points = (results.get(container)?.segments[segment] ?? []).map(({ x, y }) => ({
      x: x + origin.x,
      y: y + origin.y,
    }));
    return isReversed ? points.reverse() : points;
  });
}

function placeLabels(
  plans: readonly LevelPlan[],
  results: ReadonlyMap<string, LevelResult>,
  boxes: ReadonlyMap<string, Box>,
): ReadonlyMap<string, Pick<PlacedEdge, 'label' | 'labelGroup'>> {
  const labels = new Map<string, Pick<PlacedEdge, 'label' | 'labelGroup'>>();
  for (const plan of plans) {
    const result = results.get(plan.container);
    const origin = boxes.get(plan.container) ?? { x: 0, y: 0 };
    const put = (edge: SceneEdge | undefined, box: Box | undefined): void => {
      const text = edge === undefined ? undefined : edgeLabelOf(edge);
      if (edge === undefined || box === undefined || text === undefined) return;
      const { lines, full } = text;
      const place = { width: text.width, height: text.height, x: box.x + origin.x, y: box.y + origin.y };
      const label = { ...place, lines, ...(full === undefined ? {} : { full }) };
      labels.set(edge.id, { label, ...(plan.container === ROOT ? {} : { labelGroup: plan.container }) });
    };
    plan.segments.forEach((segment, index) => {
      put(segment.labelOf, result?.labels[index]);
    });
    plan.trunks.forEach((trunk, index) => {
      put(trunk.edge, result?.trunks[index]);
    });
  }
  return labels;
}

/** Leaves out points that repeat the one before, or lie on the straight line between their neighbours. */
function cleaned(points: readonly Point[]): Point[] {
  const result: Point[] = [];
  for (const point of points) {
    const last = result.at(-1);
    if (last !== undefined && isNear(last.x, point.x) && isNear(last.y, point.y)) continue;
    const before = result.at(-2);
    if (last !== undefined && before !== undefined && isBetween(before, last, point)) result.pop();
    result.push(point);
  }
  return result;
}

function isBetween(a: Point, b: Point, c: Point): boolean {
  if (isNear(a.x, b.x) && isNear(b.x, c.x)) return b.y > a.y === c.y > b.y;
  return isNear(a.y, b.y) && isNear(b.y, c.y) && b.x > a.x === c.x > b.x;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.01;
}
