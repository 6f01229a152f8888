import assert from 'node:assert/strict';
import { viewOf } from '../../extension/webview/view-of.js';
import { drawable } from '../../language/features/drawable.js';
import { snapshotOf } from '../language/features/marked.js';

const drawn = async (text: string) => drawable((await snapshotOf(text)).snapshot);

const shop = `client web { }
group back { service api { } }
flow buy { web -> api }
workload day { buy at 1/s }
workload night { buy at 2/s }
diagram "At night" { show web, back  collapse back  under night }
`;

describe('the view of a design', () => {
  it('is of everything under the first workload, until something is chosen', async () => {
    const view = viewOf({ scale: 1 }, await drawn(shop), 0);
    assert.deepEqual(view, { workload: 'day', scale: 1, arrangement: 0, collapsed: [] });
  });

  it('takes workload and closed groups of a diagram, unless others are chosen', async () => {
    const design = await drawn(shop);
    const diagram = design.design.diagrams[0]?.id ?? '';
    assert.deepEqual(viewOf({ scale: 1, diagram }, design, 0), {
      diagram,
      workload: 'night',
      scale: 1,
      arrangement: 0,
      collapsed: ['back'],
    });
    const chosen = viewOf({ scale: 1, diagram, workload: 'day', collapsed: [] }, design, 0);
    assert.deepEqual([chosen.workload, chosen.collapsed], ['day', []]);
  });

  it('forgets choices that the design has no longer', async () => {
    const view = viewOf({ scale: 2, diagram: 'gone', workload: 'gone' }, await drawn(shop), 0);
    assert.deepEqual([view.diagram, view.workload], [undefined, 'day']);
  });

  it('closes groups of what is too large to be read', async () => {
    const group = (name: string) =>
      `group ${name} { ${Array.from({ length: 80 }, (_, i) => `service ${name}${i} { }`).join(' ')} }`;
    const { collapsed } = viewOf({ scale: 1 }, await drawn(`${group('a')}\n${group('b')}\n`), 0);
    assert.deepEqual(collapsed, ['a', 'b']);
  });

  it('is empty before there is a design', () => {
    assert.deepEqual(viewOf({ scale: 1 }, undefined, 0), { scale: 1, arrangement: 0, collapsed: [] });
  });
});
