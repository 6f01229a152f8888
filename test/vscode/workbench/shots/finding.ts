/** Pictures: ways through a design. */
import type { Shot } from '../manual.js';
import { analysed, line } from './parts.js';

export const finding: readonly Shot[] = [
  {
    name: 'definition',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'database carts : repl<|>icated_postgres');
      await stage.show('Peek Definition', stage.page.locator('.peekview-widget .view-line'));
      return [stage.page.locator('.peekview-widget'), line(stage.window, 'database carts')];
    },
  },
  {
    name: 'type-definition',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'publish OrderPlaced to pla<|>ced in outbox');
      await stage.show('Peek Type Definition', stage.page.locator('.peekview-widget .view-line'));
      return [stage.page.locator('.peekview-widget'), line(stage.window, 'publish OrderPlaced')];
    },
  },
  {
    name: 'references',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'database carts : repl<|>icated_postgres');
      await stage.show('Go to References', stage.page.locator('.peekview-widget .referenceMatch'));
      return [stage.page.locator('.peekview-widget'), line(stage.window, 'database carts')];
    },
  },
  {
    name: 'outline',
    async run(stage) {
      const { page, window } = stage;
      await stage.put('checkout.sysdesign', 'transaction sa<|>ga');
      await window.command('View: Show Explorer');
      await window.command('Explorer: Focus on Outline View');
      await page.locator('.outline-tree .monaco-list-row, .outline-pane .monaco-list-row').first().waitFor();
      return [
        page.locator('.outline-pane').first(),
        page.locator('.breadcrumbs-control').first(),
        line(window, 'flow pay'),
        line(window, 'publish OrderPlaced'),
      ];
    },
  },
  {
    name: 'workspace-symbols',
    async run(stage) {
      const { page } = stage;
      await stage.put('checkout.sysdesign', 'database ord<|>ers : replicated_postgres');
      await page.keyboard.press('Control+T');
      await page.locator('.quick-input-widget input[type=text]').fill('#order');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'orders' }).first().waitFor();
      return [page.locator('.quick-input-widget')];
    },
  },
  {
    name: 'folding',
    isAlone: true,
    async run(stage) {
      await stage.put('news-feed.sysdesign', 'serv<|>ice');
      await analysed(stage);
      await stage.window.command('Fold All Except Selected');
      await stage.window.editor.locator('.inline-folded').first().waitFor();
      return [stage.window.editor];
    },
  },
  {
    name: 'selection-ranges',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'write Payment to ord<|>ers');
      await analysed(stage);
      for (let times = 0; times < 4; times++) {
        await stage.page.keyboard.press('Shift+Alt+ArrowRight');
        await stage.page.waitForTimeout(300);
      }
      return [line(stage.window, 'transaction saga'), line(stage.window, 'publish OrderPlaced')];
    },
  },
  {
    name: 'links',
    isAlone: true,
    async run(stage) {
      const { page, window } = stage;
      await stage.put('checkout.sysdesign', 'import { repl<|>icated_postgres');
      const link = window.editor.locator('.detected-link').first();
      await link.waitFor();
      await link.hover();
      const hover = page.locator('.monaco-hover:visible', { hasText: 'Open the imported design' }).first();
      await hover.waitFor();
      return [line(window, 'design "Checkout"'), line(window, 'data Cart'), hover];
    },
  },
  {
    name: 'call-hierarchy',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'service check<|>out "Checkout');
      await analysed(stage);
      await stage.show('Peek Call Hierarchy', stage.page.locator('.peekview-widget .monaco-list-row'));
      return [stage.page.locator('.peekview-widget'), line(stage.window, 'service checkout')];
    },
  },
];
