/** Lines and labels of a level that is being changed: as before where nothing is in their way, else routed again. */

import { labelledWay } from './labelled-way.js';
import type { PlannedPort, Segment } from './level-plan.js';
import type { Job } from './level-solver.js';
import { collide, isSamePoint, type Run, runsOf, touches, turned } from './patch-geometry.js';
import { isPassedSideways, portName, type Sketch, segmentName, withLoops } from './patch-sketch.js';
import type { Box, Point } from './placed.js';
import { meet, type RouteEnd } from './route.js';

/** Lines, and labels where there are any, in the order of the plan's segments. */
export interface Lines {
  readonly ways: readonly (readonly Point[])[];
  readonly labels: readonly (Box | undefined)[];
}

/** Room beyond the level that a line may use; the level grows with it. */
const BEYOND = 28;

/**
 * Leads every line from port to port.
 *
 * @param isStrict a label must not lie on another line; otherwise it may, where there is no better place
 * @param most how many lines may be routed; beyond, arranging the level anew gives a better picture
 */
export function leadLines(
  sketch: Sketch,
  job: Job,
  ports: ReadonlyMap<string, Point>,
  top: number,
  most: number,
  isStrict: boolean,
): Lines | undefined {
  const { segments } = job.plan;
  const ways: (readonly Point[] | undefined)[] = [];
  const labels: (Box | undefined)[] = [];
  const boxes = [...sketch.boxes].map(([id, box]) => withLoops(box, id, job));
  const bare = [...sketch.boxes.values()];
  const isClear = (way: readonly Point[]): boolean =>
    runsOf(way).every((run) => bare.every((box) => !touches(run, box)));
  segments.forEach((segment, index) => {
    const name = segmentName(segment);
    const [from, to] = [ports.get(portName(segment.tail)), ports.get(portName(segment.head))];
    const before = sketch.ways.get(name);
    if (from === undefined || to === undefined || before === undefined) return;
    const size = job.labels[index];
    const label = size === undefined ? undefined : fitted(sketch.labels.get(name), turned(size, job.plan.direction));
    if (size !== undefined && label === undefined) return;
    const way = stretched(before, endOf(from, segment.tail, job), endOf(to, segment.head, job));
    if (way === undefined || !isClear(way)) return;
    if (label !== undefined && !(isOn(label, way) && bare.every((box) => !collide(label, box)))) return;
    ways[index] = way;
    labels[index] = label;
  });
  dropClashes(segments, ways, labels, sketch);
  let routed = 0;
  for (let index = 0; index < segments.length; index += 1) {
    const segment = segments[index];
    if (segment === undefined || ways[index] !== undefined) continue;
    const [from, to] = [ports.get(portName(segment.tail)), ports.get(portName(segment.head))];
    routed += 1;
    if (from === undefined || to === undefined || routed > most) return undefined;
    const others = { foreign: [] as Run[], related: [] as Run[] };
    segments.forEach((other, at) => {
      const way = ways[at];
      if (way !== undefined) others[areTogether(segment, other) ? 'related' : 'foreign'].push(...runsOf(way));
    });
    const taken = labels.filter((label) => label !== undefined);
    const bounds = { x: 4, y: top, width: sketch.width + BEYOND, height: sketch.height + BEYOND };
    const ground = { boxes, labels: taken, ...others, bounds };
    const size = job.labels[index];
    const shape = size && turned({ width: size.width, height: size.height }, job.plan.direction);
    const found = labelledWay(endOf(from, segment.tail, job), endOf(to, segment.head, job), shape, ground, isStrict);
    if (found === undefined) return undefined;
    ways[index] = found.way;
    labels[index] = found.label;
  }
  return { ways: ways.map((way) => way ?? []), labels: segments.map((_, index) => labels[index]) };
}

