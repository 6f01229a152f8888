import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLayouter, layout } from '../../diagram/layout/layouter.js';
import type { PlacedScene } from '../../diagram/layout/placed.js';
import type { EdgeStyle, Scene, SceneEdge, SceneGroup, SceneNode } from '../../diagram/scene/scene.js';
import { renderSvg } from '../../diagram/svg/render-svg.js';
import { diagonals, outside, overlaps, titlesCrossed, unrouted, violations } from './geometry.js';
import { generated, platform, twoRegions, webShop } from './scenes.js';

const box = (id: string, parent?: string): SceneNode => ({
  id,
  label: id,
  kind: 'service',
  ...(parent === undefined ? {} : { parent }),
});
const frame = (id: string, parent?: string): SceneGroup => ({
  id,
  label: id,
  kind: 'group',
  ...(parent === undefined ? {} : { parent }),
});
const arrow = (from: string, to: string, label = 'call', style: EdgeStyle = 'sync'): SceneEdge => ({
  id: `${from}>${to}:${label}`,
  from,
  to,
  label: label === '' ? [] : [label],
  style,
});
const sceneOf = (nodes: SceneNode[], groups: SceneGroup[] = [], edges: SceneEdge[] = []): Scene => ({
  nodes,
  groups,
  edges,
});

const odd: Readonly<Record<string, Scene>> = {
  'no nodes': sceneOf([]),
  'one node': sceneOf([box('a')]),
  'nodes without edges': sceneOf('abcdefgh'.split('').map((id) => box(id))),
  'an empty group': sceneOf([box('a')], [frame('g'), frame('h', 'g')]),
  'only empty groups': sceneOf([], [frame('g'), frame('h')]),
  'an edge to an empty group': sceneOf([box('a')], [frame('g')], [arrow('a', 'g')]),
  'self-loops': sceneOf(
    [box('a'), box('b')],
    [],
    [arrow('a', 'a', 'one'), arrow('a', 'a', 'two'), arrow('a', 'b'), arrow('b', 'b', '')],
  ),
  'a self-loop of a group': sceneOf([box('a', 'g'), box('b')], [frame('g')], [arrow('g', 'g'), arrow('a', 'b')]),
  'self-loops to the right': {
    ...sceneOf([box('a'), box('b')], [], [arrow('a', 'a', 'one'), arrow('a', 'a', 'another one'), arrow('a', 'b')]),
    direction: 'right',
  },
  'an edge that ends on a group': sceneOf(
    [box('a'), box('b', 'g'), box('c', 'g')],
    [frame('g')],
    [arrow('a', 'g'), arrow('b', 'c'), arrow('g', 'a', 'back')],
  ),
  'edges between a group and its own members': sceneOf(
    [box('a', 'h'), box('b', 'g')],
    [frame('g'), frame('h', 'g')],
    [arrow('a', 'g'), arrow('g', 'a', 'down'), arrow('b', 'g', 'up'), arrow('a', 'b')],
  ),
  'edges between groups': sceneOf(
    [box('a', 'g'), box('b', 'h')],
    [frame('g'), frame('h')],
    [arrow('g', 'h'), arrow('h', 'g', 'back')],
  ),
  'the same edge three times': sceneOf(
    [box('a'), box('b')],
    [],
    [1, 2, 3].map((n) => ({ ...arrow('a', 'b'), id: `e${n}` })),
  ),
  'many edges at one small box': sceneOf(
    [box('a'), box('b')],
    [],
    'abcdefghijkl'.split('').map((label) => arrow('a', 'b', label)),
  ),
  'a cycle': sceneOf([box('a'), box('b'), box('c')], [], [arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'a')]),
  'long labels': sceneOf(
    [{ ...box('a'), label: 'x'.repeat(500), subtitle: 'word '.repeat(80), facts: ['y'.repeat(300)] }, box('b')],
    [{ ...frame('g'), label: 'group '.repeat(60) }],
    [{ ...arrow('a', 'b'), label: ['one word after the other '.repeat(20), 'z'.repeat(400), '3', '4', '5', '6'] }],
  ),
  'deep nesting': sceneOf(
    [box('a', 'g9'), box('b')],
    Array.from({ length: 10 }, (_, n) => frame(`g${n}`, n === 0 ? undefined : `g${n - 1}`)),
    [arrow('b', 'a'), arrow('a', 'b', 'back')],
  ),
  'blank labels': sceneOf([box('a'), box('b')], [], [{ ...arrow('a', 'b'), label: ['', '  '] }]),
};

