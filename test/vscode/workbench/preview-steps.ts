/** A design and its picture side by side. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Step } from './step.js';
import type { Window } from './window.js';

const node = (window: Window, id: string): Locator => window.webview.locator(`.sd-node[data-id="${id}"]`);
async function openBeside(window: Window, name: string): Promise<void> {
  await window.openFile(name);
  await window.command('sysdesign: Open Preview to the Side');
  await node(window, 'shop').waitFor({ timeout: 30_000 });
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
