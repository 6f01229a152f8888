/**
 * `npm run test:vscode`: the page of the preview in a real browser, and the extension in real VS Codes.
 *
 * Four hosts, none of which is ever skipped: the page alone, the extension from source in an extension host with Node (Electron where
 * VS Code can be downloaded, else the server of code-server), the packaged extension in a workbench that is driven by keys,
 * and the extension in a browser without Node. `npm run test:vscode -- workbench --grep=WORDS` runs a part.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleSuite, suiteFolder } from './bundle-suite.mjs';
import { buildVsix } from './package.mjs';
import { buildCommand, installPackages, root, run } from './set-up.mjs';
import { chromium, freePort, program, serverVersion, VsCode, webCommit, webFolder } from './vscode-host.mjs';

installPackages();
buildCommand();
run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], { show: true });
await bundleSuite();
const compiled = (path) => import(pathToFileURL(join(root, 'out', 'test', 'vscode', path)).href);
const { Browser } = await compiled('page.js');
const { suiteAt } = await compiled('extension-host.js');
const { runWorkbench } = await compiled('workbench/run.js');

const words = process.argv.slice(2);
const wanted = new Set(words.filter((word) => !word.startsWith('--')));
/** `--grep=WORDS`: only the steps of the workbench with them in their title. */
const grep = words.find((word) => word.startsWith('--grep='))?.slice(7) ?? '';
const isWanted = (name) => wanted.size === 0 || wanted.has(name);
const runs = [];

if (isWanted('page')) await host('page of the preview in Chromium', page);
if (isWanted('node')) await host('extension host with Node', nodeHost);
if (isWanted('workbench')) await host('workbench with the packaged extension', workbench);
if (isWanted('browser')) await host('browser without Node', browserHost);

const results = runs.flatMap((one) => one.results);
const failed = results.filter(({ error }) => error !== undefined);
for (const { title, error } of failed) process.stdout.write(`\n✗ ${title}\n${error.replace(/^/gmu, '    ')}\n`);
process.stdout.write(`\n  ${results.length - failed.length} passing\n`);
if (failed.length > 0) process.stdout.write(`  ${failed.length} failing\n`);
process.exit(failed.length === 0 && results.length > 0 ? 0 : 1);

