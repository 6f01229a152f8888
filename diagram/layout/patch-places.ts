/** Places for the elements of a level that is being changed: as before where they can stay, else the nearest free. */
import type { Job } from './level-solver.js';
import { collide, runsOf, touches, turned } from './patch-geometry.js';
import { elementsOf, insertSpace, type Padding, type Sketch, withLoops } from './patch-sketch.js';
import type { Box, Point } from './placed.js';
import { spacing } from './spacing.js';

/** A box may stay this much wider than it need be before it shrinks. */
const SLACK = 48;
const CLEARANCE = 24;
const LINE_CLEARANCE = 14;
const GROWTH_PRICE = 1.5;
const AGAINST_FLOW = 400;

/**
 * Gives every element of the level a box in the sketch.
 *
 * @param wanted where elements must stand, in turned coordinates; those in their way move
 */
export function placeElements(
  sketch: Sketch,
  job: Job,
  padding: Padding,
  wanted: ReadonlyMap<string, Point>,
  itemBefore: (id: string) => { readonly width: number; readonly height: number } | undefined,
): void {
  const present = new Set(elementsOf(job));
  for (const id of [...sketch.boxes.keys()]) if (!present.has(id)) sketch.boxes.delete(id);
  for (const id of present) if (sketch.boxes.has(id)) resize(sketch, id, job, itemBefore(id));
  const evicted = putAtPins(sketch, job, padding, wanted);
  for (const id of present) {
    if (sketch.boxes.has(id)) continue;
    const size = sizeFor(id, job);
    sketch.boxes.set(id, nearestFree(size, id, sketch, job, padding, evicted.get(id)));
  }
}

/** Elements at their pins; what stood there is taken away, and told with its former place. */
function putAtPins(
  sketch: Sketch,
  job: Job,
  padding: Padding,
  wanted: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
  const evicted = new Map<string, Point>();
  const pinned: Box[] = [];
  const held = new Set<string>();
  for (const [id, { x, y }] of wanted) {
    const box = sketch.boxes.get(id);
    if (box === undefined) continue;
    const at = { ...box, x: Math.max(x, padding.left), y: Math.max(y, padding.top) };
    // Of two pins at one place the first one holds; the other element goes where there is room.
    if (pinned.some((other) => collide(withLoops(at, id, job), other, 8))) continue;
    sketch.boxes.set(id, at);
    held.add(id);
    pinned.push(withLoops(at, id, job));
  }
  if (pinned.length > 0)
    for (const [id, box] of [...sketch.boxes]) {
      if (held.has(id) || !pinned.some((other) => collide(withLoops(box, id, job), withStubs(other)))) continue;
      evicted.set(id, { x: box.x, y: box.y });
      sketch.boxes.delete(id);
    }
  return evicted;
}

/** A box with the room in which its lines begin and end. */
function withStubs({ x, y, width, height }: Box): Box {
  return { x: x - 8, y: y - 2 * LINE_CLEARANCE, width: width + 16, height: height + 4 * LINE_CLEARANCE };
}

/** The size that an element needs, with room for its ports. */
function sizeFor(id: string, job: Job): { readonly width: number; readonly height: number } {
  const item = job.items.get(id) ?? { width: 0, height: 0 };
  const size = turned({ width: item.width, height: item.height }, job.plan.direction);
  if (item.fixedPorts !== undefined || job.plan.trunks.some((trunk) => trunk.id === id)) return size;
  const sides = new Map<string, Set<string>>();
  for (const { tail, head } of job.plan.segments)
    for (const port of [tail, head])
      if (port.child === id) sides.set(port.side, (sides.get(port.side) ?? new Set()).add(port.key));
  const most = Math.max(0, ...[...sides.values()].map((keys) => keys.size));
  const needed = most === 0 ? 0 : 2 * spacing.portCorner + (most - 1) * spacing.port;
  return { width: Math.max(size.width, needed), height: size.height };
}

function resize(
  sketch: Sketch,
  id: string,
  job: Job,
  before: { readonly width: number; readonly height: number } | undefined,
): void {
  const box = sketch.boxes.get(id);
  if (box === undefined) return;
  const item = job.items.get(id);
  const size = sizeFor(id, job);
  const isFixed = item?.fixedPorts !== undefined;
  const isSame = before !== undefined && before.width === item?.width && before.height === item?.height;
  const kept = (now: number, needed: number): number =>
    !isFixed && needed <= now && (isSame || now - needed <= SLACK) ? now : needed;
  const width = kept(box.width, size.width);
  const height = isFixed || !isSame ? size.height : kept(box.height, size.height);
  grow(sketch, id, job, 'x', width - box.width, box.x + box.width);
  grow(sketch, id, job, 'y', height - box.height, box.y + box.height);
  const at = sketch.boxes.get(id) ?? box;
  sketch.boxes.set(id, { ...at, width, height });
}

