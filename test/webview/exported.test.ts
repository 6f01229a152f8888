/** `export --format html`: one file that needs nothing but a browser. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { sysdesign } from '../cli/run.js';
import { root } from '../root.js';
import { Browser } from '../vscode/page.js';

const design = `design "Shop </script><img src=x onerror=alert(1)> <!--"
client web "<b>Web</b>"
service api "</script>" { instances 2  cores 4  work 5 ms }
flow buy { web -> api }
workload day { buy at 200/s }
workload night { buy at 20/s }
diagram "Only the client" { show web }
`;

describe('a page that was exported', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sysdesign-page-'));
  let browser: Browser;
  let page: Page;
  let seen: string[];
  before(async () => {
    writeFileSync(join(folder, 'shop.sysdesign'), design);
    const { chromium } = (await import(join(root, 'scripts/vscode-host.mjs'))) as { chromium(): string };
    browser = await Browser.start(chromium());
  });
  after(async () => {
    await browser.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (...words: string[]): Promise<void> => {
    const { status, stderr } = await sysdesign(['export', 'shop.sysdesign', '-o', 'shop.html', ...words], { folder });
    assert.deepEqual([status, stderr], [0, 'Wrote shop.html.\n']);
    page = await browser.page();
    seen = [];
    page.on('console', (message) => seen.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => seen.push(String(error)));
    page.on('dialog', (dialog) => {
      seen.push('dialog');
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!/^(?:file:.*\/shop\.html|blob:.*)$/u.test(request.url())) seen.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, 'shop.html')).href);
    await page.locator('.sd-node').first().waitFor();
  };
  afterEach(() => page.close());

  it('draws the design from a file, asks for nothing, and says nothing to the console', async () => {
    await open();
    const labels = await page.locator('.sd-node .sd-label').allTextContents();
    assert.deepEqual(labels.sort(), ['</script>', '<b>Web</b>']);
    assert.match((await page.locator('.sd-node[data-id=api]').textContent()) ?? '', /p99 [\d.]+ ms.*12\.5 %|13 %/);
    assert.match(await page.title(), /^Shop <\/script><img src=x onerror=alert\(1\)> <!--$/);
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(seen, []);
  });

  /** What is downloaded when a format is chosen. */
  const saved = async (format: RegExp) => {
    await page.getByLabel('Save the picture').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: format }).click(),
    ]);
    return { name: download.suggestedFilename(), data: readFileSync(await download.path()) };
  };

  it('saves the picture that the command draws, byte for byte', async () => {
    for (const words of [[], ['--diagram', 'Only the client'], ['--workload', 'night']]) {
      await open(...words);
      if (words.includes('night')) await page.getByTitle('Workload').selectOption('night');
      const { name, data } = await saved(/^SVG/u);
      assert.equal(name, 'shop-script-img-src-x-onerror-alert-1.svg');
      const command = await sysdesign(['export', 'shop.sysdesign', '--format', 'svg', ...words], { folder });
      assert.equal(data.toString('utf8'), command.stdout.toString('utf8'), words.join(' '));
    }
    assert.deepEqual(seen, []);
  });

  it('saves a PNG as large as that of the command', async () => {
    await open();
    const { name, data } = await saved(/^PNG/u);
    const command = await sysdesign(['export', 'shop.sysdesign', '--format', 'png'], { folder });
    const sizeOf = (png: Buffer) => [png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.match(name, /\.png$/u);
    assert.deepEqual(sizeOf(data), sizeOf(command.stdout));
    assert.deepEqual(seen, []);
  });

  it('zooms and pans', async () => {
    await open();
    const api = page.locator('.sd-node[data-id=api]');
    const before = await api.boundingBox();
    assert.ok(before);
    await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
    await page.mouse.wheel(0, -300);
    await page.waitForFunction(
      (width) => (document.querySelector('[data-id=api]')?.getBoundingClientRect().width ?? 0) > width * 1.2,
      before.width,
    );
    const zoomed = await api.boundingBox();
    assert.ok(zoomed);
    await page.mouse.move(30, 120);
    await page.mouse.down();
    await page.mouse.move(130, 160, { steps: 4 });
    await page.mouse.up();
    const panned = await api.boundingBox();
    assert.ok(panned && Math.abs(panned.x - zoomed.x - 100) < 3 && Math.abs(panned.y - zoomed.y - 40) < 3);
    assert.deepEqual(seen, []);
  });

  it('shows the figures of what the pointer is over', async () => {
    await open();
    await page.locator('.sd-node[data-id=api]').hover();
    const card = page.locator('.hover-card');
    await card.waitFor({ state: 'visible' });
    await card.getByText('200/s').first().waitFor();
    assert.match((await card.textContent()) ?? '', /utilization\s*12\.5 %/u);
    assert.deepEqual(seen, []);
  });

  it('knows them under the workload that it begins with, too', async () => {
    await open('--workload', 'night');
    await page.locator('.sd-node[data-id=api]').hover();
    const card = page.locator('.hover-card');
    await card.getByText('20/s').first().waitFor();
    assert.match((await card.textContent()) ?? '', /utilization\s*1\.25 %/u);
    assert.deepEqual(seen, []);
  });

  it('begins with the diagram and the theme that were asked for', async () => {
    await open('--diagram', 'Only the client', '--theme', 'dark');
    assert.deepEqual(await page.locator('.sd-node .sd-label').allTextContents(), ['<b>Web</b>']);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ground, 'rgb(31, 31, 31)');
    assert.deepEqual(seen, []);
  });

  it('keeps places that were chosen by hand, and has nowhere to write others', async () => {
    const beside = join(folder, 'shop.layout.json');
    const left = async () => {
      const [web, api] = [
        await page.locator('[data-id=web]').first().boundingBox(),
        await page.locator('[data-id=api]').first().boundingBox(),
      ];
      return Math.round(((web?.x ?? 0) - (api?.x ?? 0)) / 10);
    };
    await open();
    const free = await left();
    await page.close();
    writeFileSync(beside, '{ "version": 1, "whole": { "web": { "x": 500, "y": 40 } } }');
    await open();
    assert.notEqual(await left(), free);
    assert.equal(await page.locator('.sd-node[data-id=web] .pin-mark').count(), 1);
    assert.equal(await page.getByRole('button', { name: 'Put everything back' }).isVisible(), false);
    const kept = await left();
    await page.locator('.sd-node[data-id=web]').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+Backspace');
    await page.waitForTimeout(300);
    assert.equal(await left(), kept);
    await page.close();
    await open('--no-pins');
    assert.equal(await left(), free);
    assert.deepEqual(seen, []);
    rmSync(beside);
  });

  it('moves where it is an animation, along the arrows, unless the reader wants no motion', async () => {
    const words = ['export', 'shop.sysdesign', '-o', 'moving.svg', '--animate', 'one dies'];
    writeFileSync(
      join(folder, 'shop.sysdesign'),
      `${design}scenario "one dies" { run day for 40 s warmup 10 s seed 1  at 20 s crash api for 10 s }\n`,
    );
    const { status, stderr } = await sysdesign(words, { folder });
    assert.deepEqual([status, stderr], [0, 'Wrote moving.svg.\n']);
    page = await browser.page();
    await page.goto(pathToFileURL(join(folder, 'moving.svg')).href);
    /** Where dots and the line of a picture are, seconds after it began. */
    const at = (time: number) =>
      page.evaluate((seconds) => {
        for (const animation of document.getAnimations()) {
          animation.pause();
          animation.currentTime = seconds * 1000;
        }
        const line = document.querySelector('.sd-edge .sd-line')?.getBoundingClientRect();
        const dots = [...document.querySelectorAll('.sd-leg')].filter((dot) => getComputedStyle(dot).opacity === '1');
        const gone = [...document.querySelectorAll('.sd-gone')].some(
          (veil) => getComputedStyle(veil.parentElement ?? veil).opacity === '1',
        );
        return {
          count: document.getAnimations().length,
          gone,
          dots: dots.map((dot) => {
            const { x, y, width, height } = dot.getBoundingClientRect();
            return { x: x + width / 2 - (line?.x ?? 0) - (line?.width ?? 0) / 2, y: y + height / 2 - (line?.y ?? 0) };
          }),
        };
      }, time);
    const early = await at(0.2);
    const later = await at(0.4);
    assert.ok(early.dots.length > 0 && later.dots.length > 0);
    for (const { x } of [...early.dots, ...later.dots]) assert.ok(Math.abs(x) < 3, `a dot is ${x} px beside the arrow`);
    assert.notDeepEqual(early.dots, later.dots);
    // Frames of two thirds of a second, half a second each: the crash begins after ten of thirty seconds that are shown.
    const frames = 30 / (40 / 60);
    const [crash, over] = [(frames / 3) * 0.5, (frames / 3) * 2 * 0.5];
    assert.deepEqual([(await at(crash - 0.4)).gone, (await at(crash + 0.6)).gone], [false, true]);
    assert.deepEqual([(await at(over - 0.6)).gone, (await at(over + 0.6)).gone], [true, false]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal((await at(0)).count, 0);
    assert.equal(await page.locator('.sd-legs').isVisible(), false);
  });
});
