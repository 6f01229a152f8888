/**
 * Changing a level instead of arranging it anew: everything stays where it was, new elements take free places, lines
 * are led again only where something is in their way. What becomes of a level depends on nothing but the level and the
 * one before it.
 */
import { ROOT } from './containment.js';
import { type LevelResult, toElk } from './elk-level.js';
import type { Job } from './level-solver.js';
import type { SolvedLevel } from './memory.js';
import { collide, runsOf, touches, turned } from './patch-geometry.js';
import { areTogether, type Lines, leadLines } from './patch-lines.js';
import { placeElements } from './patch-places.js';
import { placePorts } from './patch-ports.js';
import { elementsOf, paddingOf, portName, type Sketch, sketchOf } from './patch-sketch.js';
import type { Point } from './placed.js';

/** Positions that elements of a level must have, relative to the top left of their group. */
export type Pins = ReadonlyMap<string, Point>;

/** A level larger than this is arranged anew: leading a line through it would take as long. */
const MOST_SEGMENTS = 400;
/** Below this share of either side in use, a level is arranged anew, which closes the holes. */
const LEAST_USE = 0.55;

/**
 * The level as it was, with what has changed; `undefined` where arranging it anew is the better way, or the only one.
 *
 * @param earlier the same level of an earlier picture, in the words of the new one
 */
export function patchLevel(job: Job, earlier: SolvedLevel, pins: Pins = new Map()): LevelResult | undefined {
  const { plan } = job;
  const { direction } = plan;
  if (earlier.job.plan.direction !== direction || plan.segments.length > MOST_SEGMENTS) return undefined;
  if (pins.size === 0 && contentOf(job) === contentOf(earlier.job)) return earlier.result;
  const sketch = sketchOf(earlier);
  const known = plan.children.filter((id) => sketch.boxes.has(id)).length;
  if (2 * known < Math.max(plan.children.length, earlier.job.plan.children.length)) return undefined;
  const padding = paddingOf(job, plan.container === ROOT);
  const wanted = new Map([...pins].map(([id, point]) => [id, turned(point, direction)]));
  placeElements(sketch, job, padding, wanted, (id) => earlier.job.items.get(id));
  const minimum = turned(job.minimum, direction);
  // Elements that were put near the border leave room for the lines that pass it.
  makeFit(sketch, minimum, padding.end + (pins.size > 0 ? 28 : 0));
  for (let round = 0; round < 2; round += 1) {
    const ports = placePorts(sketch, job);
    if (ports === undefined) return undefined;
    const most = pins.size > 0 ? plan.segments.length : 6 + Math.ceil(plan.segments.length / 3);
    const lines = leadLines(sketch, job, ports, plan.container === ROOT ? 4 : 12, most, pins.size === 0);
    if (lines === undefined) return undefined;
    if (growsWith(sketch, lines, padding.end)) continue;
    if (pins.size === 0 && isMostlyEmpty(sketch, lines, minimum)) return undefined;
    return isSound(sketch, job, lines, pins.size === 0) ? resultOf(sketch, job, ports, lines) : undefined;
  }
  return undefined;
}

/** What a level has to arrange, names aside. */
function contentOf({ plan, items, labels, minimum, simplexLimit }: Job): string {
  return JSON.stringify(toElk(plan, items, labels, minimum, simplexLimit));
}

/** Makes the level large enough for its boxes. */
function makeFit(sketch: Sketch, minimum: { readonly width: number; readonly height: number }, end: number): void {
  const boxes = [...sketch.boxes.values()];
  sketch.width = Math.max(sketch.width, minimum.width, ...boxes.map(({ x, width }) => x + width + end));
  sketch.height = Math.max(sketch.height, minimum.height, ...boxes.map(({ y, height }) => y + height + end));
}

/** Makes the level large enough for its lines and labels; whether it had to grow. */
function growsWith(sketch: Sketch, { ways, labels }: Lines, end: number): boolean {
  const points = ways.flat();
  const room = Math.min(end, 10);
  const shown = labels.filter((label) => label !== undefined);
  const { width, height } = sketch;
  const right = Math.max(0, ...shown.map((label) => label.x + label.width));
  const low = Math.max(0, ...shown.map((label) => label.y + label.height));
  const beyondX = Math.max(right, ...points.map(({ x }) => (x > width + 0.02 ? x : 0)));
  const beyondY = Math.max(low, ...points.map(({ y }) => (y > height + 0.02 ? y : 0)));
  if (beyondX > width) sketch.width = beyondX + room;
  if (beyondY > height) sketch.height = beyondY + room;
  return sketch.width !== width || sketch.height !== height;
}

/** Whether so much was taken away that the picture would have a hole. */
function isMostlyEmpty(
  { boxes, width, height }: Sketch,
  { labels }: Lines,
  minimum: { readonly width: number; readonly height: number },
): boolean {
  const shown = [...boxes.values(), ...labels.filter((label) => label !== undefined)];
  const right = Math.max(minimum.width, ...shown.map((box) => box.x + box.width));
  const low = Math.max(minimum.height, ...shown.map((box) => box.y + box.height));
  return right < LEAST_USE * width || low < LEAST_USE * height;
}

/** The last look before a changed level is shown: nothing lies on anything else, labels on lines only where pins force it. */
function isSound(sketch: Sketch, { plan }: Job, { ways, labels }: Lines, isStrict: boolean): boolean {
  const boxes = [...sketch.boxes.values()];
  for (const [index, box] of boxes.entries()) {
    if (box.x < 0 || box.y < 0) return false;
    for (const other of boxes.slice(index + 1)) if (collide(box, other)) return false;
    for (const label of labels) if (label !== undefined && collide(label, box)) return false;
    for (const way of ways) if (runsOf(way).some((run) => touches(run, box))) return false;
  }
  return labels.every((label, index) => {
    const segment = plan.segments[index];
    if (label === undefined || segment === undefined) return true;
    return plan.segments.every((other, at) => {
      if (at === index) return true;
      const otherLabel = labels[at];
      if (otherLabel !== undefined && at > index && collide(label, otherLabel)) return false;
      return !isStrict || areTogether(segment, other) || runsOf(ways[at] ?? []).every((run) => !touches(run, label));
    });
  });
}

function resultOf(sketch: Sketch, job: Job, ports: ReadonlyMap<string, Point>, { ways, labels }: Lines): LevelResult {
  const { plan } = job;
  const { direction } = plan;
  const boxes = elementsOf(job).map((id) =>
    turned(sketch.boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 }, direction),
  );
  return {
    ...turned({ width: sketch.width, height: sketch.height }, direction),
    children: boxes.slice(0, plan.children.length),
    trunks: boxes.slice(plan.children.length),
    borderPorts: plan.borderPorts.map((port) => turned(ports.get(portName(port)) ?? { x: 0, y: 0 }, direction)),
    segments: ways.map((way) => way.map(({ x, y }) => turned({ x, y }, direction))),
    labels: labels.map((label) => (label === undefined ? undefined : turned(label, direction))),
  };
}
