import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type AstNode, CstUtils } from 'langium';
import { parse } from '../../../language/syntax/parse.js';
import { syntaxServices } from '../../../language/syntax/services.js';
import { root } from '../../root.js';
import { plain } from './tree.js';

const folder = join(root, 'examples');
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.sysdesign'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

/** The text parsed in one go, by Langium alone. */
function parseWhole(text: string): AstNode {
  const { value, parserErrors } = syntaxServices().parser.LangiumParser.parse(text, { rule: 'Model' });
  assert.deepEqual(parserErrors, []);
  return value;
}

/** Every leaf of the concrete tree with its place, comments included. */
function leaves(node: AstNode): readonly string[] {
  if (node.$cstNode === undefined) return [];
  return CstUtils.flattenCst(node.$cstNode)
    .map((leaf) => `${leaf.offset} ${leaf.range.start.line}:${leaf.range.start.character} ${leaf.hidden} ${leaf.text}`)
    .toArray();
}

describe('parsing by spans', () => {
  it('gives the tree of one parse of the whole text', () => {
    assert.ok(examples.length >= 10);
    for (const text of examples) {
      const parsed = parse(text);
      assert.deepEqual(parsed.errors, []);
      assert.equal(plain(parsed.model), plain(parseWhole(text)));
      assert.deepEqual(leaves(parsed.model), leaves(parseWhole(text)));
    }
  });

  it('does so in any layout', () => {
    const blanks = fc.array(fc.constantFrom(' ', '\n', '\t', '\r\n', ' // { c }\n', '\n\n', ' /* } */ ', '   '), {
      minLength: 1,
      maxLength: 3,
    });
    const layout = fc.record({
      text: fc.constantFrom(...examples),
      gaps: fc.array(blanks, { minLength: 20, maxLength: 60 }),
    });
    fc.assert(
      fc.property(layout, ({ text, gaps }) => {
        const tokens = CstUtils.flattenCst(parseWhole(text).$cstNode ?? assert.fail())
          .filter((leaf) => !leaf.hidden)
          .toArray();
        const shuffled = tokens.map((leaf, i) => leaf.text + (gaps[i % gaps.length] ?? []).join('')).join('');
        const parsed = parse(shuffled);
        assert.deepEqual(parsed.errors, []);
        assert.equal(plain(parsed.model), plain(parseWhole(text)));
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it('keeps comments in order, inside declarations and between them', () => {
    const { comments, model } = parse('// a\nservice x { /* b */ cores 4 // c\n}\n// d\n');
    assert.deepEqual(
      comments.map((comment) => comment.text),
      ['// a', '/* b */', '// c', '// d'],
    );
    assert.deepEqual(
      leaves(model)
        .filter((leaf) => leaf.includes('true'))
        .map((leaf) => leaf.split('true ')[1]),
      ['// a', '/* b */', '// c', '// d'],
    );
  });

  it('places tokens behind every kind of line end', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { model } = parse(`/* a${end}b */ service x {${end}  cores 4${end}}${end}service y`);
      const [x, y] = model.items;
      assert.deepEqual(x?.$cstNode?.range, { start: { line: 1, character: 5 }, end: { line: 3, character: 1 } });
      assert.deepEqual(y?.$cstNode?.range, { start: { line: 4, character: 0 }, end: { line: 4, character: 9 } });
      assert.equal(y?.$cstNode?.text, 'service y');
    }
  });

  it('reads texts in quotes without quotes and escapes', () => {
    const title = (text: string): unknown => {
      const item = parse(`design ${text}`).model.items[0];
      return item?.$type === 'Header' ? item.title : undefined;
    };
    assert.equal(title('"a \\"b\\" \\\\ c"'), 'a "b" \\ c');
    assert.equal(title('"a\\nb"'), 'a\nb');
    assert.equal(title('""'), '');
    assert.equal(title('"open'), 'open');
  });
});
