import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type AstNode, CstUtils } from 'langium';
import { check } from '../../../language/check.js';
import { type ParsedFile, parse } from '../../../language/syntax/parse.js';
import type { FileCache } from '../../../language/workspace/workspace.js';
import { root } from '../../root.js';
import { plain } from './tree.js';

const folder = join(root, 'examples');
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.sysdesign'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

/** Every leaf of the concrete tree with its place and what it belongs to; lines are kept nowhere. */
function leaves(node: AstNode): readonly string[] {
  if (node.$cstNode === undefined) return [];
  return CstUtils.flattenCst(node.$cstNode)
    .map((leaf) => `${leaf.offset} ${leaf.hidden} ${leaf.tokenType.name} ${leaf.astNode.$type} ${leaf.text}`)
    .toArray();
}

function assertSame(again: ParsedFile, fresh: ParsedFile): void {
  assert.equal(plain(again.model), plain(fresh.model));
  assert.deepEqual(leaves(again.model), leaves(fresh.model));
  assert.deepEqual(again.errors, fresh.errors);
  assert.deepEqual(again.comments, fresh.comments);
  for (const [i, item] of again.model.items.entries()) {
    assert.equal(item.$container, again.model);
    assert.equal(item.$containerIndex, i);
    assert.equal(item.$cstNode?.root, again.model.$cstNode);
  }
}

const pasted = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\r\n',
  '7',
  'x',
  '{',
  '}',
  '"',
  '/*',
  '*/',
  '// ',
  'service again { work 5 ms }\n',
  'flow more { people -> api }\n',
  'region r { zones a, b }',
);
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.integer({ min: 0, max: 40 }),
  text: pasted,
});

const edited = (text: string, { at, cut, text: put }: { at: number; cut: number; text: string }): string => {
  const offset = Math.floor(at * text.length);
  return text.slice(0, offset) + put + text.slice(offset + cut);
};

describe('parsing a text that has changed', () => {
  it('gives what parsing it anew gives, after any edits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
        let text = start;
        let parsed = parse(text);
        for (const one of edits) {
          text = edited(text, one);
          parsed = parse(text, parsed);
          assertSame(parsed, parse(text));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('takes two equal declarations for two', () => {
    const twice = 'service a { work 5 ms }\nservice a { work 5 ms }\n';
    assertSame(parse(`\n${twice}`, parse(twice)), parse(`\n${twice}`));
  });

  it('reports the same as a fresh check, positions included', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...examples.slice(0, 4)),
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        (start, edits) => {
          const cache: FileCache = new Map();
          const reported = (text: string, known?: FileCache) =>
            check('/a/b.sysdesign', (path) => (path === '/a/b.sysdesign' ? text : undefined), '/a', undefined, known)
              .findings;
          let text = start;
          reported(text, cache);
          for (const one of edits) {
            text = edited(text, one);
            assert.deepEqual(reported(text, cache), reported(text));
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
