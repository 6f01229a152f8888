import assert from 'node:assert/strict';
import { markOnGround, palettes, textOnGround } from '../../diagram/svg/palette.js';

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

describe('palette', () => {
  it('measures contrast as WCAG does', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.01);
  });

  for (const [theme, palette] of Object.entries(palettes)) {
    for (const [text, ground] of textOnGround)
      it(`${theme}: ${text} on ${ground} can be read`, () => {
        assert.ok(contrast(palette[text], palette[ground]) >= 4.5, contrast(palette[text], palette[ground]).toFixed(2));
      });
    for (const [mark, ground] of markOnGround)
      it(`${theme}: ${mark} on ${ground} can be seen`, () => {
        assert.ok(contrast(palette[mark], palette[ground]) >= 3, contrast(palette[mark], palette[ground]).toFixed(2));
      });
  }
});
