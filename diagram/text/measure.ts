/**
 * How wide a text is, computed from the real advance widths of the bundled font, without a browser.
 *
 * The font is Inter with kerning and ligatures removed, so that the width of a text is exactly the sum of its
 * characters. Characters outside the bundled scripts fall back to the reader's fonts: their widths here are generous
 * estimates (1 em for East Asian wide characters, 1.3 em for emoji, 0.7 em otherwise), and the SVG writer pins such
 * texts to the estimated width with `textLength`, so that they cannot leave their box either.
 */
import { regularWidths, semiboldWidths, type WidthRun } from './fonts/inter-widths.js';

/** 400 or 600: the two weights that are bundled. */
export type Weight = 'regular' | 'semibold';

/** A font size in px and a weight. */
export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
}

const UNITS_PER_EM = 2048;

const tables: Record<Weight, ReadonlyMap<number, number>> = {
  regular: table(regularWidths),
  semibold: table(semiboldWidths),
};

/** Width of one line in px. */
export function measureText(text: string, style: TextStyle): number {
  const widths = tables[style.weight];
  let units = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    units += widths.get(point) ?? fallbackWidth(point);
  }
  return (units / UNITS_PER_EM) * style.size;
}

/** Whether every character of the text is in the bundled font, so that its width is exact. */
export function isExactlyMeasured(text: string): boolean {
  for (const character of text) if (!tables.regular.has(character.codePointAt(0) ?? 0)) return false;
  return true;
}

function table(runs: readonly WidthRun[]): ReadonlyMap<number, number> {
  return new Map(runs.flatMap(([first, widths]) => widths.map((width, index) => [first + index, width] as const)));
}

function fallbackWidth(point: number): number {
  if (isZeroWidth(point)) return 0;
  if (isEmoji(point)) return 1.3 * UNITS_PER_EM;
  return (isWide(point) ? 1 : 0.7) * UNITS_PER_EM;
}

function isZeroWidth(point: number): boolean {
  return within(point, 0x300, 0x36f) || within(point, 0x200b, 0x200f) || within(point, 0xfe00, 0xfe0f);
}

function isEmoji(point: number): boolean {
  return within(point, 0x1f000, 0x1faff) || within(point, 0x2600, 0x27bf);
}

/** East Asian wide and full-width blocks (Unicode Standard Annex 11, by block). */
function isWide(point: number): boolean {
  return (
    within(point, 0x1100, 0x115f) ||
    within(point, 0x2e80, 0xa4cf) ||
    within(point, 0xac00, 0xd7a3) ||
    within(point, 0xf900, 0xfaff) ||
    within(point, 0xfe30, 0xfe6f) ||
    within(point, 0xff00, 0xffef) ||
    within(point, 0x20000, 0x3fffd)
  );
}

function within(point: number, first: number, last: number): boolean {
  return point >= first && point <= last;
}
