/** The style of the pictures as CSS, for the SVG file itself and for a page that shows it inline. */
import { fontStack } from '../text/embedded-font.js';
import type { ColorName, Palette } from './palette.js';
import { palettes } from './palette.js';

/** `auto` follows the reader's system; a page may also override the custom properties `--sd-…` of an `auto` picture. */
export type Theme = 'light' | 'dark' | 'auto';

/** All rules of a theme, without the font. */
export function stylesheet(theme: Theme): string {
  if (theme !== 'auto') return rules((name) => palettes[theme][name]);
  // Programs that know no custom properties skip the rules under @supports and show the light colours.
  return [
    rules((name) => palettes.light[name]),
    `@supports (color:var(--x)){.sd{${properties(palettes.light)}}\n${rules((name) => `var(--sd-${name})`)}}`,
    `@media (prefers-color-scheme:dark){.sd{${properties(palettes.dark)}}}`,
  ].join('\n');
}

/** A colour of a theme for rules of a page's own; `auto` needs the rules of `stylesheet('auto')` beside it. */
export function colorIn(theme: Theme): (name: ColorName) => string {
  return (name) => (theme === 'auto' ? `var(--sd-${name})` : palettes[theme][name]);
}

function properties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, color]) => `--sd-${name}:${color}`)
    .join(';');
}

const families = ['people', 'edge', 'compute', 'cache', 'queue', 'data', 'other'] as const;
const steps = ['low', 'medium', 'high', 'critical'] as const;
const severities = ['error', 'warning', 'info'] as const;

function rules(color: (name: ColorName) => string): string {
  return [
    `.sd text{font-family:${fontStack};font-size:11px;fill:${color('text')}}`,
    `.sd .sd-title{font-size:18px;font-weight:600}`,
    `.sd .sd-muted{fill:${color('muted')}}`,
    `.sd .sd-caption{font-size:12px;fill:${color('muted')}}`,
    `.sd-canvas{fill:${color('canvas')}}`,
    `.sd-frame{fill:${color('group-0')};stroke:${color('group-line')};stroke-width:1}`,
    `.sd-depth-1 .sd-frame{fill:${color('group-1')}}`,
    `.sd-depth-2 .sd-frame{fill:${color('group-2')}}`,
    `.sd-kind-zone .sd-frame{stroke-dasharray:5 4}`,
    `.sd-group-title rect{fill:${color('group-0')}}`,
    `.sd-group-title.sd-depth-1 rect{fill:${color('group-1')}}`,
    `.sd-group-title.sd-depth-2 rect{fill:${color('group-2')}}`,
    `.sd .sd-group-title text{font-size:12px;font-weight:600;fill:${color('group-text')}}`,
    `.sd-group-title path{fill:none;stroke:${color('group-text')};stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}`,
    `.sd-card{fill:${color('card')};stroke:${color('card-line')};stroke-width:1.25}`,
    `.sd-ghost .sd-card{stroke-dasharray:5 4}`,
    `.sd-icon{fill:none;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}`,
    ...families.flatMap((family) => [
      `.sd-tint-${family} .sd-tile{fill:${color(`tint-${family}`)}}`,
      `.sd-tint-${family} .sd-icon{stroke:${color(`ink-${family}`)}}`,
    ]),
    `.sd .sd-label{font-size:13px;font-weight:600}`,
    `.sd-track{fill:${color('load-track')}}`,
    ...steps.map((step) => `.sd-load-${step} .sd-bar{fill:${color(`load-${step}`)}}`),
    `.sd-load-high .sd-card{stroke:${color('load-high')}}`,
    `.sd-load-critical .sd-card{stroke:${color('load-critical')}}`,
    `.sd .sd-load{font-weight:600}`,
    `.sd .sd-badge text{font-size:10.5px;font-weight:600}`,
    ...severities.flatMap((severity) => [
      `.sd .sd-badge-${severity} .sd-pill{fill:${color(`${severity}-pill`)}}`,
      `.sd .sd-badge-${severity} text{fill:${color(`${severity}-text`)}}`,
      `.sd .sd-badge-${severity} path{fill:none;stroke:${color(`${severity}-text`)};stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}`,
    ]),
    `.sd-line{fill:none;stroke:${color('line')};stroke-width:1.5;stroke-linejoin:round}`,
    `.sd-head{fill:${color('line')};stroke:${color('line')};stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}`,
    `.sd-head-open{fill:none}`,
    `.sd-dot{fill:${color('line')}}`,
    `.sd-style-async .sd-line{stroke-dasharray:6 4}`,
    `.sd-style-replication .sd-line{stroke:${color('line-replication')};stroke-dasharray:2 3.5}`,
    `.sd-style-replication .sd-head,.sd-style-replication .sd-dot{fill:${color('line-replication')};stroke:${color('line-replication')}}`,
    `.sd-style-view .sd-line{stroke:${color('line-view')};stroke-dasharray:9 3 2 3}`,
    `.sd-style-view .sd-head{stroke:${color('line-view')}}`,
    `.sd-style-view .sd-dot{fill:${color('line-view')}}`,
    `.sd-hit{fill:none;stroke:none;stroke-width:12;pointer-events:stroke}`,
    `.sd-edge-label rect{fill:${color('canvas')}}`,
    ...([0, 1, 2] as const).map((depth) => `.sd-edge-label.sd-depth-${depth} rect{fill:${color(`group-${depth}`)}}`),
    `.sd .sd-edge-label text{fill:${color('label-text')};text-anchor:middle}`,
  ].join('\n');
}
