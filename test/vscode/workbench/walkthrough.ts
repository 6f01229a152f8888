/** Takes the pictures of the walkthrough, each in light and dark: the real thing, so that they cannot lie. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '../page.js';
import { Window } from './window.js';

export interface Shooting {
  readonly browser: Browser;
  readonly address: string;
  /** The folder that is open. */
  readonly folder: string;
  /** Text of the design that they show. */
  readonly design: string;
  /** Where pictures go. */
  readonly target: string;
}

export async function takePictures({ browser, address, folder, design, target }: Shooting): Promise<void> {
  writeFileSync(join(folder, 'orders.sysdesign'), design);
  writeFileSync(join(folder, 'risky.sysdesign'), design.replace('semi_sync 1', 'async'));
  writeFileSync(join(folder, 'promises.sysdesign'), design.replace('utilization(*) < 70%', 'p99(look) < 50 ms'));
  writeFileSync(join(folder, 'design.md'), markdown);
  const page = await browser.page();
  page.setDefaultTimeout(20_000);
  const window = new Window(page, target);
  await page.goto(address);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await window
    .command('View: Hide Primary Side Bar')
    .catch(() => window.command('View: Toggle Primary Side Bar Visibility'));
  for (const [theme, name, className] of themes) {
    await window.theme(name, className);
    const shoot = async (step: string) => window.picture(`${step}-${theme}`);

    await window.openFile('orders.sysdesign');
    await window.editor.getByText('p99', { exact: false }).first().waitFor();
    await shoot('write');

    await window.command('sysdesign: Show the Estimate');
    await window.webview.locator('table', { hasText: 'buy' }).first().waitFor();
    await shoot('estimate');
    await window.closeAll();

    await window.openFile('risky.sysdesign');
    await window.goTo(20, 5);
    await window.editor.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    await window.hover(page.locator('.monaco-hover:visible a.code-link').first());
    await shoot('review');
    await page.locator('.monaco-hover:visible a.code-link').first().click();
    await window.webview.locator('h1').first().waitFor();
    await shoot('explain');
    await window.closeAll();

    await window.openFile('promises.sysdesign');
    await window.goTo(40, 3);
    await window.editor.locator('.squiggly-error').first().waitFor();
    await window.command('Test: Run All Tests');
    await page.locator('.part.panel', { hasText: 'p99(look)' }).waitFor();
    // The panel has taken the room where it was.
    await window.goTo(40, 3);
    await page.locator('.codicon-testing-failed-icon, .codicon-testing-error-icon').first().waitFor();
    await shoot('test');
    await window.closeAll();

    await window.openFile('design.md');
    await window.command('Markdown: Open Preview to the Side');
    await window.webview.locator(`img.sysdesign-${theme}`).first().waitFor();
    await shoot('document');
    await window.closeAll();
  }
  await page.close();
}

const themes = [
  ['light', 'Light Modern', 'vs'],
  ['dark', 'Dark Modern', 'vs-dark'],
] as const;

const markdown = `# Orders

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
