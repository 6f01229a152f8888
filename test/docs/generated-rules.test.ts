/** The generated parts of the rules' pages are what the metadata says now: `npm run docs` renews them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleList, rulePage } from '../../analyzer/rules/document.js';
import { rules } from '../../analyzer/rules/index.js';
import { root } from '../root.js';

const folder = join(root, 'docs/rules');

describe('generated parts of docs/rules', () => {
  for (const rule of rules) {
    it(`${rule.id}.md`, () => {
      const page = readFileSync(join(folder, `${rule.id}.md`), 'utf8');
      assert.equal(rulePage(page, rule), page);
    });
  }

  it('README.md', () => {
    assert.equal(readFileSync(join(folder, 'README.md'), 'utf8'), ruleList());
  });
});
