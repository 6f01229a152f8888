import { fontPieces } from '../../diagram/text/embedded-font.js';

/** Gives the page the font that texts were measured with; made of bytes, it needs no address that a policy could forbid. */
export function loadFonts(): void {
  for (const { weight, ranges, woff2 } of fontPieces()) {
    const bytes = Uint8Array.from(atob(woff2), (character) => character.codePointAt(0) ?? 0);
    const unicodeRange = ranges.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join(',');
    document.fonts.add(new FontFace('Inter', bytes, { weight: String(weight), unicodeRange }));
  }
}
