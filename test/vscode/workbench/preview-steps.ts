/** A design and its picture side by side. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../../root.js';
import type { Step } from './step.js';
import type { Window } from './window.js';

const node = (window: Window, id: string): Locator => window.webview.locator(`.sd-node[data-id="${id}"]`);
async function openBeside(window: Window, name: string): Promise<void> {
  await window.openFile(name);
  await window.command('sysdesign: Open Preview to the Side');
  await node(window, 'shop').waitFor({ timeout: 30_000 });
}

/** Waits for something outside of the window. */
async function until(holds: () => boolean, what: string): Promise<void> {
  for (let left = 100; !holds(); left--) {
    assert.ok(left > 0, `${what}: not within 10 s`);
    await new Promise((passed) => setTimeout(passed, 100));
  }
}

export const previewSteps: readonly Step[] = [
  {
    title: 'shows a design beside its text, and goes from one to the other',
    async run(window) {
      const { page } = window;
      await openBeside(window, 'shop.sysdesign');
      await window.picture('preview-light');
      await node(window, 'orders').click();
      // The status bar says nothing of the cursor while the preview has the focus.
      const lineOfCursor = page.locator('.editor-group-container').first().locator('.active-line-number');
      await lineOfCursor.filter({ hasText: /^2\d$/u }).waitFor();
      await window.editorAt(0).click();
      await window.goTo(14, 5);
      await window.webview.locator('.sd-node.is-selected[data-id="shop"]').waitFor();
      await node(window, 'shop').hover();
      await window.webview.locator('.hover-card', { hasText: 'utilization' }).waitFor();
      await window.picture('preview-hover-light');
    },
  },
  {
    title: 'draws again what is typed, and comes back when the window is loaded anew',
    async run(window) {
      const { page } = window;
      await openBeside(window, 'shop.sysdesign');
      await window.editorAt(0).click();
      await window.goTo(14, 14);
      await page.keyboard.type('0', { delay: 10 });
      await node(window, 'shop').locator('text', { hasText: '60 × 4 cores' }).waitFor();
      await page.keyboard.press('Backspace');
      await node(window, 'shop').locator('text', { hasText: '6 × 4 cores' }).waitFor();
      await window.webview.getByTitle('Colour by').selectOption('availability');
      await node(window, 'shop').locator('.reading').waitFor();
      await window.reload();
      await node(window, 'shop').locator('.reading').waitFor({ timeout: 60_000 });
      await window.picture('preview-reloaded-light');
    },
  },
  {
    title: 'offers at a finding in the picture what mends it',
    async run(window) {
      const { page } = window;
      await openBeside(window, 'quorum.sysdesign');
      await node(window, 'baskets').locator('.sd-badge').first().click();
      await window.webview.locator('.finding', { hasText: 'read' }).first().click();
      await page.locator('.action-widget .monaco-list-row', { hasText: 'Read and write by quorum' }).waitFor();
      await window.picture('preview-fix-light');
      await page.keyboard.press('Enter');
      await node(window, 'baskets').locator('.sd-badge-error').waitFor({ state: 'detached' });
    },
  },
  {
    title: 'keeps beside the design where a box was put by hand, until that is undone',
    async run(window, folder) {
      const { page } = window;
      const file = join(folder, 'shop.layout.json');
      await openBeside(window, 'shop.sysdesign');
      const box = await node(window, 'orders').boundingBox();
      assert.ok(box !== null);
      const [x, y] = [box.x + box.width / 2, box.y + 12];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, y + 60, { steps: 6 });
      await page.mouse.up();
      await window.webview.locator('.pin-mark').first().waitFor();
      await until(() => existsSync(file), 'the file of places is written');
      assert.deepEqual(Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { whole: object }).whole), ['orders']);
      await window.picture('preview-by-hand-light');
      await node(window, 'orders').focus();
      await page.keyboard.press('Control+z');
      await window.webview.locator('.pin-mark').first().waitFor({ state: 'detached' });
      await until(() => !existsSync(file), 'nothing is left of it');
    },
  },
  {
    title: 'saves the picture that the command draws',
    async run(window, folder) {
      const { page, webview } = window;
      await openBeside(window, 'shop.sysdesign');
      for (const format of ['svg', 'png']) {
        await webview.getByLabel('Save the picture').click();
        await webview.getByRole('button', { name: new RegExp(`^${format}`, 'iu') }).click();
        const path = page.locator('.quick-input-widget input[type=text]');
        await path.waitFor();
        while (!(await path.inputValue()).endsWith(`/shop.${format}`)) await page.waitForTimeout(50);
        await page.keyboard.press('Enter');
        await until(() => existsSync(join(folder, `shop.${format}`)), `shop.${format} is written`);
      }
      const command = join(root, 'dist/cli.js');
      const words = ['export', 'shop.sysdesign', '--format', 'svg'];
      const drawn = execFileSync(process.execPath, [command, ...words], { cwd: folder, encoding: 'utf8' });
      await until(() => readFileSync(join(folder, 'shop.svg'), 'utf8') === drawn, 'it is the same');
      await until(() => readFileSync(join(folder, 'shop.png')).toString('latin1', 1, 4) === 'PNG', 'a PNG is written');
    },
  },
  {
    title: 'plays the design, breaks a part of it, and goes on',
    async run(window) {
      await openBeside(window, 'shop.sysdesign');
      const { webview } = window;
      await webview.getByRole('button', { name: 'Simulate' }).click();
      await webview.locator('.player-clock', { hasText: /^[\d.]+ s of / }).waitFor({ timeout: 60_000 });
      await webview.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden', timeout: 60_000 });
      await node(window, 'orders').click();
      await webview.getByRole('button', { name: 'Break …' }).click();
      await webview.getByRole('button', { name: 'Break it', exact: true }).click();
      await webview.locator('.player-event', { hasText: 'crash' }).first().waitFor({ timeout: 60_000 });
      await window.picture('preview-player-light');
    },
  },
  {
    title: 'shows a design instead of its text, in the dark',
    async run(window) {
      const { page } = window;
      await window.theme('Dark Modern', 'vs-dark');
      await window.openFile('shop.sysdesign');
      await window.command('View: Reopen Editor With...');
      await window.pick('System Design Preview');
      await node(window, 'shop').waitFor({ timeout: 30_000 });
      assert.equal(await page.locator('.tab').count(), 1);
      await window.picture('preview-dark');
      await window.theme('Dark High Contrast', 'hc-black');
      await node(window, 'shop').waitFor();
      await window.picture('preview-high-contrast');
      await window.theme('Light Modern', 'vs');
    },
  },
];
