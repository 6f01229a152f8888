/** PDFs as a reader sees them: one page, its size, its texts in order, and what it paints. */
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { layout } from '../../diagram/layout/layouter.js';
import { MAX_POINTS, renderPdf } from '../../diagram/pdf/render-pdf.js';
import type { Scene } from '../../diagram/scene/scene.js';
import { renderSvg } from '../../diagram/svg/render-svg.js';
import { platform, webShop } from './scenes.js';

async function opened(pdf: Uint8Array): Promise<{ page: PDFPageProxy; title: unknown }> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  assert.equal(document.numPages, 1);
  const { info } = await document.getMetadata();
  return { page: await document.getPage(1), title: (info as { readonly Title?: unknown }).Title };
}

/** Texts of the page, as a reader would copy them. */
async function textsOf(page: PDFPageProxy): Promise<string[]> {
  const { items } = await page.getTextContent();
  return items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : []));
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

/** The operators of the page, and everything around them. */
function sourceOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString('latin1');
  return text.replace(/\/Length (\d+)[^>]*>>\nstream\n/gu, (head, length: string, at: number) => {
    const start = at + head.length;
    const packed = bytes.subarray(start, start + Number(length));
    return head.includes('FlateDecode') ? `${head}${inflateSync(packed).toString('latin1')}\n` : head;
  });
}

const draw = async (scene: Scene, theme: 'light' | 'dark' = 'light'): Promise<string> =>
  renderSvg(await layout(scene), { theme });

describe('renderPdf', () => {
  it('writes one page of the size of the picture, with each text of it', async () => {
    for (const scene of [webShop, platform]) {
      const svg = await draw(scene);
      const pdf = await renderPdf(svg);
      const { page } = await opened(pdf);
      const [, width = '', height = ''] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
      assert.deepEqual(page.view, [0, 0, Number(width) * 0.75, Number(height) * 0.75]);
      assert.deepEqual(await textsOf(page), textsOfSvg(svg));
      assert.ok(pdf.length < 80_000, `${pdf.length} bytes`);
      assert.deepEqual(await renderPdf(svg), pdf, 'the same picture gives the same bytes');
    }
  });

  it('keeps characters of any script, and nothing of a design as a word of the format', async () => {
    const nasty = ') Tj ET (\\ <b>&amp; endstream endobj %';
    const scene: Scene = {
      title: '注文 システム 😀 Łódź Ωμέγα Заказ',
      nodes: [
        { id: 'a', label: nasty, kind: 'service' },
        { id: 'b', label: 'Größe', kind: 'queue', subtitle: 'é ő ж' },
      ],
      groups: [],
      edges: [{ id: 'e', from: 'a', to: 'b', label: ['写 ∞/s'], style: 'async' }],
    };
    const svg = await draw(scene);
    const pdf = await renderPdf(svg);
    const { page, title } = await opened(pdf);
    const texts = await textsOf(page);
    for (const one of ['Größe', 'é ő ж']) assert.ok(texts.includes(one), one);
    assert.match(texts.join(' ').replaceAll(/\s+/gu, ' '), /\) Tj ET \(\\ <b>&amp; endstream endobj %/u);
    assert.equal(title, scene.title);
    // Letters that the bundled font lacks are shapes, and say what they are.
    const said = Buffer.from('\ufeff写 ∞/s', 'utf16le').swap16().toString('latin1');
    const source = sourceOf(pdf);
    assert.ok(source.includes('/ActualText'));
    assert.ok(source.includes(said));
    // Readers find what is written in the place of letters: the blanks over the shapes, which nobody sees.
    const spans = [...source.matchAll(/\/Span <<[\s\S]*?BDC\n([\s\S]*?)EMC/gu)].map(([, inside = '']) => inside);
    assert.equal(spans.length, 2, 'the title, and the label of the arrow');
    for (const span of spans)
      assert.match(span, /\nf\*\n[\s\S]*BT 3 Tr \/F\d+ \d+ Tf 1 0 0 -1 [-\d. ]+ Tm <(\w{4})\1*> Tj 0 Tr ET\n$/u);
  });

  it('draws light and dark', async () => {
    const [light = '', dark = ''] = await Promise.all(
      (['light', 'dark'] as const).map(async (theme) => sourceOf(await renderPdf(await draw(webShop, theme)))),
    );
    assert.match(light, /\n1 1 1 scn\n/u);
    assert.match(dark, /\n0\.05\d* 0\.07\d* 0\.1\d* scn\n/u);
  });

  it('dashes lines as the picture does', async () => {
    assert.match(sourceOf(await renderPdf(await draw(webShop))), /\[6 4\] 0 d\n/u);
  });

  it('makes pictures smaller that no page could hold', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40000 10000" width="40000" height="10000"><rect width="9" height="9"/></svg>';
    const { page } = await opened(await renderPdf(svg));
    assert.deepEqual(page.view, [0, 0, MAX_POINTS, 3600]);
  });

  it('refuses what is no SVG of ours', async () => {
    await assert.rejects(renderPdf('not a picture'));
    await assert.rejects(renderPdf('<svg width="1" height="1"><g></svg>'));
  });
});
