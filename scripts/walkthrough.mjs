/** `npm run walkthrough`: takes the pictures of the walkthrough in a real VS Code with the packaged extension. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
const { takePictures } = await compiled('workbench/walkthrough.js');

const folder = mkdtempSync('/tmp/sdw-');
const settings = {
  'workbench.reduceMotion': 'on',
  'editor.minimap.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.wordWrap': 'on',
  'editor.fontSize': 15,
  'workbench.statusBar.visible': false,
  'workbench.activityBar.location': 'hidden',
};
const code = await VsCode.start({ vsix: [buildVsix()], settings });
const browser = await Browser.start(chromium(), { width: 960, height: 600 });
try {
  const design = readFileSync(join(root, 'extension', 'templates', 'first-design.sysdesign'), 'utf8');
  const target = join(root, 'extension', 'walkthrough');
  await takePictures({ browser, folder, design, target, address: code.folder(folder) });
  for (const name of readdirSync(target)) {
    const file = join(target, name);
    writeFileSync(file, withPalette(readFileSync(file)));
  }
} finally {
  await browser.stop();
  await code.stop();
  rmSync(folder, { recursive: true, force: true });
}
