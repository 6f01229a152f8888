/** Signs of the player's buttons, on a ground of 16 by 16. */
import { svg } from '../dom.js';

const paths: Readonly<Record<string, string>> = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  back: 'M3 3h2v10H3zM13 3v10L6 8z',
  forward: 'M11 3h2v10h-2zM3 3v10l7-5z',
  stop: 'M4 4h8v8H4z',
  break: 'M9 1 3 9h4l-1 6 7-9H9z',
  copy: 'M5 1h8v10h-2v-1h1V2H6v1H5zM3 4h7v11H3zM4 5v9h5V5z',
  chevron: 'M3 5h10L8 11z',
  close: 'm4 3 4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4-4-4z',
};

/** An icon of one colour, that of the text; empty for a name that there is not. */
export function playerIcon(name: string): SVGSVGElement {
  const path = svg('path', { d: paths[name] ?? '' });
  return svg('svg', { class: 'player-icon', viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' }, path);
}
