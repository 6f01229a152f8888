import assert from 'node:assert/strict';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { icons } from '../../diagram/icons/icons.js';
import { layout } from '../../diagram/layout/layouter.js';
import type { Scene } from '../../diagram/scene/scene.js';
import { renderSvg } from '../../diagram/svg/render-svg.js';
import { stylesheet } from '../../diagram/svg/stylesheet.js';
import { assertGolden } from './golden.js';
import { platform, twoRegions, webShop } from './scenes.js';

/** Throws on anything that is not well-formed XML. */
function parse(svg: string): Resvg {
  return new Resvg(svg, { font: { loadSystemFonts: false } });
}

/** A scene that shows the same text at every place where a scene has text. */
function saying(text: string): Scene {
  const badges = [{ severity: 'warning' as const, count: 1, ruleIds: [text] }];
  return {
    title: text,
    subtitle: text,
    legend: true,
    nodes: [
      {
        id: text,
        label: text,
        subtitle: text,
        kind: text,
        facts: [text],
        load: { utilization: 0.5, meaning: text },
        badges,
      },
      { id: 'other', label: text, kind: 'service', parent: `group ${text}` },
    ],
    groups: [{ id: `group ${text}`, label: text, kind: 'zone', badges }],
    edges: [{ id: `edge ${text}`, from: text, to: 'other', label: [text, text], style: 'view', flows: [text], badges }],
  };
}

/** The shape of a document without its texts: which elements with which attributes, in order. */
function skeleton(svg: string): string[] {
  const bare = svg.replace(/<style>[\s\S]*?<\/style>/g, '');
  return [...bare.matchAll(/<\/?([a-zA-Z]+)((?:\s[\w-]+="[^"<]*")*)\s*\/?>/g)].map(
    ([, name = '', attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([\w-]+)="[^"]*"/g)].map(([, key]) => key).join(' ')}`,
  );
}

describe('renderSvg', () => {
  for (const [name, scene] of Object.entries({ webShop, twoRegions, platform }))
    for (const theme of ['light', 'dark'] as const)
      it(`draws ${name} in ${theme} as before`, async () => {
        assertGolden(`${name}-${theme}.svg`, renderSvg(await layout(scene), { theme, embedFont: false }));
      });

  it('embeds only the parts of the font that are used', async () => {
    const faces = async (text: string): Promise<number> =>
      [...renderSvg(await layout(saying(text))).matchAll(/@font-face/g)].length;
    assert.equal(await faces('Chat'), 2);
    assert.equal(await faces('Größe žluť'), 4);
    assert.equal(await faces('Σ Ж ž'), 8);
    assert.doesNotMatch(renderSvg(await layout(webShop), { embedFont: false }), /@font-face/);
  });

  it('says what it shows to screen readers and scripts', async () => {
    const svg = renderSvg(await layout(webShop));
    assert.match(svg, /<svg [^>]*role="img"/);
    assert.match(
      svg,
      /<title>Web shop<\/title><desc>System topology: 12 components, 13 connections, 3 groups\.<\/desc>/,
    );
    for (const { id } of [...webShop.nodes, ...webShop.groups, ...webShop.edges])
      assert.ok(svg.includes(` data-id="${id}"`), id);
  });

  it('follows the reader in auto, and shows light colours where custom properties are unknown', async () => {
    const svg = renderSvg(await layout(webShop), { theme: 'auto' });
    assert.match(svg, /@media \(prefers-color-scheme:dark\)/);
    const light = renderSvg(await layout(webShop), { theme: 'light' });
    const pixels = (text: string): Buffer => parse(text).render().pixels;
    assert.ok(pixels(svg).equals(pixels(light)));
  });

  it('leaves style and ground to the page when asked', async () => {
    const svg = renderSvg(await layout(webShop), { embedFont: false, embedStyle: false, background: false });
    assert.doesNotMatch(svg, /<style|style=|sd-canvas/);
    assert.match(stylesheet('dark'), /\.sd-card\{fill:#1d2531/);
  });

  it('lets no label inject markup', async () => {
    const plain = skeleton(renderSvg(await layout(saying('name')), { embedFont: false }));
    for (const text of [
      'a<script>alert(1)</script>b',
      '"><script>x</script>',
      "' onload='x",
      '" onload="x',
      ']]></title><script>',
      '<!-- x --> &amp; &#x3c;',
      '</text><text>',
      '</style><style>',
    ]) {
      const svg = renderSvg(await layout(saying(text)), { embedFont: false });
      parse(svg);
      assert.doesNotMatch(svg.replace(/<style>[\s\S]*?<\/style>/, ''), /<script|<!--/, text);
      const names = new Set(skeleton(svg));
      assert.deepEqual(
        [...names].filter((line) => !plain.includes(line)),
        [],
        text,
      );
    }
  });

  it('draws any text', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ size: 'medium' }),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const svg = renderSvg(await layout(saying(text)), { embedFont: false });
        parse(svg);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not occur.
        assert.doesNotMatch(svg, /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/u);
      }),
      { seed: 7, numRuns: 60 },
    );
  }).timeout(60_000);

  it('writes numbers with two decimals at most', async () => {
    const svg = renderSvg(await layout(platform), { embedFont: false });
    assert.doesNotMatch(svg, /[ "(]-?\d+\.\d{3,}|NaN|Infinity|undefined|\de-\d/);
  });

  it('shows loads that no bar can hold', async () => {
    const loads = [0, 0.004, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, -1];
    const nodes = loads.map((utilization, index) => ({
      id: `n${index}`,
      label: 'x',
      kind: 'service',
      load: { utilization },
    }));
    const svg = renderSvg(await layout({ nodes, groups: [], edges: [] }), { embedFont: false });
    for (const text of ['>0 %<', '>0.4 %<', '>150 %<', '>&gt; 9999 %<', '>?<', '>∞ %<'])
      assert.ok(svg.includes(text), text);
    assert.doesNotMatch(svg, /NaN|Infinity/);
  });
});

describe('icons', () => {
  for (const [name, path] of Object.entries(icons))
    it(`${name} stays inside its square`, () => {
      const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24"><path d="${path}" fill="none" stroke="#000" stroke-width="1.7"/></svg>`;
      const box = parse(drawn).getBBox();
      assert.ok(box !== undefined);
      assert.ok(box.x >= 1 && box.y >= 1 && box.x + box.width <= 23 && box.y + box.height <= 23, JSON.stringify(box));
      assert.ok(box.width >= 10 && box.height >= 8);
    });
});