describe('layout', () => {
  for (const [name, scene] of Object.entries({
    webShop,
    twoRegions,
    platform,
    ten: generated(10),
    fifty: generated(50),
  })) {
    for (const direction of [undefined, 'down', 'right'] as const)
      it(`keeps everything apart: ${name}, ${direction ?? 'any direction'}`, async () => {
        const placed = await layout({ ...scene, ...(direction === undefined ? {} : { direction }) });
        assert.deepEqual(violations(placed), []);
        assert.equal(placed.nodes.length, scene.nodes.length);
        assert.equal(placed.edges.length, scene.edges.length);
      });
  }

  for (const [name, scene] of Object.entries(odd))
    it(`draws ${name}`, async () => {
      const placed = await layout(scene);
      assert.deepEqual(violations(placed), []);
      assert.equal(placed.nodes.length, scene.nodes.length);
      assert.equal(placed.groups.length, scene.groups.length);
      assert.equal(placed.edges.length, scene.edges.length);
      assert.match(renderSvg(placed), /^<svg [\s\S]*<\/svg>\n$/);
    });

  it('keeps group titles clear of arrows in realistic pictures', async () => {
    for (const scene of [webShop, twoRegions, platform]) assert.deepEqual(titlesCrossed(await layout(scene)), []);
  });

  it('places a thousand nodes', async () => {
    const placed = await layout(generated(1000));
    assert.deepEqual(
      [overlaps(placed), outside(placed), unrouted(placed), diagonals(placed), placed.warnings].flat(),
      [],
    );
    assert.equal(placed.nodes.length, 1000);
  }).timeout(120_000);

  it('keeps any scene apart', async () => {
    await fc.assert(
      fc.asyncProperty(anyScene, async (scene) => {
        const placed = await layout(scene);
        assert.deepEqual(violations(placed), []);
        assert.equal(placed.edges.length, scene.edges.length);
      }),
      { seed: 20260101, numRuns: 120 },
    );
  }).timeout(120_000);

  it('draws a thousand nodes without any group', async () => {
    const flat = generated(1000);
    const nodes = flat.nodes.map(({ parent: _, ...node }) => node);
    const placed = await layout({ ...flat, nodes, groups: [] });
    assert.deepEqual([overlaps(placed), unrouted(placed), diagonals(placed), placed.warnings].flat(), []);
  }).timeout(120_000);

  it('gives the same result cold, warm, and after other scenes', async () => {
    const layouter = createLayouter();
    const cold = await layouter.layout(platform);
    const warm = await layouter.layout(platform);
    await layouter.layout(webShop);
    const after = await layouter.layout(platform);
    const fresh = await layout(structuredClone(platform));
    for (const other of [warm, after, fresh]) assert.equal(renderSvg(other), renderSvg(cold));
  });

  it('moves nothing inside the groups that an edit leaves alone', async () => {
    const layouter = createLayouter();
    const before = await layouter.layout(platform);
    const nodes = platform.nodes.map((node) =>
      node.id === 'stock_db' ? { ...node, label: 'a much longer name' } : node,
    );
    const after = await layouter.layout({ ...platform, nodes });
    for (const group of ['catalog', 'basket', 'payment', 'shared', 'data'])
      assert.deepEqual(insideOf(after, group), insideOf(before, group), group);
  });

  it('asks ELK only for the levels that an edit touches', async () => {
    const asked: string[] = [];
    const { createEngine } = await import('../../diagram/layout/elk-engine.js');
    const engine = createEngine();
    const layouter = createLayouter({
      layout(graph) {
        asked.push(...(graph.children ?? []).map((child) => child.id));
        return engine.layout(graph);
      },
    });
    await layouter.layout(platform);
    assert.ok(asked.length >= 10, `${asked.length} levels`);
    asked.length = 0;
    await layouter.layout(platform);
    assert.equal(asked.length, 0);
    const nodes = platform.nodes.map((node) =>
      node.id === 'dwh' ? { ...node, label: 'A far longer warehouse name' } : node,
    );
    await layouter.layout({ ...platform, nodes });
    assert.equal(asked.length, 3, 'the group, the region and the whole');
  });

  it('says what it leaves out of a scene that contradicts itself', async () => {
    const placed = await layout(
      sceneOf(
        [box('a'), box('a'), box('b', 'nowhere')],
        [frame('g', 'h'), frame('h', 'g'), frame('i', 'nothing')],
        [arrow('a', 'missing'), arrow('a', 'b'), arrow('a', 'b')],
      ),
    );
    assert.equal(placed.warnings.length, 6 + 1);
    assert.deepEqual(
      placed.edges.map(({ edge }) => edge.id),
      ['a>b:call'],
    );
    assert.deepEqual(
      placed.groups.map(({ depth }) => depth),
      [0, 0, 0],
    );
    assert.deepEqual(unrouted(placed), []);
  });

  it('falls back to rows with a warning when ELK fails, and only where it fails', async () => {
    const { createEngine } = await import('../../diagram/layout/elk-engine.js');
    const engine = createEngine();
    const failing = createLayouter({
      layout: (graph) =>
        (graph.children ?? []).some((level) => (level.children ?? []).length === 4)
          ? Promise.reject(new Error('no layers today'))
          : engine.layout(graph),
    });
    await failing.layout(platform);
    const placed = await failing.layout(platform);
    assert.equal(placed.warnings.length, 7);
    assert.match(placed.warnings[0] ?? '', /^Group "\w+" could not be arranged in layers and is shown in rows\.$/);
    assert.deepEqual([...overlaps(placed), ...unrouted(placed), ...diagonals(placed)], []);
  });

  it('shows a level in rows that has more arrows than layers can hold, and layers the rest', async () => {
    const crowd = Array.from({ length: 2600 }, (_, n) => ({ ...arrow('a', 'b', ''), id: `e${n}`, label: [`${n}`] }));
    const placed = await layout(
      sceneOf(
        [box('a', 'g'), box('b', 'g'), box('c', 'h'), box('d', 'h')],
        [frame('g'), frame('h')],
        [...crowd, arrow('c', 'd')],
      ),
    );
    assert.deepEqual(placed.warnings, ['Group "g" could not be arranged in layers and is shown in rows.']);
    assert.deepEqual([...overlaps(placed), ...unrouted(placed)], []);
  });

  it('stops when aborted', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await assert.rejects(layout(platform, { signal: controller.signal }), /enough/);
  });

  it('shares lines only between edges that say the same', async () => {
    const placed = await layout(
      sceneOf(
        'abcd'.split('').map((id) => box(id)),
        [],
        [
          arrow('a', 'd', 'metrics'),
          arrow('b', 'd', 'metrics'),
          arrow('c', 'd', 'write'),
          arrow('b', 'd', 'metrics', 'async'),
        ].map((edge, index) => ({ ...edge, id: `e${index}` })),
      ),
    );
    assert.deepEqual(
      placed.edges.map(({ bundle }) => bundle),
      ['in:e0', 'in:e0', undefined, undefined],
    );
    assert.equal(placed.edges.filter(({ label }) => label?.lines[0] === 'metrics').length, 2);
    assert.ok(placed.edges[1]?.junction !== undefined);
    assert.equal(placed.edges[1]?.hasHead, false);
  });
});

