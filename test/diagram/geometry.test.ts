import assert from 'node:assert/strict';
import { layout } from '../../diagram/layout/layouter.js';
import type { PlacedEdge, PlacedScene } from '../../diagram/layout/placed.js';
import {
  diagonals,
  labelHits,
  missingLabels,
  outside,
  overlaps,
  throughBoxes,
  unrouted,
  violations,
} from './geometry.js';
import { webShop } from './scenes.js';

/** The scene with one edge changed. */
function withEdge(
  placed: PlacedScene,
  from: string,
  to: string,
  change: (edge: PlacedEdge) => Partial<PlacedEdge>,
): PlacedScene {
  return {
    ...placed,
    edges: placed.edges.map((each) =>
      each.edge.from === from && each.edge.to === to ? { ...each, ...change(each) } : each,
    ),
  };
}

describe('geometry checks', () => {
  let good: PlacedScene;
  before(async () => {
    good = await layout(webShop);
  });

  it('find nothing in a good picture', () => assert.deepEqual(violations(good), []));

  it('see a box on another, and a box outside its group', () => {
    const shop = good.nodes.find(({ node }) => node.id === 'shop');
    assert.ok(shop !== undefined);
    const moved = (id: string, x: number, y: number): PlacedScene => ({
      ...good,
      nodes: good.nodes.map((each) => (each.node.id === id ? { ...each, x, y } : each)),
    });
    assert.ok(overlaps(moved('checkout', shop.x + 5, shop.y + 5)).includes('shop overlaps checkout'));
    assert.ok(overlaps(moved('checkout', 0, 0)).includes('checkout leaves app'));
    assert.match(outside(moved('browser', -50, 0))[0] ?? '', /^browser is outside/);
  });

  it('see an edge that is cut off, askew, missing or through a box', () => {
    const cut = withEdge(good, 'browser', 'front', ({ points }) => ({ points: points.slice(0, -1) }));
    assert.deepEqual(unrouted(cut), ['browser/front/1 does not end at front']);
    assert.deepEqual(unrouted(withEdge(good, 'front', 'shop', () => ({ points: [] }))), ['front/shop/2 has no way']);
    const askew = withEdge(good, 'browser', 'front', ({ points }) => ({
      points: [...points.slice(0, 1), ...points.slice(-1)],
    }));
    assert.equal(diagonals(askew).length, 1);
    const shop = good.nodes.find(({ node }) => node.id === 'shop');
    assert.ok(shop !== undefined);
    const y = shop.y + shop.height / 2;
    const across = withEdge(good, 'checkout', 'bank', ({ points }) => ({
      points: [...points, { x: 0, y }, { x: 2000, y }],
    }));
    assert.ok(throughBoxes(across).includes('checkout/bank/9 runs through shop'));
  });

  it('see a label on something, or none', () => {
    const other = good.edges.find(({ edge }) => edge.to === 'cdn')?.label;
    assert.ok(other !== undefined);
    assert.ok(labelHits(withEdge(good, 'front', 'shop', () => ({ label: other }))).length >= 2);
    const bare = { ...good, edges: good.edges.map(({ label: _, ...edge }) => edge) };
    assert.equal(missingLabels(bare).length, webShop.edges.length);
  });
});
