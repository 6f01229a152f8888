/** The manual of the editor says and shows each capability of the language server. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.js';

/** The section of each feature, by the name in `language/features/index.ts`. */
const sections: Readonly<Record<string, string>> = {
  callHierarchy: 'Call hierarchy',
  codeActions: 'Quick fixes',
  codeLenses: 'Code lenses',
  completion: 'Completion',
  definition: 'Go to definition',
  describe: 'Preview',
  documentHighlight: 'References and highlights',
  documentLinks: 'Links',
  documentSymbols: 'Outline and symbols',
  drawable: 'Markdown',
  expectations: 'Test Explorer',
  foldingRanges: 'Folding and selection',
  formatting: 'Formatting',
  hover: 'Hover',
  inlayHints: 'Inlay hints',
  pages: 'Pages for commands',
  places: 'Preview',
  references: 'References and highlights',
  rename: 'Rename',
  renameFiles: 'Rename',
  runScenario: 'Test Explorer',
  selectionRanges: 'Folding and selection',
  semanticTokens: 'Semantic colours',
  showMe: 'Quick fixes',
  signatureHelp: 'Signature help',
  typeDefinition: 'Go to definition',
  workspaceSymbols: 'Outline and symbols',
};

/** Bytes of a picture; all of them are in the repository for good. */
const LARGEST = 48_000;

const folder = join(root, 'docs', 'pictures', 'editor');
const manual = readFileSync(join(root, 'docs', 'editor.md'), 'utf8');
const shown = [...manual.matchAll(/!\[([^\]]+)\]\(pictures\/editor\/([^)]+)\.png\)/gu)].map((match) => match[2] ?? '');

/** Text below a heading, up to the next. */
function sectionOf(heading: string): string {
  const [, rest] = manual.split(`\n## ${heading}\n`);
  assert.ok(rest !== undefined, `docs/editor.md has no section '${heading}'`);
  return rest.split('\n## ')[0] ?? '';
}

describe('docs/editor.md', () => {
  const index = readFileSync(join(root, 'language', 'features', 'index.ts'), 'utf8');
  const list = index.slice(index.indexOf('export const features'));
  const names = [...list.matchAll(/^ {2}(\w+)Feature,$/gmu)].map(([, name]) => name ?? '');

  it('has a place for each feature of the language server', () => {
    assert.deepEqual([...names].sort(), Object.keys(sections).sort());
  });

  for (const name of [...names, 'diagnostics', 'sourceActions', 'refactorings']) {
    const more: Readonly<Record<string, string>> = {
      diagnostics: 'Diagnostics',
      sourceActions: 'Fix all and organize imports',
      refactorings: 'Refactorings',
    };
    it(`says and shows ${name}`, () => {
      const section = sectionOf(sections[name] ?? more[name] ?? name);
      const words = section.replaceAll(/^(!\[.*|\|.*)$/gmu, '').trim();
      assert.ok(words.length > 80, 'a paragraph');
      assert.match(section, /!\[[^\]]+\]\(pictures\/editor\//u);
    });
  }

  it('shows every picture, and each is small', () => {
    const pictures = readdirSync(folder).map((name) => name.replace(/\.png$/u, ''));
    assert.deepEqual(pictures.sort(), [...shown].sort());
    for (const name of pictures) {
      const { size } = statSync(join(folder, `${name}.png`));
      assert.ok(size <= LARGEST, `${name}.png has ${size} bytes`);
    }
  });

  it('shows only pictures that `npm run screenshots` takes', () => {
    const sources = join(root, 'test', 'vscode', 'workbench', 'shots');
    const shots = readdirSync(sources)
      .map((name) => readFileSync(join(sources, name), 'utf8'))
      .join('');
    const taken = [...shots.matchAll(/(?:name: |themed\()'([a-z-]+)'/gu)].map(([, name]) => name ?? '');
    assert.deepEqual([...taken].sort(), [...shown].sort());
  });
});
