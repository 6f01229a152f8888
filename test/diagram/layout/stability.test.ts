/** A picture stays like the one before when little is changed. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLayouter } from '../../../diagram/layout/layouter.js';
import type { PlacedScene } from '../../../diagram/layout/placed.js';
import { sceneOf } from '../../../diagram/scene/from-design.js';
import type { Scene } from '../../../diagram/scene/scene.js';
import { renderSvg } from '../../../diagram/svg/render-svg.js';
import { check } from '../../../language/check.js';
import { root } from '../../root.js';
import { violations } from '../geometry.js';
import { generated, platform, twoRegions, webShop } from '../scenes.js';
import { edits, type Movement, movement } from './edits.js';

const scenes: Readonly<Record<string, Scene>> = {
  webShop,
  twoRegions,
  platform,
  ...Object.fromEntries([10, 20, 35, 60].map((count) => [`generated ${count}`, generated(count)])),
  ...examples(),
};

/** Mean movement over all scenes, in px and as a share, that an edit may cause at most. */
const bounds: Readonly<Record<string, Movement>> = {
  'add a component': { onPage: 10, inGroup: 6, movedInGroup: 0.06 },
  'remove a component': { onPage: 1, inGroup: 1, movedInGroup: 0.01 },
  'rename a component': { onPage: 1, inGroup: 1, movedInGroup: 0.03 },
  'add an arrow': { onPage: 2, inGroup: 1, movedInGroup: 0.03 },
  'remove an arrow': { onPage: 1, inGroup: 1, movedInGroup: 0.01 },
};

describe('a picture after an edit', () => {
  const layouter = createLayouter();

  for (const [name, make] of Object.entries(edits))
    it(`stays like the one before: ${name}`, async () => {
      const found: Movement[] = [];
      for (const [title, scene] of Object.entries(scenes)) {
        const before = await layouter.layout(scene);
        for (const seed of [1, 2, 3]) {
          const edit = make(scene, picker(seed * 7919));
          if (edit === undefined) continue;
          const after = await layouter.layout(edit.scene, { previous: before });
          assert.deepEqual(violations(after), [], `${title}, ${seed}`);
          found.push(movement(before, after, edit.changed));
        }
      }
      const bound = bounds[name];
      assert.ok(bound !== undefined);
      for (const measure of ['onPage', 'inGroup', 'movedInGroup'] as const) {
        const mean = found.reduce((sum, each) => sum + each[measure], 0) / found.length;
        assert.ok(mean <= bound[measure], `${measure}: ${mean.toFixed(2)}, at most ${bound[measure]}`);
      }
    }).timeout(240_000);

  it('stays sound through many edits, one upon the other', async () => {
    for (const start of [webShop, generated(25)]) {
      let scene = start;
      let placed: PlacedScene = await layouter.layout(scene);
      const pick = picker(4711);
      for (let step = 0; step < 25; step += 1) {
        const [, make] = Object.entries(edits)[pick(5)] ?? [];
        const edit = make?.(scene, pick);
        if (edit === undefined) continue;
        scene = freshNames(edit.scene, step);
        placed = await layouter.layout(scene, { previous: placed });
        assert.deepEqual(violations(placed), [], `after ${step} edits`);
        assert.equal(placed.nodes.length, scene.nodes.length);
        assert.equal(placed.edges.length, scene.edges.length);
      }
    }
  }).timeout(240_000);

  it('is the same when nothing was edited', async () => {
    for (const scene of [webShop, twoRegions, platform]) {
      const before = await layouter.layout(scene);
      const after = await layouter.layout(structuredClone(scene), { previous: before });
      assert.ok(renderSvg(after) === renderSvg(before));
    }
  });

  it('depends on the scene and the picture before only', async () => {
    const edit = edits['add a component']?.(platform, picker(3));
    assert.ok(edit !== undefined);
    const pictures: string[] = [];
    for (const one of [layouter, createLayouter(), createLayouter()]) {
      const before = await one.layout(platform);
      pictures.push(renderSvg(await one.layout(edit.scene, { previous: before })));
    }
    assert.equal(new Set(pictures).size, 1);
  });

  it('is a fresh one without a picture before, or with one that is not known', async () => {
    const fresh = renderSvg(await createLayouter().layout(platform));
    const edit = edits['remove a component']?.(platform, picker(5));
    assert.ok(edit !== undefined);
    const before = await layouter.layout(edit.scene);
    assert.ok(renderSvg(await layouter.layout(platform)) === fresh);
    assert.ok(renderSvg(await layouter.layout(platform, { previous: structuredClone(before) })) === fresh);
  });
});

/** Edits always use the same names; here they become the names of this step. */
function freshNames(scene: Scene, step: number): Scene {
  const names = new Map(['added', 'renamed'].map((id) => [id, `${id}-${step}`]));
  const name = (id: string): string => names.get(id) ?? id;
  return {
    ...scene,
    nodes: scene.nodes.map((node) => ({ ...node, id: name(node.id) })),
    edges: scene.edges.map((edge) => ({
      ...edge,
      id: ['to-added', 'new-arrow'].includes(edge.id) ? `${edge.id}-${step}` : edge.id,
      from: name(edge.from),
      to: name(edge.to),
    })),
  };
}

function picker(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function examples(): Record<string, Scene> {
  const folder = join(root, 'examples');
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  const names = readdirSync(folder).filter((file) => file.endsWith('.sysdesign'));
  return Object.fromEntries(names.map((name) => [name, sceneOf(check(name, read, '').facts.design)]));
}
