import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pinsBeside, readPins } from '../../../language/config/pins.js';

describe('the text of NAME.layout.json', () => {
  for (const [text, problem] of [
    ['', '1:1: a value is missing at the end'],
    ['{', '1:1: `}` is missing at the end'],
    ['[]', '1:1: the file must be an object in braces'],
    ['{}', '1:1: it says no `version`; this program reads version 1'],
    ['{"version": "1"}', '1:13: this program reads version 1'],
    ['{"version": 2}', '1:13: this program reads version 1'],
    ['{"version": 1, "hole": {}}', '1:16: there is no setting `hole`; did you mean `whole`?'],
    ['{"version": 1, "whole": []}', '1:25: `whole` must be an object in braces'],
    ['{"version": 1, "diagrams": 3}', '1:28: `diagrams` must be an object in braces'],
    ['{"version": 1, "diagrams": {"D": 3}}', '1:34: the diagram `D` must be an object in braces'],
    ['{"version": 1,\n"whole": {"a": 7}}', '2:16: the place of `a` must be an object in braces'],
    ['{"version": 1,\n"whole": {"a": {"x": -1, "y": 0}}}', '2:22: `x` is a number from 0 to 20000'],
    ['{"version": 1,\n"whole": {"a": {"x": 1, "y": 20001}}}', '2:30: `y` is a number from 0 to 20000'],
    ['{"version": 1,\n"whole": {"a": {"x": 1, "y": "2"}}}', '2:30: `y` is a number from 0 to 20000'],
    ['{"version": 1, "whole": {"a": {"x": 1}}}', '1:31: the place of `a` needs `x` and `y`'],
    ['{"version": 1, "whole": {"a": {"x": 1, "y": 1, "z": 1}}}', '1:48: a place has `x` and `y` only'],
    ['{"version": 1, "diagrams": {"D": {"a": {}}}}', '1:40: the place of `a` needs `x` and `y`'],
  ] as const)
    it(`is refused: ${text.replace(/\n/g, ' ')}`, () => {
      const read = readPins(text);
      assert.ok('problem' in read);
      assert.equal(`${read.line}:${read.column}: ${read.problem}`, problem);
    });

  it('gives places by picture, and says where diagrams are named', () => {
    const text = `{
  "$schema": "s",
  "version": 1,
  "whole": { "a": { "x": 1, "y": 2.5 } },
  "diagrams": {
    "Write path": { "b": { "x": 0, "y": 20000 } }
  }
}`;
    assert.deepEqual(readPins(text), {
      pins: {
        $schema: 's',
        version: 1,
        whole: { a: { x: 1, y: 2.5 } },
        diagrams: { 'Write path': { b: { x: 0, y: 20000 } } },
      },
      names: [{ name: 'Write path', line: 6, column: 5 }],
    });
    assert.deepEqual(readPins('\ufeff{"version": 1}'), { pins: { version: 1 }, names: [] });
  });

  it('may name anything', () => {
    const read = readPins('{"version": 1, "whole": {"__proto__": {"x": 1, "y": 2}, "constructor": {"x": 3, "y": 4}}}');
    assert.ok('pins' in read);
    assert.deepEqual(Object.entries(read.pins.whole ?? {}), [
      ['__proto__', { x: 1, y: 2 }],
      ['constructor', { x: 3, y: 4 }],
    ]);
  });

  it('never throws', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '"version": 1',
      ',',
      '"whole"',
      ':',
      '"a"',
      '"x"',
      '1',
      '[',
      ']',
      'null',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const read = readPins(parts.join(''));
        assert.ok('pins' in read || (read.line >= 1 && read.column >= 1));
      }),
    );
  });

  it('lies beside designs only', () => {
    assert.equal(pinsBeside('/a/shop.sysdesign'), '/a/shop.layout.json');
    assert.equal(pinsBeside('/a/shop.md'), undefined);
    assert.equal(pinsBeside('Untitled-1'), undefined);
  });
});
