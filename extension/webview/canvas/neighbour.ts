/** Which box is next to another: how arrow keys move over a picture. */
import type { Item } from '../engine/messages.js';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** What lies beside the straight way counts as this many times as far. */
const ASIDE = 2.5;

/** The nearest box in a direction, those straight ahead first; `undefined` at the border. */
export function neighbour(items: readonly Item[], from: Item, direction: Direction): Item | undefined {
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  const isFlat = direction === 'left' || direction === 'right';
  const start = middle(from);
  let best: Item | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (item.id === from.id || item.shape === 'frame') continue;
    const end = middle(item);
    const ahead = sign * (isFlat ? end.x - start.x : end.y - start.y);
    const aside = Math.abs(isFlat ? end.y - start.y : end.x - start.x);
    if (ahead <= 1) continue;
    const distance = ahead + ASIDE * aside;
    if (distance < shortest) {
      best = item;
      shortest = distance;
    }
  }
  return best;
}

const middle = ({ x, y, width, height }: Item) => ({ x: x + width / 2, y: y + height / 2 });
