/** Texts in the fonts of this machine, as outlines: for characters that the bundled font lacks. */
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { element, textLine } from '../svg/xml.js';
import type { TextStyle } from '../text/measure.js';
import { fontFolder } from './font-folder.js';

/** Path data of a text at its place, the bundled font first. Empty where no font has its characters. */
export function textOutlines(text: string, style: TextStyle, x: number, y: number): readonly string[] {
  const folder = fontFolder();
  const weight = style.weight === 'semibold' ? 600 : 400;
  const svg = element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: 100, height: 100, viewBox: '0 0 100 100' },
    element(
      'g',
      { 'font-family': 'Inter', 'font-size': style.size, 'font-weight': weight },
      textLine(text, style, x, y),
    ),
  );
  const drawn = new Resvg(svg, {
    font: {
      loadSystemFonts: true,
      fontFiles:
        folder === undefined ? [] : ['inter-regular.ttf', 'inter-semibold.ttf'].map((name) => join(folder, name)),
      defaultFontFamily: 'Inter',
    },
  }).toString();
  return [...drawn.matchAll(/ d="([^"]*)"/g)].map(([, data = '']) => data);
}
