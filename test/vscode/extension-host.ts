/** Runs the suite of `suite/` inside an extension host that a page shows. */
import type { Page } from 'playwright-core';
import { type Result, resultIn } from './results.js';

/** Milliseconds that a host may take from one result to the next; the first waits for the whole of VS Code. */
const PATIENCE = 60_000;

/** What native modules that are left out of the host complain of, and the like. */
const noise = /bindings file|watchdog|additional builtin extensions|iframe|Service ?Worker|Failed to load resource/u;

/** Opens the address and gives what the suite in it found out. */
export async function suiteAt(page: Page, open: () => Promise<unknown>): Promise<readonly Result[]> {
  const heard: string[] = [];
  const results: Result[] = [];
  /** Measurements, said as soon as they are heard; consoles repeat one another. */
  const notes = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((done, fail) => {
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => fail(new Error(`nothing more was said; last:\n${heard.slice(-20).join('\n')}`)),
        PATIENCE,
      );
    };
    const hear = (text: string) => {
      const note = /sysdesign-note (.*)/u.exec(text)?.[1];
      if (note !== undefined && !notes.has(note)) process.stdout.write(`${note}\n`);
      if (note !== undefined) notes.add(note);
      const result = resultIn(text);
      if (result === undefined) {
        if (!noise.test(text)) heard.push(text.slice(0, 2000));
        return;
      }
      if (result === 'end') done();
      // Consoles repeat one another.
      else if (!results.some(({ title }) => title === result.title)) results.push(result);
      wait();
    };
    // The last lines may still be on their way.
    const ended = (code: number) => {
      setTimeout(() => fail(new Error(`ended with ${code}:\n${heard.slice(-20).join('\n')}`)), 3000);
    };
    wait();
    page.on('console', (message) => hear(message.text()));
    page.on('crash', () => fail(new Error('the page crashed')));
    void page
      .exposeFunction('codeAutomationLog', (_level: string, parts: readonly unknown[]) =>
        hear(parts.map(String).join(' ')),
      )
      .then(() => page.exposeFunction('codeAutomationExit', ended))
      .then(open)
      .catch(fail);
  });
  try {
    await end;
  } catch (error) {
    results.push({ title: 'the suite runs', error: error instanceof Error ? error.message : String(error) });
  } finally {
    clearTimeout(timer);
    await page.close();
  }
  return results;
}
