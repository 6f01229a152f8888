/** What a person does in the workbench, and what must be seen then. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { previewSteps } from './preview-steps.js';
import type { Step } from './step.js';

/** Process of the language server of the extension that is installed below a folder. */
function serverOf(home: string, mayBeMissing = false): number {
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' });
  const found = stdout.split('\n').filter((line) => line.includes(home) && /dist\/server\.cjs/u.test(line));
  assert.ok(mayBeMissing || found.length === 1, `one server:\n${found.join('\n')}`);
  return Number.parseInt(found[0] ?? '0', 10);
}

const squiggle = '.squiggly-error';

export const steps: readonly Step[] = [
  {
    title: 'colours a design and gives it an icon and a language',
    async run(window) {
      const { page } = window;
      await window.openFile('shop.sysdesign');
      await page.locator('#status\\.editor\\.mode', { hasText: 'System Design' }).waitFor();
      const colour = (text: string) => window.word(text).evaluate((element) => getComputedStyle(element).color);
      const colours = new Set([await colour('service'), await colour('"Shop"'), await colour('postgres')]);
      assert.equal(colours.size, 3, 'keywords, strings and names differ');
      await window.goTo(40, 3);
      await window.editor.locator(squiggle).first().waitFor();
      await window.picture('design-light');
    },
  },
  {
    title: 'underlines a mistake while it is typed, and takes the line back when it is mended',
    async run(window) {
      const { page } = window;
      await window.openFile('quorum.sysdesign');
      await window.editor.locator(squiggle).first().waitFor();
      await window.goTo(4, 26);
      await page.keyboard.type('x', { delay: 10 });
      await page.locator('.squiggly-error').nth(1).waitFor();
      await page.keyboard.press('Backspace');
      await page.locator('.squiggly-error').nth(1).waitFor({ state: 'detached' });
    },
  },
  {
    title: 'says the finding on hover, with a link to its page',
    async run(window) {
      const { page } = window;
      await window.openFile('quorum.sysdesign');
      await window.editor.locator(squiggle).first().waitFor();
      await window.goTo(7, 6);
      const link = page.locator('.monaco-hover:visible a.code-link', { hasText: 'stale-quorum' });
      await window.hover(link);
      await window.picture('hover-light');
      // What arrives meanwhile may have pushed it away.
      if (!(await link.isVisible())) await window.hover(link);
      await link.dispatchEvent('click');
      await page.locator('.tab.active', { hasText: 'stale-quorum' }).waitFor();
      await window.webview.locator('h1', { hasText: 'stale-quorum' }).waitFor();
      await window.picture('explain-light');
    },
  },
  {
    title: 'mends a finding by keys alone',
    async run(window) {
      const { page } = window;
      await window.openFile('quorum.sysdesign');
      await window.editor.locator(squiggle).first().waitFor();
      await window.goTo(7, 6);
      await page.keyboard.press('Control+.');
      const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Read and write by quorum' });
      await fix.waitFor();
      await window.picture('fix-light');
      await page.keyboard.press('Enter');
      await window.editor.locator(squiggle).first().waitFor({ state: 'detached' });
      assert.match(
        (await window.editor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' '),
        /write quorum +read quorum/u,
      );
    },
  },
  {
    title: 'shows findings and workload in the language status',
    async run(window) {
      const { page } = window;
      await window.openFile('shop.sysdesign');
      await window.goTo(40, 3);
      await window.editor.locator(squiggle).first().waitFor();
      await page.locator('#status\\.languageStatus').hover();
      const hover = page.locator('.monaco-hover:visible, .hover-language-status').first();
      await page.locator('.hover-language-status', { hasText: '1 error' }).first().waitFor();
      await page.locator('.hover-language-status', { hasText: 'Workload: day' }).first().waitFor();
      await window.picture('status-light');
      await hover.waitFor();
      await page.keyboard.press('Escape');
      await window.editor.click();
      await window.command('sysdesign: Select the Workload to Estimate');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'sale' }).waitFor();
      await page.keyboard.press('Escape');
    },
  },
  {
    title: 'shows a page with pictures in light and dark',
    async run(window) {
      const { page } = window;
      await window.openFile('notes.md');
      await window.command('Markdown: Open Preview to the Side');
      const light = window.webview.locator('img.sysdesign-light').first();
      // A preview that a busy machine was too slow to load stays empty until it is asked for again.
      const isThere = await light.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (!isThere) {
        await window.command('Markdown: Refresh Preview');
        await light.waitFor({ timeout: 30_000 });
      }
      await page.waitForFunction(() => document.querySelectorAll('.tab').length === 2);
      assert.ok(await light.isVisible());
      assert.ok(!(await window.webview.locator('img.sysdesign-dark').first().isVisible()));
      const size = await light.evaluate((image) => (image as HTMLImageElement).naturalWidth);
      assert.ok(size > 100, `the picture is ${size} wide`);
      await window.picture('markdown-light');
      await window.theme('Dark Modern', 'vs-dark');
      await window.webview.locator('img.sysdesign-dark').first().waitFor();
      assert.ok(!(await light.isVisible()));
      await window.picture('markdown-dark');
      await window.theme('Light Modern', 'vs');
    },
  },
  {
    title: 'is legible in the dark and in high contrast',
    async run(window) {
      await window.theme('Dark Modern', 'vs-dark');
      await window.openFile('shop.sysdesign');
      await window.goTo(40, 3);
      await window.editor.locator(squiggle).first().waitFor();
      await window.picture('design-dark');
      await window.theme('Dark High Contrast', 'hc-black');
      await window.editor.locator(squiggle).first().waitFor();
      await window.picture('design-high-contrast');
      await window.theme('Light Modern', 'vs');
    },
  },
  {
    title: 'shows expectations in the Test Explorer and fails at the line',
    async run(window) {
      const { page } = window;
      await window.openFile('shop.sysdesign');
      await window.goTo(40, 3);
      await window.editor.locator(squiggle).first().waitFor();
      await window.command('Test: Run All Tests');
      await page.locator('.part.panel', { hasText: '✗ p99(look) < 1 ms: estimated' }).waitFor();
      // The panel has taken the room where the line was.
      await window.goTo(40, 3);
      const failed = window.editor.locator('.codicon-testing-failed-icon, .codicon-testing-error-icon');
      await failed.first().waitFor();
      const line = await window.editor.locator('.line-numbers', { hasText: /^40$/u }).boundingBox();
      const marks = await Promise.all((await failed.all()).map((mark) => mark.boundingBox()));
      const isAtLine = marks.some((mark) => Math.abs((mark?.y ?? 0) - (line?.y ?? 1000)) < 10);
      assert.ok(isAtLine, 'a mark is at the line of the expectation');
      await window.picture('tests-light');
    },
  },
  ...previewSteps,
  {
    title: 'opens a template and the estimate beside it',
    async run(window) {
      const { page } = window;
      const template = page.locator('.quick-input-list .monaco-list-row', { hasText: 'first design' });
      await window.open('sysdesign: New Design from a Template', template);
      await window.picture('templates-light');
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
      await window.command('sysdesign: Show the Estimate');
      await window.webview.locator('table', { hasText: 'buy' }).first().waitFor();
      await window.picture('estimate-light');
    },
  },
  {
    title: 'starts a server that was killed again and says so once, with a way to the log',
    async run(window, _folder, home) {
      const { page } = window;
      await window.openFile('quorum.sysdesign');
      const toast = page.locator('.notification-toast', { hasText: 'ended unexpectedly and is started again' });
      for (let times = 0; times < 2; times++) {
        await window.editor.locator(squiggle).first().waitFor();
        const before = serverOf(home);
        process.kill(before, 'SIGKILL');
        await toast.waitFor();
        while (serverOf(home, true) === before || serverOf(home, true) === 0) await page.waitForTimeout(50);
        // The new one knows what is typed.
        await window.goTo(4, 26);
        await page.keyboard.type('x', { delay: 10 });
        await page.locator('.squiggly-error').nth(1).waitFor();
        await page.keyboard.press('Backspace');
        await page.locator('.squiggly-error').nth(1).waitFor({ state: 'detached' });
      }
      assert.equal(await toast.count(), 1);
      await window.picture('crash-light');
      await toast.hover();
      await toast.locator('.monaco-button', { hasText: 'Show Log' }).click();
      // What is in the log the host cannot show: its writer of files is left out.
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLSelectElement>('.part.panel select')].some(
          (choice) => choice.selectedOptions[0]?.text === 'sysdesign',
        ),
      );
    },
  },
  {
    title: 'has a walkthrough with a picture for each step',
    async run(window) {
      const { page } = window;
      await window.command('sysdesign: Open the Walkthrough');
      const step = page.locator('.gettingStartedDetailsContent .getting-started-step');
      await step.first().waitFor();
      const count = await step.count();
      assert.ok(count > 0 && count <= 6, `${count} steps`);
      await page.locator('.gettingStartedDetailsContent .getting-started-media img').first().waitFor();
      await window.picture('walkthrough-light');
    },
  },
];
