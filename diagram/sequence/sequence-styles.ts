/** What sequence diagrams add to the style of the pictures. */
import { type ColorName, palettes } from '../svg/palette.js';
import type { Theme } from '../svg/stylesheet.js';

/** Rules for lanes, arrows and what befell the system; colours are those of all pictures. */
export function sequenceStyles(theme: Theme): string {
  if (theme !== 'auto') return rules((name) => palettes[theme][name]);
  return [
    rules((name) => palettes.light[name]),
    `@supports (color:var(--x)){${rules((name) => `var(--sd-${name})`)}}`,
  ].join('\n');
}

function rules(color: (name: ColorName) => string): string {
  return [
    `.sd-lifeline{stroke:${color('group-line')};stroke-width:1.25;fill:none}`,
    `.sd-answer .sd-line{stroke-dasharray:5 4}`,
    // Text stays legible on the lines of the lanes it crosses.
    `.sd .sd-message text,.sd .sd-mark text{paint-order:stroke;stroke:${color('canvas')};stroke-width:4;stroke-linejoin:round}`,
    `.sd-band{fill:${color('warning-pill')}}`,
    `.sd .sd-happening text{fill:${color('warning-text')}}`,
    `.sd .sd-happening .sd-muted{fill:${color('muted')}}`,
  ].join('\n');
}
