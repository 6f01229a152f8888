/**
 * `npm run preview-pictures [-- NAME …]`: takes the pictures of the preview's manual and of the gallery, light and dark.
 *
 * The pages are those that `sysdesign export --format html` writes of the examples; what is shown in them has a seed.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium as driver } from 'playwright-core';
import { withPalette } from './palette-png.mjs';
import { buildCommand, installPackages, root, run } from './set-up.mjs';
import { chromium } from './vscode-host.mjs';

installPackages();
buildCommand();
const examples = join(root, 'examples');
const home = mkdtempSync('/tmp/sdp-');
const designs = join(home, 'designs');
cpSync(examples, designs, { recursive: true });
// Who reads soon after a write may miss it; no example has a mistake that shows so fast.
writeFileSync(
  join(designs, 'wishes.sysdesign'),
  `design "Wish lists"
region us { zones a, b, c }
link us.a -- us.b { rtt 2 ms }
link us.a -- us.c { rtt 2 ms }
link us.b -- us.c { rtt 2 ms }
data List { key id  size 1 KB  count 20  requires read_your_writes }
client app "App" { in us  timeout 2 s }
service web "Web" { instances 3  across us  cores 2  work 2 ms }
database lists "Lists" : postgres {
  stores List  across us  cores 4
  replicas 3 leader async { elect by consensus timeout 500 ms heartbeat 100 ms  read from any }
}
flow save "Save" { app -> web { write List to lists  read List from lists } }
flow look "Look" { app -> web { read List from lists } }
workload day "Day" { save at 40/s  look at 60/s }
scenario "The leader dies" { run day for 20 s warmup 1 s seed 7
  at 8 s crash lists.leader for 5 s }
`,
);
const only = new Set(process.argv.slice(2));
const browser = await driver.launch({ executablePath: chromium(), args: ['--no-sandbox'] });

/** What the manual shows: an example, what its reader does. */
const manual = {
  answers: ['checkout', async () => {}],
  figures: [
    'url-shortener',
    async (page) => {
      await page.getByTitle('Load', { exact: true }).fill('0.6');
      await page.getByRole('tab', { name: 'Figures' }).click();
      await page.getByTitle('Colour by').selectOption('latency');
      await page.getByLabel('What moves the latency most').locator('li').first().waitFor();
    },
  ],
  player: [
    'leader-election',
    async (page) => {
      await play(page);
      await seek(page, 0.42);
    },
  ],
  break: [
    'chat',
    async (page) => {
      await page.getByRole('button', { name: 'Close the panel' }).click();
      await play(page);
      await seek(page, 0.3);
      await page.locator('.sd-node[data-id="sessions"]').click();
      await page.getByRole('button', { name: 'Break …' }).click();
    },
  ],
  counterexample: [
    'wishes',
    async (page) => {
      await play(page);
      await page.getByRole('tab', { name: /Violations/u }).click();
      await page.locator('[role=tabpanel]:not([hidden]) .player-violation').first().click();
      await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: 60_000 });
    },
  ],
};

/** Plays the chosen scenario to its end, and pauses. */
async function play(page) {
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden', timeout: 120_000 });
}

/** Goes to a share of the run. */
const seek = (page, share) =>
  page.locator('.player-range').evaluate((range, at) => {
    range.value = String(at * Number(range.max));
    range.dispatchEvent(new Event('input'));
  }, share);

try {
  for (const file of readdirSync(examples).filter((name) => name.endsWith('.sysdesign'))) {
    const name = file.replace('.sysdesign', '');
    if (/^\s*(?:client|service)\b/mu.test(readFileSync(join(examples, file), 'utf8')))
      await take('gallery', name, name, async () => {}, { width: 1280, height: 760 });
  }
  for (const [name, [example, steps]] of Object.entries(manual))
    await take('preview', name, example, steps, { width: 1280, height: 880 });
} finally {
  await browser.close();
  rmSync(home, { recursive: true, force: true });
}

async function take(folder, name, example, steps, viewport) {
  if (only.size > 0 && !only.has(name) && !only.has(folder)) return;
  const html = join(home, `${example}.html`);
  const design = join(designs, `${example}.sysdesign`);
  run(process.execPath, [join(root, 'dist/cli.js'), 'export', design, '--format', 'html', '-o', html]);
  const target = join(root, 'docs', 'pictures', folder);
  mkdirSync(target, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({
      viewport,
      colorScheme,
      reducedMotion: 'no-preference',
    });
    await page.goto(pathToFileURL(html).href);
    await page.locator('.sd-node').first().waitFor();
    await page.waitForTimeout(1000);
    await steps(page);
    await page.mouse.move(640, 2);
    await page.waitForTimeout(500);
    const picture = withPalette(await page.screenshot());
    await page.close();
    writeFileSync(join(target, `${name}-${colorScheme}.png`), picture);
    process.stdout.write(`${folder}/${name}-${colorScheme}.png: ${(picture.length / 1000).toFixed(0)} kB\n`);
  }
}
