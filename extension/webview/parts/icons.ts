/** Signs of 16 × 16 in the manner of the editor's own: one line of 1.2, round ends. */
import { svg } from '../dom.js';

const shapes = {
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9zM10.3 10.3l3.2 3.2',
  panel: 'M2.5 3.5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM10 2.5v11',
  close: 'M4 4l8 8M12 4l-8 8',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  warning: 'M8 2.2L14.2 13.3H1.8zM8 6.5v3.2M8 11.6v.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.4v3.4M8 5.2v.01',
  bulb: 'M6 13.5h4M6.3 11.5h3.4M5.9 9.7a4 4 0 1 1 4.2 0c-.3.3-.4.9-.4 1.8H6.3c0-.9-.1-1.5-.4-1.8z',
  check: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.3 8.2l1.9 1.9 3.6-4',
  arrange: 'M6 2.5h4v3H6zM2.5 10.5h4v3h-4zM9.5 10.5h4v3h-4zM8 5.5V8M4.5 10.5V8h7v2.5',
  reset: 'M3 3v3.5h3.5M3.2 6.3A5.2 5.2 0 1 1 3 9.5',
  save: 'M8 2.5v7M5 6.8L8 9.8l3-3M2.5 11v2.5h11V11',
  unpin: 'M9.6 2.4l4 4-1.2.5-2.4 2.4.2 2.6-1 1L3.1 6.8l1-1 2.6.2 2.4-2.4zM6.2 9.8l-3.8 3.8M2.5 2.5l11 11',
  source: 'M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5',
  collapse: 'M4.5 2.5L8 6l3.5-3.5M4.5 13.5L8 10l3.5 3.5',
  expand: 'M4.5 6L8 2.5L11.5 6M4.5 10L8 13.5l3.5-3.5',
  play: 'M5 3v10l7.5-5z',
  next: 'M6 3.5L10.5 8L6 12.5',
} as const;

export type Sign = keyof typeof shapes;

/** A sign that says nothing to those who do not see it: what it is on has a name. */
export function icon(sign: Sign): SVGSVGElement {
  return svg(
    'svg',
    { class: `icon icon-${sign}`, viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    svg('path', { d: shapes[sign] }),
  );
}
