/** Pictures: what changes a design. */
import type { Shot, Stage } from '../manual.js';
import { analysed, line, squiggle } from './parts.js';

export const changing: readonly Shot[] = [
  {
    name: 'completion',
    isAlone: true,
    async run(stage) {
      const { page, window } = stage;
      await stage.put('url-shortener.sysdesign', 'evict <|>lru');
      await analysed(stage);
      await page.keyboard.press('Control+Space');
      const list = page.locator('.suggest-widget.visible');
      await list.locator('.monaco-list-row').first().waitFor();
      const details = page.locator('.suggest-details-container');
      await page.waitForTimeout(1000);
      if (!(await details.isVisible())) await page.keyboard.press('Control+Space');
      await page.waitForTimeout(1000);
      const shown = (await details.isVisible()) ? [details] : [];
      return [list, ...shown, line(window, 'cache hot')];
    },
  },
  {
    name: 'formatting',
    isAlone: true,
    async run(stage) {
      const { page, window } = stage;
      await stage.put('untidy.sysdesign', 'cache h<|>ot');
      await window.command('Format Document');
      await window.command('File: Compare Active File with Saved');
      await page.locator('.diff-editor .line-insert, .monaco-diff-editor .line-insert').first().waitFor();
      return [page.locator('.monaco-diff-editor')];
    },
  },
  ...quickFixes(),
  {
    name: 'source-actions',
    isAlone: true,
    async run(stage) {
      await stage.put('source.sysdesign', 'repli<|>cated_postgres');
      await stage.window.editor.locator(squiggle).first().waitFor();
      await stage.window.command('Source Action...');
      const menu = stage.page.locator('.action-widget');
      await menu.locator('.monaco-list-row').first().waitFor();
      return [menu, line(stage.window, 'design "Checkout"'), line(stage.window, 'data Cart')];
    },
  },
  {
    name: 'refactorings',
    isAlone: true,
    async run(stage) {
      await stage.put('url-shortener.sysdesign', 'cache h<|>ot "Hot links"');
      await analysed(stage);
      await stage.window.command('Refactor...');
      const menu = stage.page.locator('.action-widget');
      await menu.locator('.monaco-list-row').first().waitFor();
      return [menu, line(stage.window, 'cache hot'), line(stage.window, 'on miss fill')];
    },
  },
  {
    name: 'rename',
    isAlone: true,
    async run(stage) {
      const { page, window } = stage;
      await stage.put('checkout.sysdesign', 'queue placed : dur<|>able_topic');
      await window.command('Rename Symbol');
      const input = page.locator('.rename-box input');
      await input.waitFor();
      await input.fill('safe_topic');
      await page.keyboard.press('Control+Enter');
      await page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'safe_topic' }).first().waitFor();
      return [page.locator('.part.panel'), line(window, 'queue placed')];
    },
  },
];

/** The menu at a finding: what mends it, and what silences it. */
function quickFixes(): readonly Shot[] {
  const menuAt = async (stage: Stage) => {
    await stage.put('sessions.sysdesign', 'replicas 3 lea<|>derless {');
    await stage.window.editor.locator(squiggle).first().waitFor();
    await stage.page.keyboard.press('Control+.');
    const menu = stage.page.locator('.action-widget');
    await menu.locator('.monaco-list-row', { hasText: 'Ignore' }).first().waitFor();
    return menu;
  };
  return [
    {
      name: 'quick-fixes',
      isAlone: true,
      async run(stage) {
        const menu = await menuAt(stage);
        return [menu, line(stage.window, 'database strict'), line(stage.window, 'repair on_read')];
      },
    },
    {
      name: 'suppression',
      isAlone: true,
      async run(stage) {
        await menuAt(stage);
        await stage.page.keyboard.press('ArrowDown');
        await stage.page.keyboard.press('Enter');
        const comment = line(stage.window, 'sysdesign-ignore');
        await comment.waitFor();
        return [line(stage.window, 'database strict'), comment, line(stage.window, 'repair on_read')];
      },
    },
  ];
}
