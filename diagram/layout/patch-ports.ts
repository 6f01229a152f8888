/** Ports of a level that is being changed: where they were, if that is still on their border, else at a free spot. */
import type { PlannedPort } from './level-plan.js';
import type { Job } from './level-solver.js';
import { turned } from './patch-geometry.js';
import { isPassedSideways, portName, type Sketch } from './patch-sketch.js';
import type { Box, Point } from './placed.js';
import { spacing } from './spacing.js';

const CORNER = 6;
const CLOSEST = 8;

/** Where every port of the level is; `undefined` where one finds no room. */
export function placePorts(sketch: Sketch, job: Job): ReadonlyMap<string, Point> | undefined {
  const { plan } = job;
  const ports = new Map<string, Point>();
  const open = new Map<string, { readonly port: PlannedPort; readonly others: PlannedPort[] }>();
  const sideOf = (port: PlannedPort): string => JSON.stringify([port.child ?? null, port.side]);
  const taken = new Map<string, number[]>();
  const settle = (port: PlannedPort, point: Point): void => {
    ports.set(portName(port), point);
    const along = isPassedSideways(port, job) ? point.y : point.x;
    taken.set(sideOf(port), [...(taken.get(sideOf(port)) ?? []), along]);
  };
  const visit = (port: PlannedPort, other: PlannedPort | undefined): void => {
    const name = portName(port);
    if (ports.has(name)) return;
    const known = open.get(name);
    if (known !== undefined) {
      if (other !== undefined) known.others.push(other);
      return;
    }
    const point = knownPlace(port, sketch, job);
    if (point === undefined) open.set(name, { port, others: other === undefined ? [] : [other] });
    else settle(port, point);
  };
  for (const port of plan.borderPorts) visit(port, undefined);
  for (const { tail, head } of plan.segments) {
    visit(tail, head);
    visit(head, tail);
  }
  for (const { port, others } of open.values()) {
    const box = boxOf(port, sketch);
    if (box === undefined) return undefined;
    const isSideways = isPassedSideways(port, job);
    const [low, size] = isSideways ? [box.y, box.height] : [box.x, box.width];
    const towards = others.flatMap((other) => {
      const point = ports.get(portName(other)) ?? centreOf(boxOf(other, sketch));
      return point === undefined ? [] : [isSideways ? point.y : point.x];
    });
    const aim = towards.length === 0 ? low + size / 2 : towards.reduce((sum, each) => sum + each, 0) / towards.length;
    const at = freeSpot(low, size, aim, taken.get(sideOf(port)) ?? []);
    if (at === undefined) return undefined;
    settle(port, onSide(port, box, at, job));
  }
  return ports;
}

/** Where a port must be, or was and can stay. */
function knownPlace(port: PlannedPort, sketch: Sketch, job: Job): Point | undefined {
  const box = boxOf(port, sketch);
  if (box === undefined) return undefined;
  const fixed = port.child === undefined ? undefined : job.items.get(port.child)?.fixedPorts;
  if (fixed !== undefined) {
    const inside = fixed.get(port.key);
    if (inside === undefined) return undefined;
    const { x, y } = turned(inside, job.plan.direction);
    return { x: box.x + x, y: box.y + y };
  }
  const isSideways = isPassedSideways(port, job);
  const [low, size] = isSideways ? [box.y, box.height] : [box.x, box.width];
  const before = (port.child === undefined ? sketch.borders : sketch.offsets).get(portName(port));
  const at = before === undefined ? undefined : isSideways ? before.y + box.y : before.x + box.x;
  if (at !== undefined && at >= low + CORNER && at <= low + size - CORNER) return onSide(port, box, at, job);
  const isLabel = job.plan.trunks.some(({ id }) => id === port.child);
  return isLabel ? onSide(port, box, low + size / 2, job) : undefined;
}

function boxOf({ child }: PlannedPort, sketch: Sketch): Box | undefined {
  return child === undefined ? { x: 0, y: 0, width: sketch.width, height: sketch.height } : sketch.boxes.get(child);
}

function onSide(port: PlannedPort, box: Box, at: number, job: Job): Point {
  const isFar = port.side === 'SOUTH' || port.side === 'EAST';
  return isPassedSideways(port, job)
    ? { x: isFar ? box.x + box.width : box.x, y: at }
    : { x: at, y: isFar ? box.y + box.height : box.y };
}

function centreOf(box: Box | undefined): Point | undefined {
  return box === undefined ? undefined : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The spot nearest to `aim` that keeps away from the others, closer to them where a side is full. */
function freeSpot(low: number, size: number, aim: number, others: readonly number[]): number | undefined {
  const from = low + Math.min(spacing.portCorner, size / 2);
  const to = low + size - Math.min(spacing.portCorner, size / 2);
  for (const apart of [spacing.port, CLOSEST]) {
    const isFree = (at: number): boolean => others.every((other) => Math.abs(other - at) >= apart - 0.02);
    const spots = [aim, ...others.flatMap((other) => [other - apart, other + apart]), from, to]
      .map((at) => Math.min(to, Math.max(from, at)))
      .filter(isFree)
      .sort((a, b) => Math.abs(a - aim) - Math.abs(b - aim));
    if (spots[0] !== undefined) return spots[0];
  }
  return undefined;
}
