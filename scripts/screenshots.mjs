/**
 * `npm run screenshots [-- NAME …]`: takes the pictures of the editor's manual in a real VS Code with the packaged extension.
 *
 * They show the examples of the repository, some of them with a mistake to be found.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildVsix } from './package.mjs';
import { withPalette } from './palette-png.mjs';
import { buildCommand, installPackages, root, run } from './set-up.mjs';
import { chromium, VsCode } from './vscode-host.mjs';

installPackages();
buildCommand();
run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], { show: true });
const compiled = (path) => import(pathToFileURL(join(root, 'out', 'test', 'vscode', path)).href);
const { Browser } = await compiled('page.js');
const { takeManual } = await compiled('workbench/manual.js');

const settings = {
  'workbench.reduceMotion': 'on',
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 13,
  'editor.accessibilitySupport': 'off',
  'diffEditor.ignoreTrimWhitespace': false,
  // A browser saves by itself, and then there is nothing to compare with.
  'files.autoSave': 'off',
  'workbench.activityBar.location': 'hidden',
};
const home = mkdtempSync('/tmp/sds-');
const folder = join(home, 'designs');
layOut(folder);
const code = await VsCode.start({ vsix: [buildVsix()], settings });
const browser = await Browser.start(chromium(), { width: 1000, height: 560 });
let failed = [];
try {
  const raw = join(home, 'raw');
  mkdirSync(raw);
  const only = new Set(process.argv.slice(2));
  failed = await takeManual({ browser, folder, target: raw, only, address: code.folder(folder) });
  const target = join(root, 'docs', 'pictures', 'editor');
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(raw)) {
    const picture = withPalette(readFileSync(join(raw, name)));
    writeFileSync(join(target, name), picture);
    process.stdout.write(`${name}: ${(picture.length / 1000).toFixed(0)} kB\n`);
  }
  const screenshots = join(root, '.cache', 'screenshots');
  mkdirSync(screenshots, { recursive: true });
  for (const name of readdirSync(home).filter((one) => one.startsWith('failed-')))
    cpSync(join(home, name), join(screenshots, name));
} finally {
  await browser.stop();
  await code.stop();
  rmSync(home, { recursive: true, force: true });
}
for (const one of failed) process.stdout.write(`✗ ${one}\n`);
process.exit(failed.length === 0 ? 0 : 1);

/** The designs that the pictures show. */
function layOut(target) {
  mkdirSync(target, { recursive: true });
  const example = (name) => readFileSync(join(root, 'examples', name), 'utf8');
  const changed = (name, ...edits) =>
    edits.reduce((text, [before, after]) => {
      if (!text.includes(before)) throw new Error(`${name} has no '${before}'`);
      return text.replace(before, after);
    }, example(name));
  const files = {
    'acquirer-latency.csv': example('acquirer-latency.csv'),
    'checkout.sysdesign': example('checkout.sysdesign'),
    'platform.sysdesign': example('platform.sysdesign'),
    'news-feed.sysdesign': example('news-feed.sysdesign'),
    'url-shortener.sysdesign': example('url-shortener.sysdesign'),
    // Reads that miss the last write.
    'sessions.sysdesign': changed('leaderless.sysdesign', [
      '    write quorum\n    read quorum\n',
      '    write one\n    read one\n',
    ]),
    // A promise that does not hold.
    'promises.sysdesign': changed('checkout.sysdesign', ['p99(browse) < 200 ms', 'p99(browse) < 20 ms']),
    // Imports that can be put in order, and misspelt words.
    'source.sysdesign': changed(
      'checkout.sysdesign',
      [
        '  requires linearizable, durable  // an item taken out must stay out',
        '  requires linearizable, durabel  // an item taken out must stay out',
      ],
      ['  importance critical', '  importence critical'],
    ),
    // Messages that a worker takes and does not finish are gone.
    'rehearsal.sysdesign': [
      'design "Rehearsal"',
      'data Job { key id  count 100  requires durable }',
      'data Result { key id }',
      'client app',
      'service api { work 1 ms }',
      'queue jobs : kafka { carries Job  partitions 4 by id  deliver at_most_once }',
      'service worker { instances 4  work 1 ms }',
      'external flaky { work 1 ms  fails 20% }',
      'database done { stores Result  cores 16 }',
      'flow submit { app -> api { publish Job to jobs } }',
      'flow handle { on jobs -> worker { write Result to done  call flaky } }',
      'workload all { submit at 50/s }',
      '',
      'scenario "Jobs get lost" {',
      '  run all for 20 s',
      '  expect mean(submit) < 1 s',
      '  expect lost(Job) == 0',
      '}',
      '',
    ].join('\n'),
    'untidy.sysdesign': changed(
      'url-shortener.sysdesign',
      ['cache hot "Hot links" : redis {', 'cache hot "Hot links":redis{'],
      ['  caches Mapping\n', 'caches   Mapping\n'],
      ['  shards 3 by hash(code) { assign slots', '      shards 3 by hash( code ){assign slots'],
      ['  memory 64 GB', '\tmemory 64GB'],
      ['  ttl_jitter 10%', '   ttl_jitter   10 %'],
    ),
    'design.md': `# Sessions\n\nWho is logged in, and how it is looked up:\n\n\`\`\`sysdesign\ndesign "Sessions"\ndata Session { key user  size 1 KB  count 20M }\nclient browser\nservice sessions { instances 6  cores 2  work 1 ms }\ncache near : redis { caches Session  memory 4 GB }\ndatabase store : postgres { stores Session }\nflow look {\n  browser -> sessions {\n    read Session from near else store\n  }\n}\nworkload day { look at 2k/s }\n\`\`\`\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), text);
  }
}
