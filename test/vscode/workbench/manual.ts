/** Takes the pictures of the editor's manual, one for each capability: the real thing on the examples, so that they cannot lie. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Browser } from '../page.js';
import { shots } from './shots/index.js';
import { Window } from './window.js';

export interface Manual {
  readonly browser: Browser;
  readonly address: string;
  /** The folder that is open: a copy of the examples with what the pictures need besides. */
  readonly folder: string;
  /** Where pictures go. */
  readonly target: string;
  /** Names of the pictures to take; all of them when there is none. */
  readonly only: ReadonlySet<string>;
}

/** What a picture may ask of the window. */
export interface Stage {
  readonly window: Window;
  readonly page: Page;
  /** Opens a file and puts the cursor where `<|>` is in a text of it. */
  put(file: string, text: string): Promise<void>;
  /** Runs a command and waits for what it shows. */
  show(command: string, shown: Locator): Promise<void>;
}

/** A picture: what is done, and the parts of the window that it shows. */
export interface Shot {
  readonly name: string;
  /** Without the side bar. */
  readonly isAlone?: boolean;
  /** Gives what must be in the picture; the whole window when it gives nothing. */
  run(stage: Stage): Promise<readonly Locator[] | undefined>;
}

/** Names of the pictures that failed, with the reason. */
export async function takeManual({ browser, address, folder, target, only }: Manual): Promise<readonly string[]> {
  const page = await browser.page();
  page.setDefaultTimeout(12_000);
  page.on('dialog', (dialog) => void dialog.accept());
  const window = new Window(page, target);
  const stage: Stage = {
    window,
    page,
    async put(file, text) {
      await window.openFile(file);
      const { line, column } = placeOf(readFileSync(join(folder, file), 'utf8'), text);
      await window.goTo(line, column);
    },
    async show(command, shown) {
      await window.command(command);
      await shown.first().waitFor();
    },
  };
  const failed: string[] = [];
  await load(page, address);
  for (const { name, run, isAlone } of shots) {
    if (only.size > 0 && !only.has(name)) continue;
    try {
      await sideBar(window, isAlone !== true);
      const parts = await run(stage);
      // What still moves or loads is at rest then.
      await page.waitForTimeout(500);
      const clip = parts === undefined ? undefined : await around(window, parts);
      await page.screenshot({ path: join(target, `${name}.png`), ...(clip === undefined ? {} : { clip }) });
      await window.closeAll().catch(() => load(page, address));
    } catch (error) {
      await page.screenshot({ path: join(folder, '..', `failed-${name}.png`) });
      failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      await load(page, address);
    }
  }
  await page.close();
  return failed;
}

/** A window as at the first time: what the browser keeps of it is gone. */
async function load(page: Page, address: string): Promise<void> {
  await page.goto(new URL('/version', address).href);
  await page.evaluate(() =>
    indexedDB.databases().then((all) => all.map(({ name }) => indexedDB.deleteDatabase(name ?? ''))),
  );
  await page.goto(address);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
}

/** Shows the side bar or hides it. */
async function sideBar(window: Window, isShown: boolean): Promise<void> {
  const bar = window.page.locator('.part.sidebar');
  if ((await bar.isVisible()) === isShown) return;
  await window.command('View: Toggle Primary Side Bar Visibility');
  await bar.waitFor({ state: isShown ? 'visible' : 'hidden' });
}

function placeOf(text: string, wanted: string): { line: number; column: number } {
  const cursor = Math.max(0, wanted.indexOf('<|>'));
  const found = text.indexOf(wanted.replace('<|>', ''));
  if (found < 0) throw new Error(`'${wanted}' is not in the file`);
  const before = text.slice(0, found + cursor).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Pixels of context around what is shown. */
const MARGIN = 8;
/** Lines are shown with their numbers, and at least so much of them. */
const NUMBERS = 80;
const WIDTH = 560;

/** The least part of the window that holds all parts. */
async function around({ page, editor }: Window, parts: readonly Locator[]) {
  const boxes = await Promise.all(parts.map((part) => part.first().boundingBox({ timeout: 3000 })));
  const seen = boxes.filter((box) => box !== null);
  if (seen.length < parts.length) throw new Error('a part of the picture is not on the screen');
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const start = (await editor.boundingBox())?.x ?? 0;
  const least = Math.min(...seen.map(({ x }) => x));
  const isText = least >= start && least < start + NUMBERS;
  const left = isText ? start : Math.max(0, least - MARGIN);
  const top = Math.max(0, Math.min(...seen.map(({ y }) => y)) - MARGIN);
  const end = Math.max(left + WIDTH, ...seen.map(({ x, width }) => x + width + MARGIN));
  const bottom = Math.min(size.height, Math.max(...seen.map(({ y, height }) => y + height)) + MARGIN);
  return { x: left, y: top, width: Math.min(size.width, end) - left, height: bottom - top };
}
