/** The `@font-face` rules that make a picture look the same wherever it is opened. */
import type { FontPiece } from './fonts/font-piece.js';
import { interRegular } from './fonts/inter-regular.js';
import { interSemibold } from './fonts/inter-semibold.js';

/** What follows Inter where it is neither embedded nor installed: sans-serif fonts that run no wider than Inter. */
export const fontStack = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";

const faces: readonly { readonly weight: number; readonly pieces: readonly FontPiece[] }[] = [
  { weight: 400, pieces: interRegular },
  { weight: 600, pieces: interSemibold },
];

/**
 * Rules for the pieces of the font that the given texts use, WOFF2 in base64 (about 12 KB for each weight and script).
 * Characters outside the bundled scripts need no piece: the reader's own fonts show them.
 */
export function fontFaces(texts: Iterable<string>): string {
  const points = new Set<number>();
  for (const text of texts) for (const character of text) points.add(character.codePointAt(0) ?? 0);
  return faces
    .flatMap(({ weight, pieces }) =>
      pieces.filter((piece) => covers(piece, points)).map((piece) => fontFace(piece, weight)),
    )
    .join('\n');
}

/** All pieces, for a page that loads fonts by itself. */
export function fontPieces(): readonly (FontPiece & { readonly weight: number })[] {
  return faces.flatMap(({ weight, pieces }) => pieces.map((piece) => ({ ...piece, weight })));
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
