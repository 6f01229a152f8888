/** A level half changed: what stands where so far, in coordinates whose flow runs down. */
import type { PlannedPort, Segment } from './level-plan.js';
import type { Job } from './level-solver.js';
import type { SolvedLevel } from './memory.js';
import { turned } from './patch-geometry.js';
import type { Box, Point } from './placed.js';
import { spacing } from './spacing.js';

/** What is known of a level: boxes by element, ports and lines by name. Positions relative to its top left. */
export interface Sketch {
  width: number;
  height: number;
  readonly boxes: Map<string, Box>;
  /** Ports of elements, relative to the top left of their box. */
  readonly offsets: Map<string, Point>;
  /** Ports of the level's own border. */
  readonly borders: Map<string, Point>;
  readonly ways: Map<string, readonly Point[]>;
  readonly labels: Map<string, Box>;
}

/** Room kept free along the borders, in the turned coordinates. */
export interface Padding {
  readonly top: number;
  readonly left: number;
  readonly end: number;
}

/** Name of a port: the element that it belongs to, and its key. */
export function portName({ child, key }: PlannedPort): string {
  return JSON.stringify([child ?? null, key]);
}

/** Name of a line: both of its ports. */
export function segmentName({ tail, head }: Segment): string {
  return portName(tail) + portName(head);
}

/** Elements of a level in order: members, then labels that stand as boxes. */
export function elementsOf({ plan }: Job): string[] {
  return [...plan.children, ...plan.trunks.map(({ id }) => id)];
}

/** The earlier level as a sketch. */
export function sketchOf({ job, result }: SolvedLevel): Sketch {
  const { plan } = job;
  const { direction } = plan;
  const size = turned({ width: result.width, height: result.height }, direction);
  const sketch: Sketch = {
    ...size,
    boxes: new Map(),
    offsets: new Map(),
    borders: new Map(),
    ways: new Map(),
    labels: new Map(),
  };
  const boxes = [...result.children, ...result.trunks];
  elementsOf(job).forEach((id, index) => {
    const box = boxes[index];
    if (box !== undefined) sketch.boxes.set(id, turned(box, direction));
  });
  plan.borderPorts.forEach((port, index) => {
    const point = result.borderPorts[index];
    if (point !== undefined) sketch.borders.set(portName(port), turned(point, direction));
  });
  plan.segments.forEach((segment, index) => {
    const points = (result.segments[index] ?? []).map((point) => turned(point, direction));
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined || points.length < 2) return;
    sketch.ways.set(segmentName(segment), points);
    for (const [port, point] of [[segment.tail, first] as const, [segment.head, last] as const]) {
      const box = port.child === undefined ? undefined : sketch.boxes.get(port.child);
      if (box !== undefined) sketch.offsets.set(portName(port), { x: point.x - box.x, y: point.y - box.y });
    }
    const label = result.labels[index];
    if (label !== undefined) sketch.labels.set(segmentName(segment), turned(label, direction));
  });
  return sketch;
}

/** Makes room: everything from `cut` on moves away by `by`. */
export function insertSpace(sketch: Sketch, axis: 'x' | 'y', cut: number, by: number): void {
  const moved = <T extends Point>(shape: T): T =>
    shape[axis] >= cut - 0.02 ? { ...shape, [axis]: shape[axis] + by } : shape;
  for (const [id, box] of sketch.boxes) sketch.boxes.set(id, moved(box));
  for (const [id, point] of sketch.borders) sketch.borders.set(id, moved(point));
  for (const [id, points] of sketch.ways) sketch.ways.set(id, points.map(moved));
  for (const [id, label] of sketch.labels) sketch.labels.set(id, moved(label));
  if (axis === 'x') sketch.width += by;
  else sketch.height += by;
}

/** A box with the room for its arrows to itself. */
export function withLoops(box: Box, id: string, job: Job): Box {
  const margin = job.items.get(id)?.margin;
  if (margin === undefined) return box;
  const room = turned(margin, job.plan.direction);
  const height = Math.max(box.height, room.height);
  return { x: box.x, y: box.y - (height - box.height) / 2, width: box.width + room.width + 4, height };
}

/** Whether a port of the level's border or of an element is passed downwards, in turned coordinates. */
export function isPassedSideways(port: PlannedPort, job: Job): boolean {
  const isWestOrEast = port.side === 'WEST' || port.side === 'EAST';
  return isWestOrEast !== (job.plan.direction === 'right');
}

/** Padding of a group, or of the picture as a whole. */
export function paddingOf(job: Job, isRoot: boolean): Padding {
  if (isRoot) return { top: 4, left: 4, end: 4 };
  const { groupTop: top, groupSide: side } = spacing;
  return job.plan.direction === 'down' ? { top, left: side, end: side } : { top: side, left: top, end: side };
}
