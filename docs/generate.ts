/**
 * Renews what is generated in the manual: `npm run docs`, from the repository's root.
 *
 * Whatever is written here is made by a pure function of the analyzer; a test compares the committed pages with it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentPage, componentPagePath, settingsPage, technologiesPage } from '../analyzer/catalogue/document.js';
import { kinds } from '../analyzer/catalogue/kinds/index.js';
import { ruleList, rulePage } from '../analyzer/rules/document.js';
import { rules } from '../analyzer/rules/index.js';

const folder = join(process.cwd(), 'docs');

function renew(path: string, text: string): void {
  const file = join(folder, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(file, text);
  process.stdout.write(`docs/${path}\n`);
}

for (const kind of kinds) {
  const path = componentPagePath(kind.id);
  const text = componentPage(readFileSync(join(folder, path), 'utf8'), kind.id);
  if (text === undefined) throw new Error(`docs/${path} has no <!-- settings --> … <!-- /settings -->`);
  renew(path, text);
}
renew('settings.md', settingsPage());
renew('technologies.md', technologiesPage());

for (const rule of rules) {
  const path = `rules/${rule.id}.md`;
  const text = rulePage(readFileSync(join(folder, path), 'utf8'), rule);
  if (text === undefined) throw new Error(`docs/${path} has no <!-- rule --> … <!-- /rule -->`);
  renew(path, text);
}
renew('rules/README.md', ruleList());
