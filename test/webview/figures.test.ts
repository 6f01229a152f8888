import assert from 'node:assert/strict';
import { Bench, type Opened } from './opened.js';

const shop = `design "Shop"
client web { timeout 2 s }
data Order { key id  size 1 KB  count 1M }
service api { instances 2  cores 2  work 8 ms }
database orders : postgres { stores Order  cores 4 }
flow buy { web -> api { read Order from orders } }
flow look { web -> api }
workload day { buy at 200/s  look at 10/s }
workload night { buy at 20/s }
expect under day { utilization(api) < 70% }
diagram front "Front" { show web, api }
`;

describe('figures of the preview', () => {
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
  const load = (id: string, said: string) => opened.node(id).locator('.sd-load', { hasText: said }).waitFor();
  const figures = () => opened.page.getByRole('tab', { name: 'Figures' }).click();

  // 210/s × 8 ms over 4 cores is 42 %.
  it('estimates anew as the load is multiplied', async () => {
    await load('api', '42 %');
    const slider = opened.page.getByTitle('Load', { exact: true });
    await slider.fill('0.3');
    await load('api', '84 %');
    await opened.page.getByRole('button', { name: /^2 times the load/u }).click();
    await load('api', '42 %');
  });

  it('shows another workload', async () => {
    await opened.page.getByTitle('Workload').selectOption('night');
    await load('api', '4 %');
    await figures();
    assert.equal(await opened.page.locator('.flow-table tbody tr').count(), 1);
  });

  it('asks for descriptions under the load that it shows', async () => {
    await opened.page.getByTitle('Load', { exact: true }).fill('0.3');
    await load('api', '84 %');
    await opened.node('api').hover();
    await opened.page.locator('.hover-card', { hasText: '420/s' }).waitFor();
  });

  it('says what saturates first, whether expectations hold, and what moves the latency most', async () => {
    await figures();
    const bottleneck = opened.page.getByLabel('What saturates first').locator('li').first();
    assert.match(await bottleneck.innerText(), /api 42 %\s+full at 2\.38×/u);
    const expectation = opened.page.getByLabel('Expectations').locator('li');
    assert.match(await expectation.innerText(), /met:\s+utilization\(api\) < 70 %\s+42 %/u);
    await opened.page.getByTitle('Load', { exact: true }).fill('0.3');
    await opened.page.getByText('missed: ').waitFor({ state: 'attached' });
    const lever = opened.page.getByLabel('What moves the latency most').locator('li').first();
    await lever.waitFor();
    assert.match(await lever.innerText(), /api\.\w+ .* → .*\s+p99\(\w+\) [+−]\d/u);
    await bottleneck.click();
    assert.equal(await opened.node('api').evaluate((node) => node.classList.contains('is-selected')), true);
  });

  // 3 × 4 messages in hand, each for 20 ms and what the bucket takes: the cores are idle meanwhile.
  it('says what is fullest of a part, where that is not its servers', async () => {
    await opened.edit(`data Row { key row  size 1 KB }
client web
service shop { instances 4  work 1 ms }
queue rows : google_pubsub { carries Row }
service loader { instances 3  cores 4  work 2 ms }
bucket landing : s3 { stores Row }
flow sell { web -> shop { publish Row to rows } }
flow load { on rows -> loader { write Row to landing } }
workload day { sell at 40/s }
`);
    await load('loader', '87 %');
    await figures();
    const row = opened.page.getByLabel('What saturates first').locator('li').first();
    assert.match(await row.innerText(), /^loader messages in hand of rows 87\.2 %\s+full at 1\.15×/u);
  });

  it('colours boxes by what is chosen, and says the figure', async () => {
    const colour = opened.page.getByTitle('Colour by');
    await colour.selectOption('latency');
    await opened.node('api').locator('.reading text', { hasText: 'p99' }).waitFor();
    await opened.page.locator('.legend', { hasText: 'of the slowest' }).waitFor();
    await colour.selectOption('availability');
    await opened.node('orders').locator('.reading text', { hasText: '%' }).waitFor();
    await colour.selectOption('load');
    await opened.page.locator('.reading').first().waitFor({ state: 'detached' });
  });

  it('shows a diagram of the design, and everything again', async () => {
    const diagram = opened.page.getByTitle('Diagram');
    await diagram.selectOption('front');
    await opened.node('orders').waitFor({ state: 'detached' });
    await diagram.selectOption('');
    await opened.node('orders').waitFor();
    await opened.tell({ kind: 'show', id: 'front' });
    await opened.node('orders').waitFor({ state: 'detached' });
  });

  it('has no figures without a workload', async () => {
    await opened.edit('service api { }\nservice other { }\n');
    await opened.node('other').waitFor({ state: 'attached' });
    assert.equal(await opened.page.getByTitle('Workload').isVisible(), false);
    await figures();
    await opened.page.getByText('The design has no workload.').waitFor();
  });
});
