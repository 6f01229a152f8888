/** The walk over the grammar agrees with the parser. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lex } from '../../../language/syntax/lexer.js';
import { syntaxServices } from '../../../language/syntax/services.js';
import { hasType, shapesOf } from '../../../language/syntax/shape.js';
import { SpanLexer } from '../../../language/syntax/span-lexer.js';
import {
  finishLine,
  isUnfinished,
  legal,
  startWalk,
  step,
  valuesOf,
  type Walk,
} from '../../../language/syntax/walk.js';
import { root } from '../../root.js';

const services = syntaxServices();
const shapes = shapesOf(services.Grammar);
const lexer = services.parser.Lexer;
assert.ok(lexer instanceof SpanLexer);
const { types } = lexer;
const never = (): boolean => false;

function walked(text: string): Walk {
  services.parser.LangiumParser;
  const walk = startWalk(shapes);
  for (const token of lex(text, types).tokens) step(walk, token, shapes, never);
  return walk;
}

const next = (walk: Walk): readonly string[] => legal(walk.rest, shapes, types).map(({ name }) => name);

describe('walk over the grammar', () => {
  for (const name of readdirSync(join(root, 'examples')).filter((one) => one.endsWith('.sysdesign')))
    it(`takes every token of ${name} as the parser does`, () => {
      const walk = startWalk(shapes);
      for (const token of lex(readFileSync(join(root, 'examples', name), 'utf8'), types).tokens) {
        const all = new Set(legal(walk.rest, shapes, types).map((one) => one.name));
        assert.ok(
          hasType(all, token.tokenType),
          `${token.image} at ${token.startOffset} is not among ${[...all].join(' ')}`,
        );
        step(walk, token, shapes, never);
      }
      assert.equal(isUnfinished(walk.rest), false);
    });

  it('knows what must come and what may', () => {
    assert.deepEqual(next(walked('database d { replicas')), ['QUANTITY']);
    assert.equal(isUnfinished(walked('database d { replicas').rest), true);
    assert.deepEqual(next(walked('service x { health check')), ['every']);
    assert.equal(isUnfinished(walked('service x { work 5 ms').rest), false);
    assert.deepEqual(next(walked('flow f { a ->')), ['NAME']);
  });

  it('what a nearer place takes is not offered for a farther one', () => {
    const all = legal(walked('database d { elect by consensus lease 2 s').rest, shapes, types);
    assert.equal(all.filter(({ name }) => name === 'heartbeat').length, 1);
    // `timeout` begins no option of an election in a component, so it is a setting.
    assert.ok(all.some(({ name, part }) => name === 'WORD' && part.rule === 'Setting'));
  });

  it('goes on behind what fits nowhere', () => {
    assert.ok(next(walked('service x { ) work 5 ms')).includes('WORD'));
    assert.ok(next(walked('service x { replicas work 5 ms')).includes('WORD'));
    assert.ok(next(walked('database d { replicas {')).includes('ship'));
    assert.equal(walked('service x { odd { work 5 ms').isLost, true);
    assert.equal(walked('service x { odd { work 5 ms }').isLost, false);
    assert.ok(next(walked('} } service x { }')).includes('KIND'));
  });

  it('keeps what was read as a rough tree', () => {
    const { root: tree } = walked('flow f { app -> api { read Order from store');
    const read = tree.parts[0]?.parts[0]?.parts[0]?.parts[0];
    assert.equal(read?.rule, 'Read');
    assert.deepEqual(read === undefined ? [] : valuesOf(read, 'data'), ['Order']);
  });

  it('ends an unfinished line where its block goes on', () => {
    const walk = walked('service x { replicas 3');
    finishLine(walk);
    assert.ok(next(walk).includes('WORD'));
  });
});
