import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type CstNode, isCompositeCstNode } from 'langium';
import { type ParsedFile, parse } from '../../../language/syntax/parse.js';
import { syntaxServices } from '../../../language/syntax/services.js';
import { SpanLexer } from '../../../language/syntax/span-lexer.js';
import { maximumLength } from '../../../language/syntax/span-parser.js';
import type { Token } from '../../../language/syntax/token.js';
import { root } from '../../root.js';
import { plain } from './tree.js';

const chat = readFileSync(join(root, 'examples/chat.sysdesign'), 'utf8');

function tokensOf(text: string): readonly Token[] {
  const lexer = syntaxServices().parser.Lexer;
  assert.ok(lexer instanceof SpanLexer);
  return lexer.read(text).tokens;
}

/** What must hold of every parse: ranges inside the text, in order, and a tree whose nodes know their place. */
function checkSound({ text, model, errors }: ParsedFile): void {
  let before = 0;
  for (const { offset, length, message } of errors) {
    assert.ok(offset >= before && offset + length <= text.length, `${message} at ${offset}+${length}`);
    assert.ok(length > 0 || text.trim() === '');
    before = offset;
  }
  const cst = model.$cstNode;
  assert.equal(cst?.root.fullText, text);
  const walk = (node: CstNode): void => {
    assert.equal(node.root, cst);
    if (isCompositeCstNode(node))
      for (const child of node.content) {
        assert.equal(child.container, node);
        walk(child);
      }
  };
  if (cst !== undefined) walk(cst);
  for (const [i, item] of model.items.entries()) {
    assert.equal(item.$container, model);
    assert.equal(item.$containerIndex, i);
  }
}

/** Declarations of the original that are not in the other, in numbers. */
function lost(from: readonly string[], to: ParsedFile): number {
  const kept = new Set(to.model.items.map(plain));
  return from.filter((item) => !kept.has(item)).length;
}

describe('recovery', () => {
  const original = parse(chat);
  const declarations = original.model.items.map(plain);
  const tokens = tokensOf(chat);

  it('has nothing to do in the example', () => {
    assert.deepEqual(original.errors, []);
    assert.ok(declarations.length > 25 && tokens.length > 500);
    checkSound(original);
  });

  const mutations: Readonly<Record<string, (token: Token) => string>> = {
    'deleting it': (token) => chat.slice(0, token.startOffset) + chat.slice(token.startOffset + token.image.length),
    "a '{' before it": (token) => `${chat.slice(0, token.startOffset)}{ ${chat.slice(token.startOffset)}`,
    "a '}' before it": (token) => `${chat.slice(0, token.startOffset)}} ${chat.slice(token.startOffset)}`,
    "a '(' before it": (token) => `${chat.slice(0, token.startOffset)}( ${chat.slice(token.startOffset)}`,
    'a word before it': (token) => `${chat.slice(0, token.startOffset)}word ${chat.slice(token.startOffset)}`,
  };
  for (const [turn, [name, mutate]] of Object.entries(mutations).entries()) {
    it(`keeps all other declarations after ${name}, and tells one mistake`, () => {
      let several = 0;
      // Every mutation has its own fifth of the tokens; all of them are right too, and take a minute.
      for (const token of tokens.filter((_, i) => i % 5 === turn)) {
        const parsed = parse(mutate(token));
        checkSound(parsed);
        assert.ok(lost(declarations, parsed) <= 1, `line ${token.startLine} '${token.image}'`);
        if (parsed.errors.length > 1) several++;
        assert.ok(
          parsed.errors.length <= 2,
          `line ${token.startLine} '${token.image}': ${parsed.errors.map((error) => error.message).join('; ')}`,
        );
      }
      assert.ok(several <= 2, `${several} give two messages`);
    });
  }

  it('loses nothing before a cut', () => {
    const ends = original.model.items.map((item) => item.$cstNode?.end ?? 0);
    // A step that hits every place of a word sooner or later; every single character is right too, and takes half a minute.
    for (let cut = 0; cut < chat.length; cut += 11) {
      const parsed = parse(chat.slice(0, cut));
      checkSound(parsed);
      const whole = declarations.filter((_, i) => (ends[i] ?? 0) <= cut);
      assert.equal(lost(whole, parsed), 0, `cut at ${cut}`);
      assert.ok(parsed.errors.length <= 2, `cut at ${cut}: ${parsed.errors.map((error) => error.message).join('; ')}`);
    }
  });

  it('survives any text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('{', '}', '(', ')', '"', '/*', '*/', '//', '\n', '\r\n', '->', ',', ' 3 s', '10%'),
      fc.constantFrom(...tokens.map((token) => ` ${token.image}`)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => checkSound(parse(pieces.join('')))),
      { numRuns: 200, seed: 1 },
    );
  });

  it('reads blocks nested 10,000 deep as far as it goes', () => {
    for (const open of ['group g { ', 'flow f { parallel { ', 'service s { memory f( ']) {
      const text = `service before { cores 4 }\n${open}${(open.startsWith('flow') ? 'parallel { ' : open.startsWith('group') ? 'group g { ' : 'f( ').repeat(10_000)}`;
      const parsed = parse(text);
      checkSound(parsed);
      assert.ok(
        parsed.errors.some((error) => error.kind === 'limit' && /nested more than 64 deep/u.test(error.message)),
        open,
      );
      assert.equal(parsed.model.items[0]?.$type, 'Component');
    }
  });

  it('does not read a text beyond the limit, and says so', () => {
    const parsed = parse('//'.padEnd(maximumLength + 1));
    assert.deepEqual(parsed.model.items, []);
    assert.deepEqual(
      parsed.errors.map((error) => error.kind),
      ['limit'],
    );
    assert.deepEqual(parse('//'.padEnd(maximumLength)).errors, []);
  });

  for (const junk of [
    '} x y z { 3 } \n',
    'a{}}',
    'service a {\n',
    '(',
    '"',
    '1 s /*\n',
    'flow x { a -> b\n ',
    ' a -> b\n',
    '// c\n',
    '/* c */',
  ]) {
    it(`takes time in proportion to the length of ${JSON.stringify(junk)} repeated`, () => {
      const time = (length: number): number => {
        const text = junk.repeat(length / junk.length);
        const start = performance.now();
        checkSound(parse(text));
        return performance.now() - start;
      };
      time(2_000);
      const small = Math.max(20, time(10_000));
      // Eight times the text: a quadratic reading would take 64 times as long.
      assert.ok(time(80_000) < 30 * small);
    });
  }
});
