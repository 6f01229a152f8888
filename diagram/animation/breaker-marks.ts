/** Breakers that are open, on the arrows that they cut. */
import type { PlacedEdge, Point } from '../layout/placed.js';
import { type Loop, stretches } from './loop.js';
import { pill } from './pill.js';
import type { View } from './view.js';

const words: Readonly<Record<number, string>> = { 1: 'breaker open', 0.5: 'breaker half open' };

/** A pill for each time that one is not closed; nothing for breakers whose arrow is not drawn. */
export function breakerMarks(edges: readonly PlacedEdge[], view: View, loop: Loop): string {
  return view.playback.breakers
    .map(({ from, to, state }) => {
      const placed = edges.find(({ edge }) => edge.from === from && edge.to === to && edge.style === 'sync');
      const middle = placed === undefined ? undefined : placeOn(placed);
      if (middle === undefined) return '';
      return stretches(view.valuesOf(state).map((value) => words[value]))
        .map((one) => pill(one.value, 'error', middle.x, middle.y - 8.5, 'middle', loop.shown(one.from, one.length)))
        .join('');
    })
    .join('');
}

/** Below the label, else half way along. */
function placeOn({ label, points }: PlacedEdge): Point | undefined {
  return label === undefined ? middleOf(points) : { x: label.x + label.width / 2, y: label.y + label.height + 9 };
}

function middleOf(points: readonly Point[]): Point | undefined {
  const lengths = points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    return Math.hypot(point.x - before.x, point.y - before.y);
  });
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    const [from, to] = [points[index], points[index + 1]];
    if (from === undefined || to === undefined) break;
    if (left <= length && length > 0)
      return { x: from.x + ((to.x - from.x) * left) / length, y: from.y + ((to.y - from.y) * left) / length };
    left -= length;
  }
  return points[0];
}
