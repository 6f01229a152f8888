import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstUtils, GrammarAST } from 'langium';
import { keywords } from '../../../language/explanation/keywords/index.js';
import { measureMeanings, options } from '../../../language/explanation/keywords/options.js';
import { SysdesignGrammar } from '../../../language/generated/grammar.js';
import { measures } from '../../../language/lower/expectation.js';
import { root } from '../../root.js';

/** Keywords made of letters, by rule of the grammar. */
function grammarWords(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const rule of SysdesignGrammar().rules) {
    if (!GrammarAST.isParserRule(rule)) continue;
    for (const node of AstUtils.streamAllContents(rule))
      if (GrammarAST.isKeyword(node) && /^\w/u.test(node.value))
        found.set(rule.name, (found.get(rule.name) ?? new Set()).add(node.value));
  }
  return found;
}

describe('words of the grammar', () => {
  const grammar = grammarWords();
  it('are all explained where they stand, and no others', () => {
    const lines = (of: Iterable<readonly [string, Iterable<string>]>) =>
      [...of].map(([rule, words]) => `${rule}: ${[...words].sort().join(' ')}`).sort();
    assert.deepEqual(
      lines(Object.entries(keywords).map(([rule, { words }]) => [rule, Object.keys(words)] as const)),
      lines(grammar),
    );
  });
  it('point to sections of the manual', () => {
    const page = readFileSync(join(root, 'docs/language.md'), 'utf8');
    const anchors = new Set(
      [...page.matchAll(/^#{2,4}\s+(.*)$/gmu)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\s-]/gu, '')
          .replaceAll(' ', '-'),
      ),
    );
    const missing = Object.values(keywords).filter(({ section }) => !anchors.has(section));
    assert.deepEqual(
      missing.map(({ section }) => section),
      [],
    );
  });
  it('and names with a meaning belong to properties of the grammar', () => {
    const known = new Set<string>();
    for (const rule of SysdesignGrammar().rules)
      for (const node of AstUtils.streamAllContents(rule))
        if (GrammarAST.isAssignment(node)) known.add(`${rule.name}.${node.feature}`);
    assert.deepEqual(
      Object.keys(options).filter((key) => !known.has(key)),
      [],
    );
  });
  it('every measure is explained', () => {
    assert.deepEqual(Object.keys(measureMeanings).sort(), Object.keys(measures).sort());
  });
});
