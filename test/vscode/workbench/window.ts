/** A window of VS Code as a person sees it: keys in, pixels out. */
import type { Locator, Page } from 'playwright-core';

export class Window {
  constructor(
    readonly page: Page,
    private readonly screenshots: string,
  ) {}

  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** The text in one of the columns. */
  editorAt(column: number): Locator {
    return this.page.locator('.editor-group-container').nth(column).locator('.monaco-editor .view-lines').first();
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.editor.locator('.view-line').first().waitFor();
  }

  /** Runs a command of the palette by its whole title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.fill(`>${title}`);
    await this.pick(title);
  }

  /** Runs a command until something of what it opens is seen: a focus that comes late closes lists again. */
  async open(title: string, inside: Locator): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      await this.command(title);
      try {
        await inside.waitFor({ timeout: 6000 });
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Puts the cursor at a line and column, counted from one. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Shows the hover at the cursor, again if hints that arrive push it away, until something is in it. */
  async hover(inside: Locator): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      await this.page.keyboard.press('Control+K');
      await this.page.keyboard.press('Control+I');
      try {
        await inside.waitFor({ timeout: 4000 });
        return;
      } catch (error) {
        if (attempt === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** A word of the editor's text on the screen. */
  word(text: string): Locator {
    return this.editor.locator('.view-line span span', { hasText: text }).first();
  }

  /** Chooses the entry of a quick pick that is called so. */
  async pick(label: string): Promise<void> {
    const exact = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')}$`, 'u');
    const row = this.page.locator('.quick-input-list .monaco-list-row', {
      has: this.page.locator('.label-name', { hasText: exact }),
    });
    await row.first().click();
  }

  /** Chooses a theme by its name and waits for its class. */
  async theme(name: string, className: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    await this.page.locator('.quick-input-list .monaco-list-row.focused').waitFor();
    await this.page.locator('.quick-input-widget input[type=text]').fill(name);
    await this.pick(name);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Inside of the web view that was opened last: a Markdown preview. */
  get webview() {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  /**
   * Loads the window anew, with its state.
   *
   * A browser leaves no time to write while a page closes, so VS Code writes when its window is hidden or loses the focus,
   * which the window of a driven browser never does by itself.
   */
  async reload(): Promise<void> {
    // What a web view wants kept is on its way.
    await this.page.waitForTimeout(1000);
    await this.page.evaluate(() => {
      document.hasFocus = () => false;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await this.page.waitForTimeout(1500);
    await this.page.reload();
  }

  /** Leaves the window as it was found; what was not saved is forgotten. */
  async closeAll(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.command('View: Revert and Close Editor');
    await this.command('View: Close All Editors');
    const panel = this.page.locator('.part.panel');
    if (await panel.isVisible()) {
      await this.command('View: Toggle Panel Visibility');
      await panel.waitFor({ state: 'hidden' });
    }
    const tab = this.page.locator('.tab').first();
    const forget = this.page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
    await Promise.race([tab.waitFor({ state: 'detached' }), forget.waitFor()]);
    if (await forget.isVisible()) await forget.click();
    await tab.waitFor({ state: 'detached' });
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `${this.screenshots}/${name}.png` });
  }
}
