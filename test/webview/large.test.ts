import assert from 'node:assert/strict';
import { Bench, type Opened } from './opened.js';

const COUNT = 1000;
const SIZE = 20;

/** Chains of services in groups of twenty, each led by the last of the group before. */
function large(): string {
  const id = (index: number) => `s${index}`;
  const member = (index: number) => {
    const next = index % SIZE === SIZE - 1 ? '' : ` -> ${id(index + 1)}`;
    return { box: `  service ${id(index)} { work 1 ms  cores 2 }`, arrow: next === '' ? '' : `${id(index)}${next}` };
  };
  const groups = Array.from({ length: COUNT / SIZE }, (_, group) => {
    const members = Array.from({ length: SIZE }, (_, at) => member(group * SIZE + at).box);
    return `group g${group} {\n${members.join('\n')}\n}`;
  });
  const flows = Array.from({ length: COUNT / SIZE }, (_, group) => {
    const path = Array.from({ length: SIZE }, (_, at) => id(group * SIZE + at));
    return `flow f${group} { web -> ${path.join(' -> ')} }`;
  });
  return `design "Large"\nclient web { }\n${groups.join('\n')}\n${flows.join('\n')}\nworkload day { f0 at 100/s }\n`;
}

describe('a design of a thousand components in its preview', () => {
  let bench: Bench;
  let opened: Opened;
  before(async () => {
    bench = await Bench.start();
    opened = await bench.open(large());
  });
  after(async () => {
    assert.deepEqual(opened.problems, []);
    await bench.stop();
  });

  it('is shown by its groups at first', async () => {
    const labels = await opened.page.locator('.sd-node .sd-label').allTextContents();
    assert.equal(labels.length, COUNT / SIZE + 1);
    assert.equal(await opened.page.locator('.sd-node[data-id="g7"]').count(), 1);
  });

  it('goes on answering while all of it is laid out, and is drawn', async () => {
    const { page } = opened;
    await page.getByTitle('Open all groups').click();
    await page.getByPlaceholder('Find (/)').fill('s123');
    await page.locator('[role=option]', { hasText: 's123' }).first().waitFor();
    assert.ok((await page.locator('.sd-node').count()) < COUNT, 'found before the picture was there');
    await opened.node('s999').waitFor({ state: 'attached', timeout: 60_000 });
    assert.equal(await page.locator('.sd-node').count(), COUNT + 1);
  });

  it('goes to a box of it, and zooms', async () => {
    const { page } = opened;
    await page.getByPlaceholder('Find (/)').fill('s777');
    await page.locator('[role=option]', { hasText: 's777' }).first().click();
    await page.locator('.sd-node.is-selected[data-id="s777"]').waitFor();
    const box = await opened.node('s777').boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.y >= 0 && box.x < 1280 && box.y < 800, 'it is on the screen');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -300);
    await page.waitForFunction(
      (width) => (document.querySelector('[data-id=s777]')?.getBoundingClientRect().width ?? 0) > width * 1.2,
      box.width,
    );
  });

  it('draws again what is edited, with the groups closed that the reader closes', async () => {
    const { page } = opened;
    await page.getByTitle('Close all groups').click();
    await opened.node('s777').waitFor({ state: 'detached' });
    await opened.edit(large().replace('group g7 {', 'group g7 "The seventh" {'));
    await page.locator('.sd-node[data-id="g7"] .sd-label', { hasText: 'The seventh' }).waitFor();
  });
});
