/** The manual of the language: its examples parse, and it leaves no word of the grammar out. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invariantShapes } from '../../analyzer/catalogue/invariants.js';
import { kinds } from '../../analyzer/catalogue/kinds/index.js';
import { requirementNames } from '../../analyzer/catalogue/requirements.js';
import { settings } from '../../analyzer/catalogue/settings/index.js';
import { measures } from '../../language/lower/expectation.js';
import { parse } from '../../language/syntax/parse.js';
import { lowerText } from '../language/check.js';
import { root } from '../root.js';
import { keywordsOf } from './keywords.js';
import { type Fence, fences as fencesOf } from './page.js';

const path = join(root, 'docs/language.md');
const page = readFileSync(path, 'utf8');
const platform = readFileSync(join(root, 'examples/platform.sysdesign'), 'utf8');
const grammar = readFileSync(join(root, 'language/sysdesign.langium'), 'utf8');

/** What stands around a fragment of this sort in a design. */
const surroundings: Readonly<Record<string, readonly [string, string]>> = {
  component: ['service wrapper {\n', '}\n'],
  steps: ['flow wrapper {\n', '}\n'],
};

function completed(fence: Fence): string {
  const [kind, sort] = fence.info;
  if (kind === undefined) return fence.text;
  const around = surroundings[sort ?? ''];
  assert.ok(kind === 'fragment' && around !== undefined, `line ${fence.line}: no such fence: ${fence.info.join(' ')}`);
  return `${around[0]}${fence.text}${around[1]}`;
}

describe('docs/language.md', () => {
  const fences = fencesOf(path);

  it('has examples', () => assert.ok(fences.length >= 25, `${fences.length} fences`));

  for (const fence of fences) {
    it(`has an example at line ${fence.line} that parses`, () => {
      const { text, errors } = parse(completed(fence));
      const problems = errors.map((error) => `${error.message}: ${text.slice(error.offset, error.offset + 30)}`);
      assert.deepEqual(problems, []);
    });

    it(`says nothing wrong at line ${fence.line}`, () => {
      const { said } = lowerText(completed(fence), { 'platform.sysdesign': platform });
      // What a fragment speaks of is declared elsewhere; everything else about it must be right.
      const wrong = fence.info.length === 0 ? said : said.filter((one) => !one.startsWith('unknown-name '));
      assert.deepEqual(wrong, []);
    });
  }

  it('names every keyword of the grammar in its list of keywords', () => {
    const list = page.slice(page.indexOf('\n## Keywords'));
    const named = new Set([...list.matchAll(/`([a-z_]+)`/gu)].map((match) => match[1]));
    const keywords = keywordsOf(grammar);
    assert.deepEqual(
      keywords.filter((word) => !named.has(word)),
      [],
    );
    assert.deepEqual(
      [...named].filter((word) => !keywords.includes(word ?? '')),
      [],
    );
  });

  it('uses every keyword of the grammar before that list', () => {
    const body = page.slice(0, page.indexOf('\n## Keywords'));
    const used = new Set(codeIn(body).match(/[a-z_]+/gu));
    assert.deepEqual(
      keywordsOf(grammar).filter((word) => !used.has(word)),
      [],
    );
  });

  it('names every word of the catalogue but the technologies', () => {
    const code = new Set(codeIn(page).match(/[a-z_0-9]+/gu));
    const words = [
      ...kinds.map((kind) => kind.id),
      ...settings.map((setting) => setting.name),
      ...settings.flatMap(({ value }) => (value.type === 'symbol' ? value.options.map((option) => option.name) : [])),
      ...requirementNames.map((requirement) => requirement.id),
      ...invariantShapes.map((shape) => shape.id),
      ...Object.keys(measures),
    ];
    assert.deepEqual(
      [...new Set(words)].filter((word) => !code.has(word)),
      [],
    );
  });

  it('links only to headings it has', () => {
    const anchors = new Set([...page.matchAll(/^#{1,4} (.+)$/gmu)].map((match) => anchorOf(match[1] ?? '')));
    const links = [...page.matchAll(/\]\(#([^)]+)\)/gu)].map((match) => match[1] ?? '');
    assert.ok(links.length > 0);
    assert.deepEqual(
      links.filter((link) => !anchors.has(link)),
      [],
    );
  });
});

/** Everything in fences and backticks. */
function codeIn(text: string): string {
  return [...text.matchAll(/^```[\s\S]*?^```|`[^`\n]+`/gmu)].map((match) => match[0]).join(' ');
}

/** A heading's anchor as Markdown viewers make it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/gu, '-');
}
