/**
 * How long the page of the preview takes in Chromium from a changed design to its new picture on the screen,
 * with a worker that is warm, and for how long the page does not answer meanwhile.
 *
 * Needs what `tsc -b` makes of the tests: the page is opened as they open it.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../scripts/set-up.mjs';

const opened = join(root, 'out/test/webview/opened.js');
/** The first edits are still being compiled by V8. */
const warmUp = 5;

/**
 * Milliseconds of each of some edits that rename one box: `analysis` from the text to what the page is sent, `picture` from
 * there to the frame that shows it, `pause` the longest time between two ticks of the page meanwhile.
 */
export async function previewEdits(text, edits) {
  const { Bench } = await import(pathToFileURL(opened).href);
  const bench = await Bench.start();
  try {
    const page = await bench.open(text);
    // Groups of large designs are closed at first.
    const open = page.page.getByTitle('Open all groups');
    if (await open.isVisible()) await open.click();
    await page.page
      .locator('.sd-label', { hasText: 'orders 0' })
      .first()
      .waitFor({ state: 'attached', timeout: 60_000 });
    const times = [];
    for (let edit = 1; edit <= edits + warmUp; edit += 1) {
      const label = `orders 0${'.'.repeat(edit)}`;
      await page.page.evaluate(watch, label);
      const start = performance.now();
      await page.edit(text.replace('"orders 0"', `"${label}"`));
      const seen = await page.page.evaluate(() => window.seen);
      times.push({ ...seen, wall: performance.now() - start });
    }
    await page.page.close();
    return times.slice(warmUp);
  } finally {
    await bench.stop();
  }
}

/** Runs in the page: promises when the label is on the screen, counted from the message that brings the design. */
function watch(label) {
  window.seen = new Promise((resolve) => {
    let start;
    let last;
    let pause = 0;
    const tick = () => {
      const now = performance.now();
      if (start !== undefined) pause = Math.max(pause, now - last);
      last = now;
      const isShown = [...document.querySelectorAll('.sd-label')].some(({ textContent }) => textContent === label);
      if (!isShown) setTimeout(tick);
      else requestAnimationFrame(() => resolve({ picture: performance.now() - start, pause }));
    };
    addEventListener(
      'message',
      () => {
        start = performance.now();
        last = start;
        tick();
      },
      { once: true, capture: true },
    );
  });
}
