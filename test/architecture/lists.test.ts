/** Lists that name every file of a folder are complete, and every rule has its page. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../analyzer/rules/index.js';
import { families } from '../../analyzer/rules/rule.js';
import { root } from '../root.js';

describe('rules', () => {
  const files = families.flatMap((family) => {
    const folder = join(root, 'analyzer/rules', family);
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((name) => ({ family, id: name.replace(/\.ts$/, '') }));
  });

  it('are all in the list, each in the folder of its family', () => {
    const listed = rules.map((rule) => ({ family: rule.family, id: rule.id }));
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    assert.deepEqual([...listed].sort(byId), [...files].sort(byId));
  });

  it('are listed alphabetically', () => {
    const ids = rules.map((rule) => rule.id);
    assert.deepEqual(
      ids,
      [...ids].sort((a, b) => a.localeCompare(b)),
    );
  });

  it('have a page each', () => {
    const missing = rules.map((rule) => rule.id).filter((id) => !existsSync(join(root, 'docs/rules', `${id}.md`)));
    assert.deepEqual(missing, []);
  });

  it('say what they are about and where that is written', () => {
    const bare = rules.filter((rule) => rule.summary === '' || rule.concept === '' || rule.sources.length === 0);
    assert.deepEqual(
      bare.map((rule) => rule.id),
      [],
    );
  });
});
