/** PDFs, read back: the table of objects, the texts as a reader would copy them, the fonts, the outlines. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { layout } from '../../diagram/layout/layouter.js';
import { pathOperators, rectOperators } from '../../diagram/pdf/path.js';
import { MAX_POINTS, renderPdf } from '../../diagram/pdf/render-pdf.js';
import { readTrueType } from '../../diagram/pdf/true-type.js';
import type { Scene } from '../../diagram/scene/scene.js';
import { renderSvg } from '../../diagram/svg/render-svg.js';
import { root } from '../root.js';
import { platform, webShop } from './scenes.js';

/** Objects by number, the streams unpacked. */
function readObjects(pdf: Uint8Array): Map<number, string> {
  const text = Buffer.from(pdf).toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  assert.equal(text.slice(table, table + 5), 'xref\n');
  const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
  assert.ok(places.length >= 5);
  return new Map(
    places.map((at, index) => {
      assert.equal(text.slice(at, at + 8).split(' obj')[0], `${index + 1} 0`.slice(0, 8));
      const whole = text.slice(at, text.indexOf('\nendobj\n', at));
      const [, length = '0'] = /\/Length (\d+) >>\nstream\n/.exec(whole) ?? [];
      const start = whole.indexOf('stream\n') + 7;
      if (length === '0') return [index + 1, whole];
      assert.equal(whole.slice(start + Number(length)), '\nendstream');
      const data = inflateSync(Buffer.from(whole.slice(start, start + Number(length)), 'latin1'));
      return [index + 1, `${whole.slice(0, start)}${data.toString('latin1')}`];
    }),
  );
}

/** Every text of the page, by the tables that say which characters the codes of each font stand for. */
function textsOf(objects: ReadonlyMap<number, string>): string[] {
  const all = [...objects.values()];
  const page = all.find((one) => one.includes('/Type /Page ')) ?? '';
  const at = (reference: string | undefined): string => objects.get(Number(reference)) ?? '';
  const tables = new Map(
    [...page.matchAll(/\/(regular|semibold) (\d+) 0 R/g)].map(([, name, number]) => {
      const map = at(/\/ToUnicode (\d+) 0 R/.exec(at(number))?.[1]);
      const rows = [...map.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)];
      return [
        name,
        new Map(rows.map(([, code, units = '']) => [code, Buffer.from(units, 'hex').swap16().toString('utf16le')])),
      ];
    }),
  );
  const content = at(/\/Contents (\d+) 0 R/.exec(page)?.[1]);
  return [...content.matchAll(/\/(regular|semibold) [\d.]+ Tf [^<]*<([0-9A-F]+)> Tj/g)].map(([, name, codes = '']) =>
    (codes.match(/.{4}/g) ?? []).map((code) => tables.get(name)?.get(code) ?? '?').join(''),
  );
}

const textsOfSvg = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text = '']) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  );

const draw = async (scene: Scene, theme: 'light' | 'dark' = 'light'): Promise<string> =>
  renderSvg(await layout(scene), { theme });

describe('renderPdf', () => {
  it('writes one page of the size of the picture, with each text of it', async () => {
    for (const scene of [webShop, platform]) {
      const svg = await draw(scene);
      const pdf = renderPdf(svg);
      const objects = readObjects(pdf);
      const [, width = '', height = ''] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
      const page = [...objects.values()].find((one) => one.includes('/Type /Page ')) ?? '';
      assert.ok(page.includes(`/MediaBox [0 0 ${Number(width) * 0.75} ${Number(height) * 0.75}]`), page);
      assert.deepEqual(textsOf(objects), textsOfSvg(svg));
      assert.ok(pdf.length < 60_000, `${pdf.length} bytes`);
      assert.deepEqual(renderPdf(svg), pdf);
    }
  });

  it('keeps characters of any script as text, and nothing of a design as a word of the format', async () => {
    const nasty = ') Tj ET (\\ <b>&amp; \u0000\u202e endstream endobj %';
    const scene: Scene = {
      title: '注文 システム 😀 Łódź Ωμέγα Заказ',
      nodes: [
        { id: 'a', label: nasty, kind: 'service' },
        { id: 'b', label: 'Größe 注', kind: 'queue', subtitle: 'é ő ж' },
      ],
      groups: [],
      edges: [{ id: 'e', from: 'a', to: 'b', label: ['写 ∞/s'], style: 'async' }],
    };
    const svg = await draw(scene);
    const objects = readObjects(renderPdf(svg));
    assert.deepEqual(textsOf(objects), textsOfSvg(svg));
    const all = [...objects.values()].join('\n');
    assert.ok(!all.includes('endstream endobj %'));
    assert.match(all, /\/Title <FEFF6CE8/);
  });

  it('draws light and dark', async () => {
    const [light, dark] = [await draw(webShop), await draw(webShop, 'dark')].map((svg) =>
      [...readObjects(renderPdf(svg)).values()].join('\n'),
    );
    assert.match(light ?? '', /\n1 1 1 rg 0 0 \d+ \d+ re f\n/);
    assert.match(dark ?? '', /\n0\.055 0\.075 0\.106 rg 0 0 \d+ \d+ re f\n/);
  });

  it('makes pictures smaller that no page could hold', () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40000 10000" width="40000" height="10000"><rect width="9" height="9"/></svg>';
    const page = [...readObjects(renderPdf(svg)).values()].join('\n');
    assert.ok(page.includes(`/MediaBox [0 0 ${MAX_POINTS} 3600]`), page);
  });

  it('refuses what is no SVG of ours', () => {
    assert.throws(() => renderPdf('not a picture'));
    assert.throws(() => renderPdf('<svg width="1" height="1"><g></svg>'));
  });
});