function insideOf(placed: PlacedScene, group: string): unknown {
  const frame = placed.groups.find((each) => each.group.id === group);
  assert.ok(frame !== undefined);
  return placed.nodes
    .filter(({ node }) => node.parent === group)
    .map(({ node, x, y }) => [node.id, Math.round((x - frame.x) * 100), Math.round((y - frame.y) * 100)]);
}

/** Nodes and groups nested at will, edges between any two of them. */
const anyScene: fc.Arbitrary<Scene> = fc
  .record({
    groups: fc.array(fc.nat(5), { maxLength: 6 }),
    nodes: fc.array(fc.record({ parent: fc.nat(8), label: fc.string({ maxLength: 30 }), facts: fc.nat(2) }), {
      maxLength: 14,
    }),
    edges: fc.array(fc.record({ from: fc.nat(19), to: fc.nat(19), label: fc.nat(4), style: fc.nat(3) }), {
      maxLength: 24,
    }),
    direction: fc.constantFrom(undefined, 'down' as const, 'right' as const),
  })
  .map(({ groups, nodes, edges, direction }) => {
    const frames = groups.map((parent, index) => frame(`g${index}`, parent < index ? `g${parent}` : undefined));
    const boxes = nodes.map(({ parent, label, facts }, index) => ({
      ...box(`n${index}`, parent < frames.length ? `g${parent}` : undefined),
      label,
      facts: Array.from({ length: facts }, () => 'a fact'),
    }));
    const ids = [...boxes, ...frames].map(({ id }) => id);
    const styles: readonly EdgeStyle[] = ['sync', 'async', 'replication', 'view'];
    const labels = [[], ['call'], ['read', '4k/s'], ['a rather long label for one edge'], ['metrics']];
    const arrows = edges.flatMap(({ from, to, label, style }, index): SceneEdge[] => {
      const [a, b] = [ids[from % Math.max(1, ids.length)], ids[to % Math.max(1, ids.length)]];
      if (a === undefined || b === undefined) return [];
      return [{ id: `e${index}`, from: a, to: b, label: labels[label] ?? [], style: styles[style] ?? 'sync' }];
    });
    return { ...sceneOf(boxes, frames, arrows), ...(direction === undefined ? {} : { direction }) };
  });
