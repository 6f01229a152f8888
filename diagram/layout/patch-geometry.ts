/** Boxes and lines of a level that is being changed, seen so that its flow runs down. */
import type { Direction } from '../scene/scene.js';
import type { Box, Point } from './placed.js';

/** A straight piece of a line. */
export type Run = readonly [Point, Point];

const SLACK = 0.4;

/** The straight pieces of a line. */
export function runsOf(points: readonly Point[]): Run[] {
  return points.flatMap((b, index): Run[] => {
    const a = points[index - 1];
    return a === undefined ? [] : [[a, b]];
  });
}

/** Whether a run enters a box that is widened by `around` on all sides. */
export function touches([a, b]: Run, box: Box, around = 0): boolean {
  return (
    Math.max(a.x, b.x) > box.x - around + SLACK &&
    Math.min(a.x, b.x) < box.x + box.width + around - SLACK &&
    Math.max(a.y, b.y) > box.y - around + SLACK &&
    Math.min(a.y, b.y) < box.y + box.height + around - SLACK
  );
}

/** Whether two boxes come closer than `around`. */
export function collide(a: Box, b: Box, around = 0): boolean {
  return (
    a.x + a.width > b.x - around + SLACK &&
    b.x + b.width > a.x - around + SLACK &&
    a.y + a.height > b.y - around + SLACK &&
    b.y + b.height > a.y - around + SLACK
  );
}

export function isSamePoint(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 0.02 && Math.abs(a.y - b.y) < 0.02;
}

/** Turns a level that runs to the right so that it runs down, and back: x and y change places. */
export function turned<T extends Partial<Box>>(shape: T, direction: Direction): T {
  if (direction === 'down') return shape;
  const { x, y, width, height } = shape;
  return {
    ...shape,
    ...(y === undefined ? {} : { x: y }),
    ...(x === undefined ? {} : { y: x }),
    ...(height === undefined ? {} : { width: height }),
    ...(width === undefined ? {} : { height: width }),
  };
}