/** Whether two lines belong to one tree. */
export function areTogether(a: Segment, b: Segment): boolean {
  const ends = [portName(b.tail), portName(b.head)];
  return ends.includes(portName(a.tail)) || ends.includes(portName(a.head));
}

function endOf(point: Point, port: PlannedPort, job: Job): RouteEnd {
  return { ...point, isSideways: isPassedSideways(port, job) };
}

/** An earlier way with its ends moved to where the ports are now; `undefined` where that would change its shape. */
function stretched(way: readonly Point[], from: RouteEnd, to: RouteEnd): readonly Point[] | undefined {
  const [first, last] = [way[0], way.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (isSamePoint(first, from) && isSamePoint(last, to)) return way;
  if (way.length === 2) {
    const isStraight = from.isSideways ? Math.abs(from.y - to.y) < 0.02 : Math.abs(from.x - to.x) < 0.02;
    const isForward = from.isSideways ? to.x > from.x : to.y > from.y;
    return isStraight && isForward && from.isSideways === to.isSideways ? [from, to] : undefined;
  }
  if (way.length < 4) return undefined;
  const points = [...way];
  const pull = (at: number, neighbour: number, end: RouteEnd): void => {
    const corner = points[neighbour];
    points[at] = { x: end.x, y: end.y };
    if (corner !== undefined) points[neighbour] = end.isSideways ? { ...corner, y: end.y } : { ...corner, x: end.x };
  };
  pull(0, 1, from);
  pull(points.length - 1, points.length - 2, to);
  const isForward = (a: Point | undefined, b: Point | undefined, isSideways: boolean): boolean =>
    a !== undefined && b !== undefined && (isSideways ? b.x - a.x : b.y - a.y) > 2;
  const keepsShape =
    isForward(points[0], points[1], from.isSideways) && isForward(points.at(-2), points.at(-1), to.isSideways);
  return keepsShape && runsOf(points).every(([a, b]) => Math.abs(a.x - b.x) < 0.02 || Math.abs(a.y - b.y) < 0.02)
    ? points
    : undefined;
}

/** Takes back what was kept but now lies on another line or label: the one that has changed, else the later. */
function dropClashes(
  segments: readonly Segment[],
  ways: (readonly Point[] | undefined)[],
  labels: (Box | undefined)[],
  sketch: Sketch,
): void {
  const changed = (index: number): boolean => {
    const segment = segments[index];
    return segment !== undefined && ways[index] !== sketch.ways.get(segmentName(segment));
  };
  for (let index = 0; index < segments.length; index += 1) {
    if (!changed(index)) continue;
    const [segment, way] = [segments[index], ways[index]];
    if (segment === undefined || way === undefined) continue;
    const runs = runsOf(way);
    const clashes = segments.some((other, at) => {
      const otherWay = ways[at];
      if (at === index || otherWay === undefined || areTogether(segment, other)) return false;
      const label = labels[at];
      const ownLabel = labels[index];
      if (label !== undefined && runs.some((run) => touches(run, label))) return true;
      if (label !== undefined && ownLabel !== undefined && collide(label, ownLabel)) return true;
      return runsOf(otherWay).some(
        (run) => (ownLabel !== undefined && touches(run, ownLabel)) || runs.some((own) => meet(own, run) === 'beside'),
      );
    });
    if (clashes) {
      ways[index] = undefined;
      labels[index] = undefined;
    }
  }
}

/** A label where it was, in its new size; `undefined` if it has grown. */
function fitted(before: Box | undefined, size: { readonly width: number; readonly height: number }): Box | undefined {
  if (before === undefined || size.width > before.width + 0.02 || size.height > before.height + 0.02) return undefined;
  return {
    x: before.x + (before.width - size.width) / 2,
    y: before.y + (before.height - size.height) / 2,
    width: size.width,
    height: size.height,
  };
}

function isOn(label: Box, way: readonly Point[]): boolean {
  return runsOf(way).some((run) => touches(run, label, 4));
}
