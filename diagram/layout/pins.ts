/** Places that the reader has chosen: which level they belong to, and what became of them. */
import { type Containment, ROOT } from './containment.js';
import type { SolvedLevel } from './memory.js';
import { turned } from './patch-geometry.js';
import type { Pins } from './patch-level.js';
import { paddingOf } from './patch-sketch.js';
import type { Point } from './placed.js';

/** Pins by the group whose level they are in. */
export function pinsByContainer(pins: Pins, { parent }: Containment): ReadonlyMap<string, Pins> {
  const result = new Map<string, Map<string, Point>>();
  for (const [id, point] of pins) {
    const container = parent.get(id);
    if (container !== undefined) result.set(container, (result.get(container) ?? new Map()).set(id, point));
  }
  return result;
}

/** A sentence for each pin that names nothing, or whose element is not where it should be. */
export function unkeptPins(
  pins: Pins,
  levels: ReadonlyMap<string, SolvedLevel>,
  { parent }: Containment,
): readonly string[] {
  return [...pins].flatMap(([id, wanted]) => {
    const container = parent.get(id);
    if (container === undefined) return [`"${id}" has a place of its own, but is not in the picture.`];
    const level = levels.get(container);
    const box = level?.result.children[level.job.plan.children.indexOf(id)];
    if (level === undefined || box === undefined) return [];
    const { left, top } = turnedPadding(level);
    const isThere = Math.abs(box.x - Math.max(left, wanted.x)) < 1 && Math.abs(box.y - Math.max(top, wanted.y)) < 1;
    return isThere ? [] : [unkeptWarning(id)];
  });
}

/** What is said of an element that is not where it should be. */
export function unkeptWarning(id: string): string {
  return `"${id}" could not be put at the place of its own: there is no room for it or its arrows.`;
}

function turnedPadding({ job }: SolvedLevel): { readonly left: number; readonly top: number } {
  const { left, top } = paddingOf(job, job.plan.container === ROOT);
  const { x, y } = turned({ x: left, y: top }, job.plan.direction);
  return { left: x, top: y };
}
