import assert from 'node:assert/strict';
import { Bench, type Opened } from './opened.js';

const shop = `design "Shop"
client web { timeout 2 s }
data Order { key id  size 1 KB  count 1M  requires linearizable }
service api { instances 2  cores 4  work 5 ms }
database orders : postgres { stores Order  cores 4  replicas 3 leader async { read from any } }
flow buy { web -> api { read Order from orders  write Order to orders } }
workload day { buy at 200/s }
`;

describe('reading a design in its preview', () => {
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
  const selected = () =>
    opened.page.locator('.is-selected').evaluateAll((all) => all.map((one) => (one as SVGElement).dataset.id));

  it('goes from a box and an arrow to the text', async () => {
    await opened.node('api').click();
    await opened.revealed(/^api$/u);
    await opened.page.locator('.sd-edge-label[data-id^="api/orders"]').first().click();
    await opened.revealed(/read Order from orders/u);
    assert.deepEqual([...new Set(await selected())], ['api/orders/sync']);
  });

  it('selects what the cursor is at', async () => {
    for (const [words, ids] of [
      ['instances 2', ['api']],
      ['read Order', ['api/orders/sync']],
      ['replicas 3', ['orders']],
      ['buy {', ['web/api/sync', 'api/orders/sync']],
    ] as const) {
      await opened.cursorTo(words);
      await opened.page.waitForFunction(
        (count) => document.querySelectorAll('.sd-edge.is-selected, .sd-node.is-selected').length === count,
        ids.length,
      );
      assert.deepEqual([...new Set(await selected())].sort(), [...ids].sort(), words);
    }
  });

  it('says on hover the figures, and the guarantees with their reason', async () => {
    await opened.node('orders').hover();
    const card = opened.page.locator('.hover-card');
    await card.waitFor();
    const text = await card.innerText();
    for (const said of [/database orders/u, /utilization/u, /consistency/u, /because/u]) assert.match(text, said);
    await opened.page.mouse.move(5, 5);
    await card.waitFor({ state: 'hidden' });
  });

  it('shows names of a design as text, whatever is in them', async () => {
    await opened.edit(shop.replace('service api {', 'service api "<img src=x onerror=alert(1)> **no**" {'));
    await opened.page.locator('.sd-label', { hasText: '<img' }).first().waitFor();
    await opened.node('api').hover();
    const card = opened.page.locator('.hover-card');
    await card.waitFor();
    assert.match(await card.innerText(), /<img src=x onerror=alert\(1\)> \*\*no\*\*/u);
    assert.equal(await card.locator('img').count(), 0);
  });

  it('lists the findings of a box and goes to what mends them', async () => {
    const badge = opened.node('orders').locator('.sd-badge').first();
    await badge.click();
    const rows = opened.page.locator('.findings .rows > li');
    await rows.first().waitFor();
    const first = rows.first().locator('.finding');
    const message = await first.locator('.finding-text').innerText();
    await first.click();
    const fix = await opened.heard('fix');
    assert.ok(message.includes(fix.finding.message.split('`')[0] ?? ''));
    await opened.page.getByText('Show all').click();
    assert.ok((await rows.count()) > 1);
  });
});