/** Runs one host; one that breaks is a failure of its own. */
async function host(name, test) {
  const start = Date.now();
  let answer;
  try {
    answer = await test();
  } catch (error) {
    answer = { ran: name, results: [{ title: name, error: error.stack ?? String(error) }] };
  }
  runs.push(answer);
  const bad = answer.results.filter(({ error }) => error !== undefined).length;
  const took = ((Date.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${answer.ran}: ${answer.results.length - bad} passed, ${bad} failed, ${took} s\n`);
  for (const { title, error } of answer.results)
    process.stdout.write(`  ${error === undefined ? '✓' : '✗'} ${title}\n`);
}

/** The bundled page without an editor around it. */
function page() {
  const report = join(mkdtempSync('/tmp/sdp-'), 'report.json');
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const settings = ['--no-config', '--require', 'out/test/fixed-seed.js', '--timeout', '60000', '--forbid-only'];
  const output = ['--reporter', 'json', '--reporter-option', `output=${report}`];
  chromium();
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [mocha, ...settings, ...output, join(root, 'out', 'test', 'webview', '**', '*.test.js')],
    { cwd: root, encoding: 'utf8', timeout: 400_000, maxBuffer: 1 << 28 },
  );
  if (!existsSync(report)) throw new Error(`${stdout.slice(-3000)}${stderr.slice(-3000)}`);
  const { tests, failures } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(dirname(report), { recursive: true });
  const errors = failures.map(({ fullTitle, err }) => ({ title: fullTitle, error: err.stack ?? err.message }));
  const broken = new Set(errors.map(({ title }) => title));
  const fine = tests.filter(({ fullTitle }) => !broken.has(fullTitle)).map(({ fullTitle }) => ({ title: fullTitle }));
  return { ran: 'Chromium, the page alone', results: [...fine, ...errors] };
}

/** A copy of the designs, so that nothing that a test does stays. */
function designs() {
  const folder = mkdtempSync('/tmp/sdw-');
  cpSync(join(root, 'test', 'vscode', 'designs'), folder, { recursive: true });
  // In browsers VS Code saves by itself after a second: on a slow machine before a test takes back what it changed.
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode', 'settings.json'), '{ "files.autoSave": "off" }\n');
  return folder;
}

async function nodeHost() {
  const why = await whyNoElectron();
  if (why === undefined) return electronHost();
  process.stdout.write(`No Electron: ${why}.\n`);
  const folder = designs();
  const code = await VsCode.start();
  const browser = await Browser.start(chromium());
  try {
    const address = code.folder(folder, [
      ['extensionDevelopmentPath', code.remote(root)],
      ['extensionTestsPath', code.remote(join(suiteFolder, 'index.js'))],
    ]);
    const page = await browser.page();
    const found = await suiteAt(page, () => page.goto(address));
    return { ran: `VS Code ${serverVersion()} (code-server), from source`, results: found };
  } finally {
    await browser.stop();
    await code.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why VS Code's own Electron cannot run here; `undefined` when it can. */
async function whyNoElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && program('xvfb-run') === undefined)
    return 'this machine has no display and no xvfb-run';
  const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
  return answer?.ok === true ? undefined : 'VS Code cannot be downloaded here';
}

async function electronHost() {
  const { downloadAndUnzipVSCode } = createRequire(import.meta.url)('@vscode/test-electron');
  const executable = await downloadAndUnzipVSCode({ cachePath: join(root, '.cache', 'vscode', 'electron') });
  const { resultIn } = await compiled('results.js');
  const folder = designs();
  const home = mkdtempSync('/tmp/sde-');
  try {
    const args = [
      folder,
      `--extensionDevelopmentPath=${root}`,
      `--extensionTestsPath=${join(suiteFolder, 'index.js')}`,
      `--user-data-dir=${join(home, 'user')}`,
      `--extensions-dir=${join(home, 'extensions')}`,
      '--disable-workspace-trust',
      '--disable-telemetry',
      '--skip-welcome',
      '--no-sandbox',
      '--disable-gpu',
    ];
    const isHeadless = process.platform === 'linux' && !process.env.DISPLAY;
    const [command, ...rest] = isHeadless ? ['xvfb-run', '-a', executable, ...args] : [executable, ...args];
    const { stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8', timeout: 150_000, maxBuffer: 1 << 28 });
    const said = stdout.split('\n').flatMap((line) => resultIn(line) ?? []);
    const found = said.filter((one) => one !== 'end');
    if (found.length === said.length)
      found.push({ title: 'the suite ends', error: `${stdout.slice(-3000)}${stderr.slice(-3000)}` });
    return { ran: 'VS Code (Electron), from source', results: found };
  } finally {
    rmSync(home, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function workbench() {
  const vsix = buildVsix();
  const folder = designs();
  const settings = { 'workbench.reduceMotion': 'on', 'editor.minimap.enabled': false, 'editor.wordWrap': 'on' };
  const code = await VsCode.start({ vsix: [vsix], settings });
  const browser = await Browser.start(chromium());
  const screenshots = join(root, '.cache', 'screenshots');
  mkdirSync(screenshots, { recursive: true });
  try {
    const found = await runWorkbench({
      browser,
      folder,
      grep,
      screenshots,
      home: code.home,
      address: code.folder(folder),
    });
    return { ran: `VS Code ${serverVersion()} (code-server), workbench, from the VSIX`, results: found };
  } finally {
    await browser.stop();
    await code.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function browserHost() {
  const { data, testWeb } = webFolder();
  const { open } = createRequire(import.meta.url)(testWeb);
  const folder = designs();
  const port = await freePort();
  // It says each request that it answers.
  const say = console.log;
  console.log = () => undefined;
  const server = await open({
    browserType: 'none',
    quality: 'stable',
    commit: webCommit,
    testRunnerDataDir: data,
    host: 'localhost',
    port,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(suiteFolder, 'index.js'),
    folderPath: folder,
  });
  const browser = await Browser.start(chromium());
  try {
    const page = await browser.page();
    // Web views fail at plain localhost.
    const found = await suiteAt(page, () => page.goto(`http://app.localhost:${port}/`));
    return { ran: 'VS Code 1.91 for browsers (test-web), from source', results: found };
  } finally {
    console.log = say;
    await browser.stop();
    server.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}
