/** Arrows from an element to itself: drawn beside the box, in room that the layout kept free. */
import type { Direction, SceneEdge } from '../scene/scene.js';
import { type EdgeLabel, edgeLabelOf } from './edge-label.js';
import type { Box, PlacedEdge, Point } from './placed.js';
import { spacing } from './spacing.js';

const GAP = 4;

/** Room that the loops of an element need at the right of it (`down`) or below it (`right`). */
export function loopMargin(
  loops: readonly SceneEdge[],
  direction: Direction,
): { readonly width: number; readonly height: number } | undefined {
  if (loops.length === 0) return undefined;
  const labels = loops.map(edgeLabelOf);
  const widths = labels.map((label) => label?.width ?? 0);
  const heights = labels.map((label) => label?.height ?? 0);
  return direction === 'down'
    ? { width: spacing.loop + GAP + Math.max(...widths), height: total(heights) }
    : { width: total(widths), height: spacing.loop + GAP + Math.max(...heights) };
}

/** Draws the loops of one element. */
export function placeLoops(loops: readonly SceneEdge[], box: Box, direction: Direction): PlacedEdge[] {
  const labels = loops.map(edgeLabelOf);
  const isDown = direction === 'down';
  const along = isDown ? box.height : box.width;
  const start = isDown ? box.y : box.x;
  const labelSizes = labels.map((label) => (isDown ? label?.height : label?.width) ?? 0);
  let labelAt = start + (along - total(labelSizes)) / 2;
  return loops.map((edge, index) => {
    const slot = along / loops.length;
    const a = start + slot * (index + 0.3);
    const b = start + slot * (index + 0.7);
    const label = labels[index];
    const size = labelSizes[index] ?? 0;
    const placed = label === undefined ? undefined : labelBox(label, labelAt, box, isDown);
    labelAt += size + GAP;
    const points = isDown
      ? rightLoop(box.x + box.width, box.x + box.width + spacing.loop, a, b)
      : lowerLoop(box.y + box.height, box.y + box.height + spacing.loop, a, b);
    return { edge, points, drawn: points, hasHead: true, ...(placed === undefined ? {} : { label: placed }) };
  });
}

function labelBox(label: EdgeLabel, at: number, box: Box, isDown: boolean): EdgeLabel & Point {
  return isDown
    ? { ...label, x: box.x + box.width + spacing.loop + GAP, y: at }
    : { ...label, x: at, y: box.y + box.height + spacing.loop + GAP };
}

function rightLoop(near: number, far: number, a: number, b: number): Point[] {
  return [
    { x: near, y: a },
    { x: far, y: a },
    { x: far, y: b },
    { x: near, y: b },
  ];
}

function lowerLoop(near: number, far: number, a: number, b: number): Point[] {
  return [
    { x: a, y: near },
    { x: a, y: far },
    { x: b, y: far },
    { x: b, y: near },
  ];
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size + GAP, -GAP);
}
