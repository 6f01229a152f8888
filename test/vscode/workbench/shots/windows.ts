/** Pictures: views, pages and themes. */
import type { Shot } from '../manual.js';
import { analysed, line, squiggle } from './parts.js';

export const windows: readonly Shot[] = [
  {
    name: 'test-explorer',
    async run(stage) {
      const { page, window } = stage;
      await stage.put('promises.sysdesign', 'p99(<|>browse) < 20 ms');
      await analysed(stage);
      await window.command('Testing: Focus on Test Explorer View');
      await window.command('Test: Run All Tests');
      await page.locator('.part.panel', { hasText: 'p99(browse) < 20 ms' }).waitFor();
      await window.command('View: Toggle Panel Visibility');
      await window.goTo(204, 3);
      const failed = window.editor.locator('.codicon-testing-failed-icon, .codicon-testing-error-icon');
      await failed.first().waitFor();
      return undefined;
    },
  },
  {
    name: 'scenario-run',
    async run(stage) {
      const { page, window } = stage;
      await stage.put('rehearsal.sysdesign', 'expect lo<|>st(Job) == 0');
      await window.command('Testing: Focus on Test Explorer View');
      await window.editor.locator('.codelens-decoration a', { hasText: 'run scenario' }).first().click();
      const failed = window.editor.locator('.codicon-testing-failed-icon, .codicon-testing-error-icon');
      await failed.first().waitFor();
      // What a message links to is its counterexample.
      const link = page.locator('a', { hasText: /counterexample/iu }).first();
      await link.waitFor();
      await link.click();
      await page.locator('.tab.active', { hasText: /counterexample|Job/iu }).waitFor();
      return undefined;
    },
  },
  {
    name: 'status',
    async run(stage) {
      const { page, window } = stage;
      await stage.put('sessions.sysdesign', 'replicas 3 lea<|>derless {');
      await window.editor.locator(squiggle).first().waitFor();
      await page.locator('#status\\.languageStatus').hover();
      const status = page.locator('.hover-language-status', { hasText: 'Workload' }).first();
      await status.waitFor();
      return [
        page.locator('.hover-language-status').first(),
        status,
        page.locator('.part.statusbar'),
        line(window, 'repair on_read'),
      ];
    },
  },
  {
    name: 'markdown',
    isAlone: true,
    async run(stage) {
      await stage.window.openFile('design.md');
      await stage.window.command('Markdown: Open Preview to the Side');
      await stage.window.webview.locator('img.sysdesign-light').first().waitFor();
      return undefined;
    },
  },
  {
    name: 'walkthrough',
    isAlone: true,
    async run(stage) {
      await stage.window.command('sysdesign: Open the Walkthrough');
      await stage.page.locator('.gettingStartedDetailsContent .getting-started-media img').first().waitFor();
      return undefined;
    },
  },
  themed('window-dark', 'Dark Modern', 'vs-dark'),
  themed('window-high-contrast', 'Dark High Contrast', 'hc-black'),
  themed('window-light', 'Light Modern', 'vs'),
];

/** The whole window in a theme; the next window begins in the light again. */
function themed(name: string, theme: string, className: string): Shot {
  return {
    name,
    async run(stage) {
      const { window } = stage;
      await window.theme(theme, className);
      await stage.put('sessions.sysdesign', 'wr<|>ite one\n    read one\n    repair on_read, every 1 h');
      await window.editor.locator(squiggle).first().waitFor();
      return undefined;
    },
  };
}
