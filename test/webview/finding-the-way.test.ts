import assert from 'node:assert/strict';
import { Bench, type Opened } from './opened.js';

const shop = `design "Shop"
region eu { zones a }
client web { timeout 2 s }
data Order { key id  size 1 KB  count 1M }
group backend "Backend" {
  service api { in eu  instances 2  cores 4  work 5 ms }
  service mail { in eu  work 1 ms }
}
group stores "Stores" {
  database orders : postgres { in eu  stores Order  cores 4 }
}
flow buy { web -> api { read Order from orders  call mail } }
workload day { buy at 200/s }
`;

/** A row of many services, wider than a screen. */
const long = `design "Long"
${Array.from({ length: 40 }, (_, i) => `service s${i} { work 1 ms }`).join('\n')}
client web { }
flow all { web -> ${Array.from({ length: 40 }, (_, i) => `s${i}`).join(' -> ')} }
workload day { all at 1/s }
`;

describe('finding the way in a preview', () => {
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
  const focused = () => opened.page.evaluate(() => (document.activeElement as SVGElement | null)?.dataset.id);
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await opened.page.keyboard.press(key);
  };

  it('searches by name and technology, and goes to what was found', async () => {
    await press('Tab');
    await opened.node('api').focus();
    await press('/');
    await opened.page.keyboard.type('postgr');
    const option = opened.page.locator('.found [role=option]');
    assert.match(await option.innerText(), /orders\s+database · postgres/u);
    await press('Enter');
    assert.equal(await focused(), 'orders');
    await opened.revealed(/^orders$/u);
    const box = await opened.node('orders').boundingBox();
    const canvas = await opened.page.locator('.canvas').boundingBox();
    assert.ok(box !== null && canvas !== null);
    assert.ok(Math.abs(box.x + box.width / 2 - canvas.width / 2) < 60, 'it is in the middle');
    await opened.page.getByRole('combobox', { name: 'Find' }).fill('nothing at all');
    await opened.page.getByText('Nothing is called so.').waitFor();
    await press('Escape');
    assert.equal(await opened.page.locator('.found').isVisible(), false);
  });

  it('moves between boxes by arrow keys, and opens their text', async () => {
    await opened.node('web').focus();
    await press('ArrowDown');
    assert.equal(await focused(), 'api');
    await press('ArrowUp');
    assert.equal(await focused(), 'web');
    await press('ArrowDown', 'Enter');
    await opened.heard('reveal', ({ id, isFocused }) => id === 'api' && isFocused);
    await press(' ');
    await opened.page.locator('.details', { hasText: 'service api' }).waitFor();
    await press('Escape');
    await opened.page.locator('.is-selected').first().waitFor({ state: 'detached' });
  });

  it('zooms by keys', async () => {
    await opened.node('api').focus();
    const width = async () => (await opened.node('api').boundingBox())?.width ?? 0;
    const before = await width();
    await press('+', '+');
    assert.ok((await width()) > before * 1.4);
    await press('0');
    assert.ok(Math.abs((await width()) - before) < 1);
  });

  it('closes a group to a box and opens it again, wherever it is asked to', async () => {
    const title = (id: string) => opened.page.locator(`.sd-group-title[data-id="${id}"]`);
    await title('backend').locator('.toggle').click();
    await opened.node('backend').waitFor();
    assert.equal(await opened.node('api').count(), 0);
    assert.match((await opened.node('backend').getAttribute('aria-label')) ?? '', /closed/u);
    await opened.cursorTo('instances 2');
    await opened.page.locator('.sd-node.is-selected[data-id=backend]').waitFor();
    await opened.node('backend').dblclick({ position: { x: 60, y: 30 } });
    await opened.node('api').waitFor();
    await title('stores').focus();
    await press('Enter');
    await opened.node('stores').waitFor();
    await opened.reload();
    assert.equal(await opened.node('stores').count(), 1, 'it stays closed');
    await opened.page.getByLabel('Open all groups').click();
    await opened.node('orders').waitFor();
    await opened.page.getByLabel('Close all groups').click();
    await opened.node('backend').waitFor();
    assert.equal((await opened.page.locator('.sd-group-title').count()) <= 1, true);
  });

  it('shows a map of what is larger than the screen, and goes where it is pressed', async () => {
    const map = opened.page.locator('.minimap');
    assert.equal(await map.isVisible(), false);
    await opened.edit(long);
    await opened.node('s39').waitFor({ state: 'attached' });
    await opened.node('s3').focus();
    await press('+', '+', '+', '+', '+');
    await map.waitFor();
    const before = await opened.node('s39').boundingBox();
    await map.locator('svg').click({ position: { x: 84, y: 100 } });
    const after = await opened.node('s39').boundingBox();
    assert.ok(before !== null && after !== null && Math.hypot(before.x - after.x, before.y - after.y) > 100);
    await press('0');
  });

  it('keeps the focus when the picture changes', async () => {
    await opened.node('api').focus();
    await opened.edit(shop.replace('work 5 ms', 'work 7 ms'));
    await opened.page.locator('.sd-node[data-id=api] .sd-load', { hasText: '18 %' }).waitFor();
    assert.equal(await focused(), 'api');
  });
});
