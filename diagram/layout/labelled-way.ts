/** A new line together with its label: on the line where it fits, else the line is led through a place for the label. */
import { collide, type Run, runsOf, touches } from './patch-geometry.js';
import type { Box, Point } from './placed.js';
import { type Ground, type RouteEnd, route } from './route.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

const BOX_CLEARANCE = 14;
const LINE_CLEARANCE = 10;
/** Places for a label that are tried. */
const MOST_TRIES = 5;

/** The way and the place of its label; `undefined` where there is none. */
export function labelledWay(
  from: RouteEnd,
  to: RouteEnd,
  size: Size | undefined,
  ground: Ground,
  isStrict: boolean,
): { readonly way: readonly Point[]; readonly label: Box | undefined } | undefined {
  const direct = route(from, to, ground);
  if (size === undefined) return direct === undefined ? undefined : { way: direct, label: undefined };
  const onIt = direct === undefined ? undefined : labelOn(direct, size, ground);
  if (direct !== undefined && onIt !== undefined) return { way: direct, label: onIt };
  for (const label of placesFor(size, from, to, ground)) {
    const middle = label.x + label.width / 2;
    const around = { ...ground, boxes: [...ground.boxes, label] };
    const before = route(from, { x: middle, y: label.y, isSideways: false }, around);
    const after = before && route({ x: middle, y: label.y + label.height, isSideways: false }, to, around);
    if (before !== undefined && after !== undefined && !areMeeting(before, after))
      return { way: [...before.slice(0, -1), ...after.slice(1)], label };
  }
  if (isStrict || direct === undefined) return undefined;
  const label = labelOn(direct, size, { ...ground, foreign: [] });
  return label === undefined ? undefined : { way: direct, label };
}

/** Whether the two halves of a way lie on each other. */
function areMeeting(before: readonly Point[], after: readonly Point[]): boolean {
  const others = runsOf(after);
  return runsOf(before).some(([a, b]) =>
    others.some(
      ([c, d]) =>
        Math.max(Math.min(a.x, b.x), Math.min(c.x, d.x)) <= Math.min(Math.max(a.x, b.x), Math.max(c.x, d.x)) &&
        Math.max(Math.min(a.y, b.y), Math.min(c.y, d.y)) <= Math.min(Math.max(a.y, b.y), Math.max(c.y, d.y)),
    ),
  );
}

/** Free places for a label, the nearest to the middle of its line first, far enough apart to be worth a try each. */
function placesFor(size: Size, from: Point, to: Point, { boxes, labels, foreign, related, bounds }: Ground): Box[] {
  const ideal = { x: (from.x + to.x - size.width) / 2, y: (from.y + to.y - size.height) / 2 };
  const step = Math.max(8, bounds.width / 80, bounds.height / 80);
  const candidates: { readonly box: Box; readonly cost: number }[] = [];
  for (let x = bounds.x + 8; x <= bounds.x + bounds.width; x += step)
    for (let y = bounds.y + 8; y <= bounds.y + bounds.height; y += step)
      candidates.push({ box: { x, y, ...size }, cost: Math.abs(x - ideal.x) + Math.abs(y - ideal.y) });
  candidates.sort((a, b) => a.cost - b.cost);
  const found: Box[] = [];
  for (const { box } of candidates) {
    if (found.length === MOST_TRIES) break;
    if (found.some((other) => Math.abs(other.x - box.x) + Math.abs(other.y - box.y) < 48)) continue;
    const isFree =
      boxes.every((other) => !collide(box, other, BOX_CLEARANCE)) &&
      labels.every((other) => !collide(box, other, LINE_CLEARANCE)) &&
      [...foreign, ...related].every((run) => !touches(run, box, LINE_CLEARANCE));
    if (isFree) found.push(box);
  }
  return found;
}

/** A place for a label on its line, on a long piece rather than on a short one. */
function labelOn(
  way: readonly Point[],
  size: { readonly width: number; readonly height: number },
  {
    boxes,
    labels,
    foreign,
    bounds,
  }: { boxes: readonly Box[]; labels: readonly Box[]; foreign: readonly Run[]; bounds: Box },
): Box | undefined {
  const lengthOf = ([a, b]: Run): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  const runs = [...runsOf(way)].sort((a, b) => lengthOf(b) - lengthOf(a));
  for (const run of runs) {
    const [a, b] = run;
    const steps = Math.max(1, Math.floor(lengthOf(run) / 6));
    for (let step = 0; step <= steps; step += 1) {
      // From the middle outwards.
      const share = 0.5 + ((step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2)) / steps;
      const centre = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
      const box = { x: centre.x - size.width / 2, y: centre.y - size.height / 2, ...size };
      if (box.x < bounds.x || box.y < bounds.y) continue;
      const isFree =
        boxes.every((other) => !collide(box, other, 3)) &&
        labels.every((other) => !collide(box, other, 3)) &&
        foreign.every((other) => !touches(other, box, 3));
      if (isFree) return box;
    }
  }
  return undefined;
}
