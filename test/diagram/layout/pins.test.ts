/** Elements stand where the reader has put them. */
import assert from 'node:assert/strict';
import { createLayouter } from '../../../diagram/layout/layouter.js';
import type { PlacedScene, Point } from '../../../diagram/layout/placed.js';
import type { Scene } from '../../../diagram/scene/scene.js';
import { renderSvg } from '../../../diagram/svg/render-svg.js';
import { violations } from '../geometry.js';
import { generated, platform, twoRegions, webShop } from '../scenes.js';
import { movement } from './edits.js';

describe('pinned places', () => {
  const layouter = createLayouter();

  it('hold to the pixel, and the others stay', async () => {
    const before = await layouter.layout(webShop);
    const was = inside(before, 'events');
    const wanted = { x: was.x + 60, y: was.y + 90 };
    const placed = await layouter.layout(webShop, { pins: new Map([['events', wanted]]) });
    assert.deepEqual(inside(placed, 'events'), wanted);
    assert.deepEqual(violations(placed), []);
    const { movedInGroup } = movement(before, placed, new Set(['events']));
    assert.ok(movedInGroup <= 0.25, `${movedInGroup}`);
  });

  it('change nothing where elements stand already', async () => {
    const before = await layouter.layout(webShop);
    const pins = new Map([['events', inside(before, 'events')]]);
    const placed = await layouter.layout(webShop, { pins });
    assert.deepEqual(movement(before, placed, new Set()).onPage < 20, true);
    assert.deepEqual(violations(placed), []);
  });

  it('keep everything apart wherever they are, or say that they could not be kept', async () => {
    let pinned = 0;
    let unkept = 0;
    for (const scene of [webShop, twoRegions, platform, generated(10), generated(40)]) {
      const before = await layouter.layout(scene);
      for (let round = 0; round < 6; round += 1) {
        const pins = somePins(before, scene, 1 + (round % 3), round);
        const placed = await layouter.layout(scene, { pins });
        const told = new Set(placed.warnings);
        assert.deepEqual(
          violations(placed).filter((each) => !told.has(each)),
          [],
          `${scene.title}, ${round}`,
        );
        for (const [id, wanted] of pins) {
          pinned += 1;
          const there = inside(placed, id);
          const isTold = placed.warnings.some((warning) => warning.startsWith(`"${id}" could not be put`));
          if (isTold) unkept += 1;
          else assert.ok(Math.abs(there.x - wanted.x) < 1 && Math.abs(there.y - wanted.y) < 1, id);
        }
      }
    }
    assert.ok(unkept <= 0.25 * pinned, `${unkept} of ${pinned}`);
  }).timeout(240_000);

  it('hold through edits', async () => {
    const before = await layouter.layout(webShop);
    const was = inside(before, 'events');
    const pins = new Map([['events', { x: was.x + 60, y: was.y + 90 }]]);
    const previous = await layouter.layout(webShop, { pins });
    const nodes = webShop.nodes.filter(({ id }) => id !== 'mailer');
    const edges = webShop.edges.filter(({ from, to }) => from !== 'mailer' && to !== 'mailer');
    const placed = await layouter.layout({ ...webShop, nodes, edges }, { previous, pins });
    assert.deepEqual(inside(placed, 'events'), pins.get('events'));
    assert.deepEqual(violations(placed), []);
  });

  it('leave no trace: what is put back goes to where it was, and later pictures do not depend on the way to them', async () => {
    const free = await createLayouter().layout(webShop);
    const was = inside(free, 'events');
    const pins = new Map([['events', { x: was.x + 60, y: was.y + 90 }]]);
    const moved = await createLayouter().layout(webShop, { previous: free, pins });
    assert.ok(renderSvg(moved) === renderSvg(await createLayouter().layout(webShop, { pins })));
    const other = new Map([...pins, ['sessions', { x: 400, y: 300 }]]);
    const second = await createLayouter().layout(webShop, { previous: moved, pins: other });
    assert.ok(renderSvg(second) === renderSvg(await createLayouter().layout(webShop, { pins: other })));
    const back = await createLayouter().layout(webShop, { previous: second });
    assert.ok(renderSvg(back) === renderSvg(free));
  });

  it('of two at one place only the first one holds', async () => {
    const pins = new Map([
      ['sessions', { x: 400, y: 300 }],
      ['catalog', { x: 410, y: 310 }],
    ]);
    const placed = await layouter.layout(webShop, { pins });
    assert.deepEqual(placed.warnings, [
      '"catalog" could not be put at the place of its own: there is no room for it or its arrows.',
    ]);
    assert.deepEqual(inside(placed, 'sessions'), { x: 400, y: 300 });
  });

  it('of unknown elements are told', async () => {
    const placed = await layouter.layout(webShop, { pins: new Map([['nobody', { x: 1, y: 1 }]]) });
    assert.deepEqual(placed.warnings, ['"nobody" has a place of its own, but is not in the picture.']);
  });

  it('give the same picture each time', async () => {
    const pins = new Map([['sessions', { x: 400, y: 300 }]]);
    const one = await createLayouter().layout(webShop, { pins });
    const other = await layouter.layout(webShop, { pins });
    assert.ok(renderSvg(one) === renderSvg(other));
  });
});

/** Where an element stands in its group. */
function inside(placed: PlacedScene, id: string): Point {
  const found = placed.nodes.find(({ node }) => node.id === id);
  assert.ok(found !== undefined, id);
  const around = placed.groups.find(({ group }) => group.id === found.node.parent);
  return { x: found.x - (around?.x ?? 0), y: found.y - (around?.y ?? 0) };
}

function somePins(before: PlacedScene, scene: Scene, count: number, seed: number): Map<string, Point> {
  let state = 97 + seed;
  const pick = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return new Map(
    Array.from({ length: count }, () => {
      const id = scene.nodes[pick(scene.nodes.length)]?.id ?? '';
      const { x, y } = inside(before, id);
      return [id, { x: Math.max(60, x + pick(240) - 120), y: Math.max(60, y + pick(240) - 120) }];
    }),
  );
}
