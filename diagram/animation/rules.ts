/** The rules of what moves. */
import type { ColorName } from '../svg/palette.js';
import { type Loop, seconds } from './loop.js';

/** Rules besides those of the picture; they must come last. */
export function rulesOf(loop: Loop, ways: string, color: (name: ColorName) => string): string {
  const length = seconds(loop.seconds);
  return [
    // The box keeps room for a load; what is drawn there is that of each moment.
    '.sd-node .sd-load,.sd-node .sd-track{display:none}',
    `.sd .sd-figure{font-weight:600}`,
    `.sd-grow{transform-box:fill-box;transform-origin:0 0;animation:${length} linear infinite}`,
    `.sd-queue{fill:${color('load-high')}}`,
    `.sd-w{opacity:0;animation:${length} step-end infinite}.sd-first{opacity:1}`,
    `.sd-leg{opacity:0;animation:${length} linear infinite}`,
    // A dot that finds no way would blink in a corner.
    `@supports not (offset-path:path('M0 0L1 1')){.sd-legs{display:none}}`,
    `.sd-forth{fill:${color('ink-edge')};stroke:${color('canvas')};stroke-width:1.2}`,
    `.sd-back{fill:${color('canvas')};stroke:${color('ink-edge')};stroke-width:2}`,
    `.sd-bad{fill:${color('error-pill')};stroke:${color('canvas')};stroke-width:1.2}`,
    `.sd-trouble{fill:none;stroke-width:2.5}`,
    `.sd-trouble-error{stroke:${color('error-pill')}}`,
    `.sd-trouble-warning{stroke:${color('warning-pill')}}`,
    `.sd-gone{fill:${color('canvas')};fill-opacity:.65}`,
    `.sd .sd-badge-plain .sd-pill{fill:${color('card')};stroke:${color('load-high')};stroke-width:1.25}`,
    `.sd .sd-badge-plain text{fill:${color('text')}}`,
    `.sd-ground{fill:none;stroke:${color('card-line')}}`,
    `.sd-curve{fill:none;stroke:${color('ink-edge')};stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}`,
    `.sd-failed{fill:${color('error-pill')}}`,
    `.sd-playhead{fill:none;stroke:${color('text')};stroke-width:1.5;opacity:.6;animation:${length} linear infinite}`,
    `.sd-caption-line{opacity:.5;animation:${length} linear infinite}`,
    loop.rules(),
    ways,
    '@media (prefers-reduced-motion:reduce){.sd *{animation:none!important}.sd-legs,.sd-playhead{display:none}.sd-caption-line{opacity:1}}',
  ].join('\n');
}
