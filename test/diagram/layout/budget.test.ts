/** A layout ends in time: it stops when it is no longer wanted, and shows in rows what would take too long. */
import assert from 'node:assert/strict';
import { createEngine, type LayoutEngine } from '../../../diagram/layout/elk-engine.js';
import { createLayouter } from '../../../diagram/layout/layouter.js';
import type { Scene } from '../../../diagram/scene/scene.js';
import { diagonals, overlaps, unrouted, violations } from '../geometry.js';
import { generated, platform } from '../scenes.js';

describe('the time of a layout', () => {
  it('is enough for a usual picture', async () => {
    const { clock, engine } = timed(1);
    const placed = await createLayouter(engine).layout(platform, { budget: { ms: 10_000, clock } });
    assert.deepEqual(violations(placed), []);
  });

  it('is kept by showing in rows what would take longer, on a machine whose speed is known', async () => {
    for (const [slowness, limit] of [
      [1, 300],
      [5, 1000],
      [20, 10_000],
    ] as const) {
      const { clock, engine } = timed(slowness);
      const layouter = createLayouter(engine);
      await layouter.layout(flat(30), { budget: { ms: 10_000, clock } });
      const start = clock();
      const placed = await layouter.layout(flat(200), { budget: { ms: limit, clock } });
      assert.ok(clock() - start <= limit, `${clock() - start} ms of ${limit}`);
      assert.deepEqual(placed.warnings, ['The picture could not be arranged in layers and is shown in rows.']);
      assert.deepEqual([...overlaps(placed), ...unrouted(placed), ...diagonals(placed)], []);
    }
  });

  it('learns from the first levels how slow the machine is', async () => {
    const { clock, engine } = timed(10);
    const placed = await createLayouter(engine).layout(generated(60), { budget: { ms: 1500, clock } });
    // The first group took what it took; a machine that slow has no time for the rest.
    assert.ok(clock() <= 2500, `${clock()} ms`);
    assert.ok(placed.warnings.length > 0);
    assert.equal(placed.nodes.length, 60);
    assert.deepEqual([...overlaps(placed), ...unrouted(placed)], []);
  });

  it('never makes a thousand components fail', async () => {
    const { clock, engine } = timed(1);
    const placed = await createLayouter(engine).layout(flat(1000), { budget: { ms: 1000, clock } });
    assert.ok(clock() <= 1000);
    assert.equal(placed.nodes.length, 1000);
    assert.deepEqual([...overlaps(placed), ...unrouted(placed)], []);
  }).timeout(120_000);

  it('is given to a level in rows again with the next edit', async () => {
    const layouter = createLayouter();
    const previous = await layouter.layout(platform, { budget: { ms: 0, clock: () => 0 } });
    assert.ok(previous.warnings.length > 0);
    const placed = await layouter.layout(platform, { previous });
    assert.deepEqual(violations(placed), []);
  });

  it('ends between two levels when the picture is no longer wanted', async () => {
    const controller = new AbortController();
    const inner = createEngine();
    let calls = 0;
    const layouter = createLayouter({
      layout(graph) {
        calls += 1;
        controller.abort(new Error('a newer edit'));
        return inner.layout(graph);
      },
    });
    await assert.rejects(layouter.layout(generated(100), { signal: controller.signal }), /a newer edit/);
    assert.equal(calls, 1);
    const placed = await layouter.layout(generated(20));
    assert.deepEqual(violations(placed), []);
  });
});

/** ELK on a machine of known speed: each call takes the time that a level of its size takes on a usual one, times `slowness`. */
function timed(slowness: number): { readonly clock: () => number; readonly engine: LayoutEngine } {
  let now = 0;
  const inner = createEngine();
  return {
    clock: () => now,
    engine: {
      layout(graph) {
        for (const level of graph.children ?? []) now += slowness * 3.5 * (level.edges?.length ?? 0);
        return inner.layout(graph);
      },
    },
  };
}

function flat(count: number): Scene {
  const scene = generated(count);
  return { ...scene, groups: [], nodes: scene.nodes.map(({ parent: _, ...node }) => node) };
}
