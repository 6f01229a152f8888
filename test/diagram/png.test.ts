import assert from 'node:assert/strict';
import { layout } from '../../diagram/layout/layouter.js';
import { fittingScale, MAX_AREA, MAX_SIDE, renderPng } from '../../diagram/png/render-png.js';
import { renderSvg } from '../../diagram/svg/render-svg.js';
import { webShop } from './scenes.js';

describe('renderPng', () => {
  it('draws the picture at the scale asked for, with its font', async () => {
    const svg = renderSvg(await layout(webShop), { theme: 'light' });
    const [, width = ''] = /viewBox="0 0 (\d+)/.exec(svg) ?? [];
    const png = renderPng(svg, { scale: 2 });
    assert.deepEqual([...png.data.slice(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.equal(png.width, 2 * Number(width));
    assert.equal(png.scale, 2);
    const withoutText = renderPng(svg.replace(/<text[^>]*>[^<]*<\/text>/g, ''), { scale: 2 });
    assert.ok(png.data.length > withoutText.data.length * 1.2, 'texts leave marks');
    assert.deepEqual(renderPng(svg, { scale: 2 }).data, png.data);
  });

  it('never exceeds the limits and says what it did', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40000 30000" width="40000" height="30000"/>';
    const png = renderPng(svg, { scale: 3 });
    assert.ok(png.scale < 1);
    assert.ok(
      Math.max(png.width, png.height) <= MAX_SIDE && png.width * png.height <= MAX_AREA,
      `${png.width} ${png.height}`,
    );
  });

  it('finds a scale for any size', () => {
    assert.equal(fittingScale({ width: 100, height: 100 }, 2), 2);
    assert.equal(fittingScale({ width: 100, height: 100 }, Number.NaN), 1);
    assert.equal(fittingScale({ width: 16384, height: 10 }, 1), 0.5);
    assert.equal(fittingScale({ width: 8000, height: 32000 }, 1), 0.256);
  });

  it('refuses what is no SVG', () => {
    assert.throws(() => renderPng('not a picture'));
  });
});
