/** Runs the tests of the workbench: one window, in which they follow one another. */
import type { Page } from 'playwright-core';
import type { Browser } from '../page.js';
import type { Result } from '../results.js';
import { steps } from './steps.js';
import { Window } from './window.js';

export interface Workbench {
  readonly browser: Browser;
  readonly address: string;
  /** The folder that is open. */
  readonly folder: string;
  /** Only steps with these words in their title; all when empty. */
  readonly grep: string;
  /** Where pictures go. */
  readonly screenshots: string;
  /** Folder with the profile of the VS Code, in which the extension is installed. */
  readonly home: string;
}

/** Milliseconds that one thing on the screen may take. */
const PATIENCE = 20_000;

export async function runWorkbench({
  browser,
  address,
  folder,
  grep,
  screenshots,
  home,
}: Workbench): Promise<readonly Result[]> {
  const page: Page = await browser.page();
  page.setDefaultTimeout(PATIENCE);
  const window = new Window(page, screenshots);
  const results: Result[] = [];
  const load = async () => {
    await page.goto(address);
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  };
  /** Whatever is in the way on the screen, it is gone then. */
  const clear = async () => {
    await page.evaluate(() =>
      indexedDB.databases().then((all) => all.map(({ name }) => indexedDB.deleteDatabase(name ?? ''))),
    );
    await load();
  };
  page.on('dialog', (dialog) => void dialog.accept());
  await load();
  for (const { title, run } of steps.filter((step) => step.title.includes(grep))) {
    const name = `workbench ${title}`;
    try {
      await run(window, folder, home);
      results.push({ title: name });
    } catch (error) {
      await window.picture(`failed-${title.replaceAll(/\W+/gu, '-')}`).catch(() => undefined);
      results.push({ title: name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      await clear();
      continue;
    }
    await window.closeAll().catch(clear);
  }
  await page.close();
  return results;
}
