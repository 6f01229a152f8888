import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { regularWidths, semiboldWidths } from '../../diagram/text/fonts/inter-widths.js';
import { isExactlyMeasured, measureText } from '../../diagram/text/measure.js';
import { plainText } from '../../diagram/text/plain-text.js';
import { shorten, wrapText } from '../../diagram/text/wrap.js';
import { root } from '../root.js';

/** Advance widths by code point, read from a TrueType file (OpenType 1.9: cmap format 4, hhea, hmtx). */
function widthsOf(file: string): Map<number, number> {
  const data = readFileSync(join(root, 'diagram', 'png', 'fonts', file));
  const tables = new Map<string, number>();
  for (let n = 0; n < data.readUInt16BE(4); n += 1)
    tables.set(data.toString('latin1', 12 + 16 * n, 16 + 16 * n), data.readUInt32BE(20 + 16 * n));
  const [cmap = 0, hhea = 0, hmtx = 0] = ['cmap', 'hhea', 'hmtx'].map((name) => tables.get(name));
  const metrics = data.readUInt16BE(hhea + 34);
  const advance = (glyph: number): number => data.readUInt16BE(hmtx + 4 * Math.min(glyph, metrics - 1));
  const result = new Map<number, number>();
  for (let n = 0; n < data.readUInt16BE(cmap + 2); n += 1) {
    const table = cmap + data.readUInt32BE(cmap + 4 + 8 * n + 4);
    if (data.readUInt16BE(table) !== 4) continue;
    const segments = data.readUInt16BE(table + 6) / 2;
    for (let s = 0; s < segments; s += 1) {
      const end = data.readUInt16BE(table + 14 + 2 * s);
      const start = data.readUInt16BE(table + 16 + 2 * segments + 2 * s);
      const delta = data.readUInt16BE(table + 16 + 4 * segments + 2 * s);
      const rangeAt = table + 16 + 6 * segments + 2 * s;
      const range = data.readUInt16BE(rangeAt);
      for (let point = start; point <= end && point < 0xffff; point += 1) {
        const glyph = range === 0 ? (point + delta) & 0xffff : data.readUInt16BE(rangeAt + range + 2 * (point - start));
        result.set(point, advance(glyph));
      }
    }
  }
  return result;
}

describe('text measuring', () => {
  for (const [file, table] of [
    ['inter-regular.ttf', regularWidths],
    ['inter-semibold.ttf', semiboldWidths],
  ] as const)
    it(`knows the widths of ${file}`, () => {
      const known = new Map(table.flatMap(([first, widths]) => widths.map((width, n) => [first + n, width] as const)));
      assert.deepEqual(new Map([...known].sort(byPoint)), new Map([...widthsOf(file)].sort(byPoint)));
      assert.ok(known.size > 500);
    });

  it('adds up', () => {
    const style = { size: 20.48, weight: 'regular' } as const;
    assert.equal(measureText('', style), 0);
    assert.ok(Math.abs(measureText('AV', style) - (14.13 + 14.13)) < 1e-9);
    assert.ok(measureText('wide', { ...style, weight: 'semibold' }) > measureText('wide', style));
  });

  it('counts what the font lacks generously, and says so', () => {
    const style = { size: 10, weight: 'regular' } as const;
    assert.equal(measureText('漢字', style), 20);
    assert.equal(measureText('🚀', style), 13);
    assert.equal(measureText('e\u0301', style), measureText('e', style));
    assert.equal(isExactlyMeasured('Größe ≥ 3 µs → Ω Ж'), true);
    assert.equal(isExactlyMeasured('漢'), false);
  });
});

describe('wrapText', () => {
  const style = { size: 13, weight: 'semibold' } as const;

  it('breaks at spaces, then inside words, then anywhere', () => {
    assert.deepEqual(wrapText('orders service', style, 60, 3).lines, ['orders', 'service']);
    assert.deepEqual(wrapText('orders_read_model', style, 90, 3).lines, ['orders_read_', 'model']);
    assert.deepEqual(wrapText('OrdersReadModel', style, 90, 3).lines, ['OrdersRead', 'Model']);
    assert.ok(wrapText('x'.repeat(50), style, 60, 3).lines.every((line) => measureText(line, style) <= 60));
  });

  it('keeps every line within the width and all the text that it does not announce as missing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 40, max: 200 }), (text, width) => {
        const { lines, isShortened } = wrapText(text, style, width, 3);
        assert.ok(lines.length <= 3);
        for (const line of lines) assert.ok(measureText(line, style) <= width);
        if (!isShortened) assert.equal(lines.join('').replaceAll(' ', ''), plainText(text).replaceAll(' ', ''));
      }),
      { seed: 11 },
    );
  });

  it('shortens with an ellipsis', () => {
    assert.equal(shorten('short', style, 100), 'short');
    assert.match(shorten('a very long name indeed', style, 80), /^a very.*…$/);
  });
});

describe('plainText', () => {
  it('takes out what cannot be seen or written', () => {
    assert.equal(plainText(' a\u0000b\tc\n\n d\ud800 \u202eevil\u202c '), 'ab c d evil');
  });
});

function byPoint(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0];
}
