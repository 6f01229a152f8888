/** The `@font-face` rules that make a picture look the same wherever it is opened. */
import type { FontPiece } from './fonts/font-piece.js';
import { interRegular } from './fonts/inter-regular.js';
import { interSemibold } from './fonts/inter-semibold.js';
import type { Weight } from './measure.js';

/** What follows Inter where it is neither embedded nor installed: sans-serif fonts that run no wider than Inter. */
export const fontStack = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";

const faces: readonly { readonly weight: Weight; readonly css: number; readonly pieces: readonly FontPiece[] }[] = [
  { weight: 'regular', css: 400, pieces: interRegular },
  { weight: 'semibold', css: 600, pieces: interSemibold },
];

/**
 * Rules for the pieces of the font that the given texts use, WOFF2 in base64 (about 12 KB for each weight and script).
 * Characters outside the bundled scripts need no piece: the reader's own fonts show them.
 */
export function fontFaces(used: Readonly<Record<Weight, Iterable<string>>>): string {
  return faces
    .flatMap(({ weight, css, pieces }) => {
      const points = new Set([...used[weight]].flatMap((text) => [...text].map((c) => c.codePointAt(0) ?? 0)));
      return pieces.filter((piece) => covers(piece, points)).map((piece) => fontFace(piece, css));
    })
    .join('\n');
}

function covers(piece: FontPiece, points: ReadonlySet<number>): boolean {
  for (const point of points) if (piece.ranges.some(([first, last]) => point >= first && point <= last)) return true;
  return false;
}

function fontFace(piece: FontPiece, weight: number): string {
  const range = piece.ranges.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join(',');
  const source = `url(data:font/woff2;base64,${piece.woff2}) format('woff2')`;
  return `@font-face{font-family:Inter;font-weight:${weight};src:${source};unicode-range:${range}}`;
}
