/** Pictures: what the editor knows of a design. */
import type { Shot } from '../manual.js';
import { analysed, hovered, line, squiggle } from './parts.js';

export const knowing: readonly Shot[] = [
  {
    name: 'hover',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'database ord<|>ers : replicated_postgres');
      await analysed(stage);
      const hover = await hovered(stage, 'database');
      return [hover, line(stage.window, 'database orders'), line(stage.window, 'stores Order')];
    },
  },
  {
    name: 'inlay-hints',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'p99(<|>browse) < 200 ms');
      await analysed(stage);
      return [
        line(stage.window, 'workload day {'),
        line(stage.window, 'expect under day'),
        line(stage.window, 'recovery(orders)'),
      ];
    },
  },
  {
    name: 'code-lenses',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'workload da<|>y {');
      const lens = stage.window.editor.locator('.codelens-decoration', { hasText: 'expectations met' });
      await lens.first().waitFor();
      return [
        lens,
        line(stage.window, 'flow deliver_goods'),
        line(stage.window, 'expect under day'),
        line(stage.window, 'workload sale'),
      ];
    },
  },
  {
    name: 'preview',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'database ord<|>ers : replicated_postgres');
      await stage.window.command('sysdesign: Open Preview to the Side');
      await stage.window.webview.locator('.is-selected[data-id="orders"]').first().waitFor();
      return undefined;
    },
  },
  {
    name: 'estimate',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'database ord<|>ers : replicated_postgres');
      await stage.window.command('sysdesign: Show the Estimate');
      await stage.window.webview.locator('table', { hasText: 'pay' }).first().waitFor();
      return undefined;
    },
  },
  {
    name: 'explanation',
    isAlone: true,
    async run(stage) {
      await stage.put('sessions.sysdesign', 'replicas 3 lea<|>derless {');
      await stage.window.editor.locator(squiggle).first().waitFor();
      await stage.window.command('sysdesign: Explain the Rule or Word at the Cursor');
      await stage.window.webview.locator('h1').first().waitFor();
      return undefined;
    },
  },
  {
    name: 'signature-help',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'lognormal(6 ms, <|>cv 1)');
      await analysed(stage);
      await stage.page.keyboard.press('Control+Shift+Space');
      const hint = stage.page.locator('.parameter-hints-widget.visible');
      await hint.waitFor();
      return [hint, line(stage.window, 'service shop'), line(stage.window, 'timeout 2 s')];
    },
  },
  {
    name: 'diagnostics',
    isAlone: true,
    async run(stage) {
      const { page, window } = stage;
      await stage.put('sessions.sysdesign', 'replicas 3 lea<|>derless {');
      await window.editor.locator(squiggle).first().waitFor();
      await window.command('View: Toggle Problems');
      await page.locator('.markers-panel .monaco-list-row', { hasText: 'sessions.sysdesign' }).first().waitFor();
      return undefined;
    },
  },
  {
    name: 'document-highlight',
    isAlone: true,
    async run(stage) {
      await stage.put('checkout.sysdesign', 'write Payment to ord<|>ers');
      await stage.window.editor.locator('.wordHighlightStrong').first().waitFor();
      return [
        line(stage.window, 'flow pay'),
        line(stage.window, 'flow ship'),
        line(stage.window, 'write Order to orders if'),
      ];
    },
  },
];
