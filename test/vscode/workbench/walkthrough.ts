/** Takes the pictures of the walkthrough, each in light and dark: the real thing, so that they cannot lie. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../root.js';
import type { Browser } from '../page.js';
import { Window } from './window.js';

export interface Shooting {
  readonly browser: Browser;
  readonly address: string;
  /** The folder that is open. */
  readonly folder: string;
  /** Where pictures go. */
  readonly target: string;
}

export async function takePictures({ browser, address, folder, target }: Shooting): Promise<void> {
  copyFileSync(join(root, 'extension/templates/first-design.sysdesign'), join(folder, 'orders.sysdesign'));
  writeFileSync(join(folder, 'design.md'), page);
  const design = join(root, 'extension/templates/first-design.sysdesign');
  const page_ = await browser.page();
  page_.setDefaultTimeout(20_000);
  const window = new Window(page_, target);
  await page_.goto(address);
  await page_.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await window
    .command('View: Hide Primary Side Bar')
    .catch(() => window.command('View: Toggle Primary Side Bar Visibility'));
  for (const [theme, name, className] of themes) {
    await window.theme(name, className);
    const shoot = async (step: string) => window.picture(`${step}-${theme}`);
    copyFileSync(design, join(folder, 'orders.sysdesign'));

    await window.openFile('orders.sysdesign');
    await window.editor.getByText('p99', { exact: false }).first().waitFor();
    await shoot('write');

    await window.command('sysdesign: Show the Estimate');
    await window.webview.locator('table', { hasText: 'buy' }).first().waitFor();
    await shoot('estimate');
    await window.closeAll();

    await window.openFile('orders.sysdesign');
    await window.goTo(20, 21);
    await page_.keyboard.press('Shift+End');
    await page_.keyboard.type('async ');
    await page_.keyboard.type('{', { delay: 5 });
    await page_.keyboard.press('Delete');
    await window.goTo(20, 5);
    await window.editor.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    await window.hover(page_.locator('.monaco-hover:visible a.code-link').first());
    await shoot('review');
    await page_.locator('.monaco-hover:visible a.code-link').first().click();
    await window.webview.locator('h1').first().waitFor();
    await shoot('explain');
    await window.closeAll();

    await window.openFile('orders.sysdesign');
    await window.goTo(38, 3);
    await page_.keyboard.press('Shift+End');
    await page_.keyboard.type('p99(buy) < 50 ms');
    await window.editor.locator('.squiggly-error').first().waitFor();
    await window.command('Test: Run All Tests');
    await page_.locator('.test-message-inline-content, .test-output-peek').first().waitFor();
    await shoot('test');
    await window.closeAll();

    await window.openFile('design.md');
    await window.command('Markdown: Open Preview to the Side');
    await window.webview.locator(`img.sysdesign-${theme}`).first().waitFor();
    await shoot('document');
    await window.closeAll();
  }
  await page_.close();
}

const themes = [
  ['light', 'Light Modern', 'vs'],
  ['dark', 'Dark Modern', 'vs-dark'],
] as const;

const page = `# Orders

How an order is placed:

\`\`\`sysdesign
design "Orders"
data Order { key id  size 1 KB  requires durable }
client web "Browser"
service shop { instances 6  cores 4  work 4 ms  timeout 300 ms }
database orders : postgres {
  stores Order
  wal sync
}
flow buy {
  web -> shop { write Order to orders }
}
workload day { buy at 200/s }
\`\`\`
`;
