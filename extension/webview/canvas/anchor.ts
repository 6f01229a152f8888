/** What keeps the eye at its place while the picture around it changes. */
import type { Item } from '../engine/messages.js';
import type { View } from './viewport.js';

/**
 * The view under which what the reader looks at stays where it is on the screen: the first of `wanted` that both
 * pictures have and that was to be seen, else the box nearest to the middle. Without such a box nothing moves.
 */
export function anchored(
  view: View,
  size: { readonly width: number; readonly height: number },
  before: readonly Item[],
  after: readonly Item[],
  wanted: readonly string[],
): View {
  const { scale, dx, dy } = view;
  const later = new Map(after.map((item) => [item.id, item]));
  const middle = (item: Item) => ({
    x: (item.x + item.width / 2) * scale + dx,
    y: (item.y + item.height / 2) * scale + dy,
  });
  const distance = (item: Item) => {
    const { x, y } = middle(item);
    return Math.hypot(x - size.width / 2, y - size.height / 2);
  };
  const isSeen = (item: Item) => {
    const { x, y } = middle(item);
    return x >= 0 && y >= 0 && x <= size.width && y <= size.height;
  };
  const candidates = before.filter((item) => item.shape !== 'frame' && later.has(item.id) && isSeen(item));
  const chosen =
    candidates.find(({ id }) => wanted.includes(id)) ?? candidates.sort((a, b) => distance(a) - distance(b))[0];
  const there = chosen === undefined ? undefined : later.get(chosen.id);
  if (chosen === undefined || there === undefined) return view;
  return { scale, dx: dx + (chosen.x - there.x) * scale, dy: dy + (chosen.y - there.y) * scale };
}