/** Makes room behind an element that grows, unless it is free already. */
function grow(sketch: Sketch, id: string, job: Job, axis: 'x' | 'y', by: number, end: number): void {
  const box = sketch.boxes.get(id);
  if (box === undefined || by <= 0) return;
  const room = withLoops(box, id, job);
  const strip =
    axis === 'x'
      ? { x: end, y: room.y, width: by + LINE_CLEARANCE, height: room.height }
      : { x: room.x, y: end, width: room.width, height: by + LINE_CLEARANCE };
  const limit = axis === 'x' ? sketch.width : sketch.height;
  const isFree =
    end + by + LINE_CLEARANCE < limit &&
    [...sketch.boxes].every(([other, each]) => other === id || !collide(strip, withLoops(each, other, job))) &&
    [...sketch.labels.values()].every((label) => !collide(strip, label)) &&
    [...sketch.ways.values()].every((way) => runsOf(way).every((run) => !touches(run, strip)));
  if (!isFree) insertSpace(sketch, axis, end, by);
}

/** The free place that costs least: near where the element wants to be, with the flow, and without making the level larger. */
function nearestFree(
  size: { readonly width: number; readonly height: number },
  id: string,
  sketch: Sketch,
  job: Job,
  padding: Padding,
  former: Point | undefined,
): Box {
  const { ideal, top, bottom, gap } = aim(size, id, sketch, job, padding, former);
  const step = Math.max(8, sketch.width / 100, sketch.height / 100);
  const boxes = [...sketch.boxes].map(([other, box]) => withLoops(box, other, job));
  const runs = [...sketch.ways.values()].flatMap(runsOf);
  const labels = [...sketch.labels.values()];
  const isFree = (box: Box): boolean =>
    boxes.every((other) => !collide(box, other, CLEARANCE)) &&
    labels.every((label) => !collide(box, label, LINE_CLEARANCE)) &&
    runs.every((run) => !touches(run, box, LINE_CLEARANCE));
  const candidates: { readonly box: Box; readonly cost: number }[] = [];
  const offer = (x: number, y: number): void => {
    const box = { x, y, ...size };
    const growth =
      Math.max(0, x + size.width + padding.end - sketch.width) +
      Math.max(0, y + size.height + padding.end - sketch.height);
    const against = tightness(top - y, gap) + tightness(y + size.height - bottom, gap);
    const cost = Math.abs(x - ideal.x) + Math.abs(y - ideal.y) + GROWTH_PRICE * growth + against;
    candidates.push({ box, cost });
  };
  offer(Math.max(padding.left, ideal.x), Math.max(padding.top, ideal.y));
  for (let x = padding.left; x <= sketch.width + CLEARANCE; x += step)
    for (let y = padding.top; y <= sketch.height + CLEARANCE; y += step) offer(x, y);
  candidates.sort((a, b) => a.cost - b.cost);
  const found = candidates.find(({ box }) => isFree(withLoops(box, id, job)));
  return found?.box ?? { x: padding.left, y: sketch.height + CLEARANCE, ...size };
}

/** Where an element wants to be: between what leads to it and what it leads to. */
function aim(
  size: { readonly width: number; readonly height: number },
  id: string,
  sketch: Sketch,
  job: Job,
  padding: Padding,
  former: Point | undefined,
): { readonly ideal: Point; readonly top: number; readonly bottom: number; readonly gap: number } {
  const above: Box[] = [];
  const below: Box[] = [];
  let label = 0;
  job.plan.segments.forEach(({ tail, head }, index) => {
    const other = tail.child === id ? head.child : head.child === id ? tail.child : undefined;
    const box = other === undefined || other === id ? undefined : sketch.boxes.get(other);
    if (box === undefined) return;
    (tail.child === id ? below : above).push(box);
    label = Math.max(label, turned(job.labels[index] ?? { width: 0, height: 0 }, job.plan.direction).height);
  });
  const gap = spacing.nodeLayer + label;
  const top = Math.max(...above.map(({ y, height }) => y + height)) + gap;
  const bottom = Math.min(...below.map(({ y }) => y)) - gap;
  const anywhere = { top: Number.NEGATIVE_INFINITY, bottom: Number.POSITIVE_INFINITY, gap };
  if (former !== undefined) return { ideal: former, ...anywhere };
  const all = [...above, ...below];
  if (all.length === 0) return { ideal: { x: padding.left, y: padding.top }, ...anywhere };
  const centre = all.reduce((sum, { x, width }) => sum + x + width / 2, 0) / all.length;
  return { ideal: { x: centre - size.width / 2, y: above.length > 0 ? top : bottom - size.height }, top, bottom, gap };
}

/** Price of standing nearer to a neighbour than a line with its label needs, and of standing on its wrong side. */
function tightness(shortfall: number, gap: number): number {
  return 3 * Math.min(gap, Math.max(0, shortfall)) + (shortfall > gap ? AGAINST_FLOW : 0);
}
