import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Bench, type Opened } from './opened.js';

const shop = `design "Shop"
client web { timeout 2 s }
data Order { key id  size 1 KB  count 1M }
group backend "Backend" {
  service api { instances 2  cores 4  work 5 ms }
  database orders : postgres { stores Order  cores 4 }
}
flow buy { web -> api { read Order from orders } }
workload day { buy at 200/s }
`;

const middle = async (locator: Locator) => {
  const box = await locator.locator('.sd-card').last().boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const far = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);

describe('the page of the preview', () => {
  let bench: Bench;
  let opened: Opened;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench.stop());
  beforeEach(async () => {
    opened = await bench.open(shop);
  });
  afterEach(async () => {
    assert.deepEqual(opened.problems, []);
    await opened.page.close();
  });

  it('draws all of a design under a strict content policy', async () => {
    const labels = await opened.page.locator('.sd-node .sd-label').allTextContents();
    assert.deepEqual(labels.sort(), ['api', 'orders', 'web']);
    for (const id of ['api', 'orders', 'web']) {
      const box = await opened.node(id).boundingBox();
      assert.ok(box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 800, id);
    }
  });

  it('zooms by the wheel about the pointer, and pans by dragging', async () => {
    const at = await middle(opened.node('api'));
    await opened.page.mouse.move(at.x, at.y);
    const before = await opened.node('api').boundingBox();
    await opened.page.mouse.wheel(0, -300);
    await opened.page.waitForFunction(
      (width) => (document.querySelector('[data-id=api]')?.getBoundingClientRect().width ?? 0) > width * 1.2,
      before?.width ?? 0,
    );
    assert.ok(far(await middle(opened.node('api')), at) < 3, 'what is under the pointer stays there');
    await opened.page.mouse.move(30, 120);
    await opened.page.mouse.down();
    await opened.page.mouse.move(130, 160, { steps: 4 });
    await opened.page.mouse.up();
    assert.ok(far(await middle(opened.node('api')), { x: at.x + 100, y: at.y + 40 }) < 3);
  });

  it('keeps what the reader looks at when the text changes', async () => {
    await opened.page.mouse.move(300, 300);
    await opened.page.mouse.wheel(0, -200);
    await opened.tell({ kind: 'cursor', ids: ['orders'] });
    await opened.page.locator('.sd-node.is-selected').waitFor();
    const before = await opened.node('orders').boundingBox();
    const more = shop.replace('flow buy', 'service extra { work 1 ms }\nservice other { }\nflow buy');
    await opened.edit(more.replace('-> api {', '-> extra -> api {'));
    await opened.node('extra').waitFor({ state: 'attached' });
    const after = await opened.node('orders').boundingBox();
    assert.ok(before !== null && after !== null && far(before, after) < 2, 'the selected box stays where it was');
    assert.ok(Math.abs(before.height - after.height) < 1, 'as large as it was');
    assert.equal(await opened.page.locator('.sd-node.is-selected').getAttribute('data-id'), 'orders');
  });

  it('shows the same part when it is loaded anew', async () => {
    await opened.page.mouse.move(300, 300);
    await opened.page.mouse.wheel(0, -250);
    await opened.page.waitForTimeout(400);
    const before = await middle(opened.node('api'));
    await opened.reload();
    assert.ok(far(await middle(opened.node('api')), before) < 2);
  });

  it('keeps the last picture while a text has no components, and draws again', async () => {
    await opened.edit('design "Shop"');
    await opened.page.locator('.message', { hasText: 'Nothing to draw' }).waitFor();
    await opened.edit(shop);
    await opened.node('api').waitFor();
    assert.equal(await opened.page.locator('.message').isVisible(), false);
  });
});