describe('a font for a PDF', () => {
  const file = readFileSync(join(root, 'diagram/png/fonts/inter-regular.ttf'));

  it('has the outlines of the glyphs that are used, and of their parts, at their numbers', () => {
    const font = readTrueType(file);
    const glyphs = [...'Aéж'].map((character) => font.glyphOf(character.codePointAt(0) ?? 0));
    assert.ok(glyphs.every((glyph) => glyph > 0));
    assert.equal(font.glyphOf(0x6ce8), 0);
    const [whole, subset] = [outlinesOf(file), outlinesOf(font.subset(glyphs))];
    assert.equal(subset.length, whole.length);
    for (const glyph of glyphs) {
      // Outlines are filled up to a multiple of four.
      const length = whole[glyph]?.length ?? 0;
      assert.ok(length > 0 && subset[glyph]?.subarray(0, length).equals(whole[glyph] ?? new Uint8Array()), `${glyph}`);
    }
    const drawn = subset.filter(({ length }) => length > 0).length;
    assert.ok(drawn >= 4 && drawn <= 8, `${drawn} outlines`);
    const before = file.toString('base64');
    font.subset([1, 2, 3]);
    assert.equal(file.toString('base64'), before);
  });
});

function outlinesOf(font: Uint8Array): Buffer[] {
  const bytes = Buffer.from(font);
  const at = (tag: string): number => bytes.readUInt32BE(bytes.indexOf(tag, 12, 'latin1') + 8);
  const isLong = bytes.readInt16BE(at('head') + 50) === 1;
  const place = (glyph: number): number =>
    isLong ? bytes.readUInt32BE(at('loca') + 4 * glyph) : 2 * bytes.readUInt16BE(at('loca') + 2 * glyph);
  return Array.from({ length: bytes.readUInt16BE(at('maxp') + 4) }, (_, glyph) =>
    bytes.subarray(at('glyf') + place(glyph), at('glyf') + place(glyph + 1)),
  );
}

describe('outlines', () => {
  it('are those of the path, absolute or relative', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['M1 2L3 4H5V6Z', '1 2 m 3 4 l 5 4 l 5 6 l h'],
      ['m1 2l2 2h2v2z', '1 2 m 3 4 l 5 4 l 5 6 l h'],
      ['M1 2 3 4 5 6', '1 2 m 3 4 l 5 6 l'],
      ['M0 0C1 2 3 4 5 6S9 9 7 7', '0 0 m 1 2 3 4 5 6 c 7 8 9 9 7 7 c'],
      ['M0 0c1 2 3 4 5 6s4 3 2 1', '0 0 m 1 2 3 4 5 6 c 7 8 9 9 7 7 c'],
      ['M0 0Q3 0 3 3T6 6', '0 0 m 2 0 3 1 3 3 c 3 5 4 6 6 6 c'],
      ['M12 17.5v.01', '12 17.5 m 12 17.51 l'],
      ['M1-.5.5-1', '1 -0.5 m 0.5 -1 l'],
      ['M0 0zl1 1', '0 0 m h 1 1 l'],
      ['M0 0 L1', '0 0 m 1 0 l'],
      ['what is this', ''],
    ];
    for (const [data, operators] of cases) assert.equal(pathOperators(data), operators, data);
  });

  it('follow arcs: all points lie on the ellipse, and the last is the end', () => {
    const size = fc.integer({ min: 5, max: 90 });
    const place = fc.integer({ min: -90, max: 90 });
    fc.assert(
      fc.property(size, place, place, fc.boolean(), fc.boolean(), (r, x, y, isLarge, isSweep) => {
        fc.pre(Math.hypot(x, y) > 1 && Math.hypot(x, y) < 2 * r - 0.1);
        const operators = pathOperators(`M0 0A${r} ${r} 0 ${isLarge ? 1 : 0} ${isSweep ? 1 : 0} ${x} ${y}`);
        const curves = [...operators.matchAll(/([-\d. ]+) c/g)].map(([, numbers = '']) =>
          numbers.trim().split(' ').map(Number),
        );
        assert.deepEqual(curves.at(-1)?.slice(4), [x, y]);
        // The centre lies on the perpendicular through the middle of the chord, on the side that the flags choose.
        const side = isLarge === isSweep ? 1 : -1;
        const away = (side * Math.sqrt(r * r - (x * x + y * y) / 4)) / Math.hypot(x, y);
        const [cx, cy] = [x / 2 + away * y, y / 2 - away * x];
        let [fromX, fromY] = [0, 0];
        for (const [ax = 0, ay = 0, bx = 0, by = 0, toX = 0, toY = 0] of curves) {
          const [mx, my] = [(fromX + 3 * ax + 3 * bx + toX) / 8, (fromY + 3 * ay + 3 * by + toY) / 8];
          for (const [px, py] of [
            [mx, my],
            [toX, toY],
          ] as const)
            assert.ok(Math.abs(Math.hypot(px - cx, py - cy) - r) < 0.05, `${operators} around ${cx} ${cy}`);
          [fromX, fromY] = [toX, toY];
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of rectangles are round up to half their size', () => {
    assert.equal(rectOperators(1, 2, 3, 4, 0), '1 2 3 4 re');
    assert.match(rectOperators(0, 0, 4, 10, 9), /^2 0 m 2 0 l .* h$/);
  });
});
