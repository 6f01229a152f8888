/** Which part of an edge's way is new, and which an earlier edge of the same bundle has drawn already. */
import type { Point } from './placed.js';

/** The part of a way that only this edge goes, and where it meets the shared line. */
export interface OwnPart {
  readonly drawn: readonly Point[];
  readonly junction?: Point;
}

const SAME = 0.05;

/**
 * Compares a way with the ways of earlier edges of its bundle.
 *
 * @param shape `in`: they share the end of the way; `out`: the beginning
 */
export function ownPart(
  points: readonly Point[],
  earlier: readonly (readonly Point[])[],
  shape: 'in' | 'out',
): OwnPart {
  const way = shape === 'in' ? [...points].reverse() : points;
  let best: { readonly index: number; readonly point: Point; readonly length: number } | undefined;
  for (const other of earlier) {
    const shared = sharedBeginning(way, shape === 'in' ? [...other].reverse() : other);
    if (shared !== undefined && shared.length > (best?.length ?? 0)) best = shared;
  }
  if (best === undefined) return { drawn: points };
  const rest = way.slice(best.index);
  const isWhole = rest.length === 0 || rest.every((point) => isSame(point, best.point));
  if (isWhole) return { drawn: [] };
  const own = isSame(rest[0] ?? best.point, best.point) ? rest : [best.point, ...rest];
  return { drawn: shape === 'in' ? own.reverse() : own, junction: best.point };
}

/** Where two ways that begin together part: the point, the next corner of `a`, and how far they went together. */
function sharedBeginning(
  a: readonly Point[],
  b: readonly Point[],
): { readonly index: number; readonly point: Point; readonly length: number } | undefined {
  const start = a[0];
  if (start === undefined || b[0] === undefined || !isSame(start, b[0])) return undefined;
  let at = start;
  let length = 0;
  let i = 1;
  let j = 1;
  for (;;) {
    const nextA = a[i];
    const nextB = b[j];
    if (nextA === undefined || nextB === undefined) return { index: i, point: at, length };
    const stepA = distance(at, nextA);
    const stepB = distance(at, nextB);
    if (stepA < SAME) i += 1;
    else if (stepB < SAME) j += 1;
    else if (!isSameWay(at, nextA, nextB)) return { index: i, point: at, length };
    else {
      at = stepA <= stepB ? nextA : nextB;
      length += Math.min(stepA, stepB);
    }
  }
}

function isSameWay(from: Point, a: Point, b: Point): boolean {
  const isVertical = Math.abs(a.x - from.x) < SAME && Math.abs(b.x - from.x) < SAME;
  const isHorizontal = Math.abs(a.y - from.y) < SAME && Math.abs(b.y - from.y) < SAME;
  if (isVertical) return a.y > from.y === b.y > from.y;
  return isHorizontal && a.x > from.x === b.x > from.x;
}

function isSame(a: Point, b: Point): boolean {
  return distance(a, b) < SAME;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}
