/** Parts of the picture are put elsewhere by hand, and stay there. */
import assert from 'node:assert/strict';
import type { PinsFile } from '../../diagram/layout/pins-file.js';
import { Bench, type Opened } from './opened.js';

const shop = `design "Shop"
client web { timeout 2 s }
data Order { key id  size 1 KB  count 1M }
group backend "Backend" {
  service api { instances 2  cores 4  work 5 ms }
  service mail { work 1 ms }
}
database orders : postgres { stores Order  cores 4 }
flow buy { web -> api { read Order from orders  call mail } }
workload day { buy at 200/s }
diagram "Only the client" { show web, api }
`;

describe('parts that are moved by hand', () => {
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

  const file = () => JSON.parse(opened.beside ?? '{}') as Partial<PinsFile>;
  const placed = () => opened.said.filter(({ kind }) => kind === 'place').length;
  const mark = (id: string) => opened.node(id).locator('.pin-mark');
  const remarks = () => opened.page.locator('.remarks');
  /** Where boxes are in the picture, whatever part of it is seen. */
  const drawn = () =>
    opened.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<SVGElement>('.content .sd-node[data-id]')].map((node) => [
          node.dataset.id ?? '',
          node.getAttribute('transform'),
        ]),
      ),
    );
  const centre = async (id: string, selector = `.sd-node[data-id="${id}"]`) => {
    const box = await opened.page.locator(selector).first().boundingBox();
    assert.ok(box);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  /** Takes a box by its middle, and leaves the button pressed. */
  const take = async (id: string, dx: number, dy: number) => {
    const { x, y } = await centre(id);
    await opened.page.mouse.move(x, y);
    await opened.page.mouse.down();
    await opened.page.mouse.move(x + dx, y + dy, { steps: 5 });
  };
  const drag = async (id: string, dx: number, dy: number) => {
    await take(id, dx, dy);
    await opened.page.mouse.up();
  };
  const scale = () =>
    opened.page.evaluate(() => {
      const given = document.querySelector('.content')?.getAttribute('transform') ?? '';
      return Number(/scale\(([^)]+)\)/u.exec(given)?.[1]);
    });

  it('follow the pointer, stand where they were put down, and are written beside the design', async () => {
    const before = await drawn();
    const factor = await scale();
    await take('web', 0, 120 * factor);
    await opened.page.locator('.drag .sd-node').waitFor();
    assert.equal(await opened.page.locator('.sd-node.is-dragged').count(), 1);
    assert.equal(opened.beside, undefined, 'nothing is written before it is put down');
    await opened.page.mouse.up();
    await mark('web').waitFor();
    assert.equal(await opened.page.locator('.drag').count(), 0);
    const after = await drawn();
    const at = (from: string | null | undefined) => (from?.match(/[\d.]+/gu) ?? []).map(Number);
    const [x = 0, y = 0] = at(before.web);
    const [nowX = 0, nowY = 0] = at(after.web);
    assert.ok(Math.abs(nowX - x) < 2 && Math.abs(nowY - y - 120) < 2, `${before.web} became ${after.web}`);
    const { whole = {} } = file();
    assert.deepEqual(Object.keys(whole), ['web']);
    assert.deepEqual([whole.web?.x, whole.web?.y], [Math.round(nowX), Math.round(nowY)]);
  });

  it('stay through reload and edit, without being written again', async () => {
    await drag('web', 0, 90);
    await mark('web').waitFor();
    const [there, text] = [await drawn(), opened.beside];
    await opened.reload();
    await mark('web').waitFor();
    assert.deepEqual(await drawn(), there);
    await opened.edit(shop.replace('timeout 2 s', 'timeout 3 s'));
    await opened.page.waitForTimeout(300);
    assert.deepEqual([await drawn(), opened.beside, placed()], [there, text, 1]);
  });

  it('go by Alt and the arrow keys, as often as they are pressed', async () => {
    await opened.node('web').focus();
    for (let i = 0; i < 4; i++) await opened.page.keyboard.press('Alt+ArrowDown');
    await mark('web').waitFor();
    await opened.page.waitForTimeout(400);
    const { y: first = 0 } = file().whole?.web ?? {};
    await opened.page.keyboard.press('Alt+ArrowDown');
    await opened.page.waitForTimeout(400);
    assert.equal(file().whole?.web?.y, first + 20);
    assert.equal(await opened.page.evaluate(() => (document.activeElement as SVGElement | null)?.dataset.id), 'web');
  });

  it('are put back alone or together, and then nothing is left of it', async () => {
    const before = await drawn();
    const button = (name: string) => opened.page.getByRole('button', { name });
    assert.equal(await button('Put everything back').isVisible(), false);
    await drag('web', 0, 90);
    await mark('web').waitFor();
    await drag('orders', 0, 120);
    await mark('orders').waitFor();
    await opened.node('web').click();
    await button('Put back (Alt+Backspace)').click();
    await mark('web').waitFor({ state: 'detached' });
    assert.deepEqual(Object.keys(file().whole ?? {}), ['orders']);
    await button('Put everything back').click();
    await mark('orders').waitFor({ state: 'detached' });
    assert.deepEqual(await drawn(), before);
    assert.equal(opened.beside, undefined, 'the file is gone');
    await opened.node('web').focus();
    await opened.page.keyboard.press('Alt+ArrowDown');
    await mark('web').waitFor();
    await opened.page.keyboard.press('Alt+Backspace');
    await mark('web').waitFor({ state: 'detached' });
    assert.deepEqual(await drawn(), before);
  });

  it('are undone and done again step by step, by keys', async () => {
    const before = await drawn();
    await drag('web', 0, 90);
    await mark('web').waitFor();
    const first = await drawn();
    await drag('orders', 0, 120);
    await mark('orders').waitFor();
    const [second, text] = [await drawn(), opened.beside];
    await opened.page.keyboard.press('Control+z');
    await mark('orders').waitFor({ state: 'detached' });
    assert.deepEqual(await drawn(), first);
    await opened.page.keyboard.press('Control+z');
    await mark('web').waitFor({ state: 'detached' });
    assert.deepEqual([await drawn(), opened.beside], [before, undefined]);
    await opened.page.keyboard.press('Control+Shift+z');
    await mark('web').waitFor();
    await opened.page.keyboard.press('Control+y');
    await mark('orders').waitFor();
    assert.deepEqual([await drawn(), opened.beside], [second, text]);
    await opened.page.getByRole('button', { name: 'Put everything back' }).click();
    await mark('web').waitFor({ state: 'detached' });
    await opened.page.keyboard.press('Control+z');
    await mark('web').waitFor();
    assert.deepEqual([await drawn(), opened.beside], [second, text]);
  });

  it('let go with Escape stay where they are, and a press that goes nowhere selects', async () => {
    const before = await drawn();
    await take('web', 60, 90);
    await opened.page.keyboard.press('Escape');
    await opened.page.mouse.up();
    assert.equal(await opened.page.locator('.drag, .is-dragged').count(), 0);
    await opened.node('web').click();
    await opened.page.locator('.sd-node[data-id=web].is-selected').waitFor();
    assert.deepEqual([await drawn(), placed()], [before, 0]);
  });

  it('can be groups, taken by their titles', async () => {
    const { x, y } = await centre('backend', '.sd-group-title[data-id=backend]');
    await opened.page.mouse.move(x, y);
    await opened.page.mouse.down();
    await opened.page.mouse.move(x, y + 100, { steps: 5 });
    await opened.page.locator('.drag-frame').waitFor();
    await opened.page.mouse.up();
    await opened.page.locator('.sd-group-title[data-id=backend] .pin-mark').waitFor();
    assert.deepEqual(Object.keys(file().whole ?? {}), ['backend']);
  });

  it('are never written where there is no room for them', async () => {
    await opened.place('{ "version": 1, "whole": { "orders": { "x": 300, "y": 300 } } }');
    await mark('orders').waitFor();
    const [before, text] = [await drawn(), opened.beside];
    const [from, to] = [await centre('web'), await centre('orders')];
    await drag('web', to.x - from.x, to.y - from.y);
    await remarks().getByText('There is no room for “web” there').waitFor();
    await opened.page.waitForTimeout(300);
    assert.deepEqual([await drawn(), opened.beside, placed()], [before, text, 0]);
  });

  it('belong to one picture: a diagram has its own', async () => {
    await drag('web', 0, 90);
    await mark('web').waitFor();
    await opened.page.getByLabel('Diagram').selectOption({ label: 'Only the client' });
    await opened.node('orders').waitFor({ state: 'detached' });
    assert.equal(await mark('web').count(), 0);
    await drag('web', 0, 60);
    await mark('web').waitFor();
    assert.deepEqual(Object.keys(file().diagrams ?? {}), ['Only the client']);
    assert.deepEqual(Object.keys(file().whole ?? {}), ['web']);
  });

  it('are told of where their file is wrong; the picture stays, and the file too', async () => {
    await drag('web', 0, 90);
    await mark('web').waitFor();
    const there = await drawn();
    const wrong = '{\n  "version": 1,\n  "whole": { "web": { "x": -4, "y": 2 } }\n}\n';
    await opened.place(wrong);
    await remarks().getByText('main.layout.json:3:28: `x` is a number from 0 to 20000.').waitFor();
    assert.deepEqual(await drawn(), there);
    await opened.node('orders').focus();
    await opened.page.keyboard.press('Alt+ArrowDown');
    await opened.page.waitForTimeout(400);
    assert.equal(opened.beside, wrong, 'what cannot be read is not written over');
    assert.deepEqual(await drawn(), there);
    await opened.place('{ "version": 1 }');
    await remarks().waitFor({ state: 'hidden' });
    await mark('web').waitFor({ state: 'detached' });
  });

  it('of a file that is wrong from the start stand where they are by themselves', async () => {
    const free = await drawn();
    opened.beside = '{ "version": 2 }';
    await opened.reload();
    await remarks().getByText('main.layout.json:1:14: this program reads version 1.').waitFor();
    assert.deepEqual(await drawn(), free);
  });
});
