import type { Stage } from '../canvas/stage.js';
import { html } from '../dom.js';
import { iconButton } from './button.js';

/** Zoom by clicks, in a corner of the picture. */
export function zoomButtons({ viewport }: Stage): HTMLElement {
  return html(
    'div',
    { class: 'zoom-buttons' },
    iconButton('plus', 'Zoom in (+)', () => viewport.zoomBy(1.25)),
    iconButton('minus', 'Zoom out (−)', () => viewport.zoomBy(0.8)),
  );
}
