import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineMap } from '../../../language/findings/line-map.js';
import { placeFinding } from '../../../language/findings/place.js';
import { lowerText } from '../check.js';

describe('lineMap', () => {
  it('counts lines and columns from 0, whatever ends a line', () => {
    const lines = lineMap('a\nbc\r\nd\re');
    assert.deepEqual(
      [0, 1, 2, 4, 6, 8].map((offset) => lines.at(offset)),
      [
        { line: 0, column: 0 },
        { line: 0, column: 1 },
        { line: 1, column: 0 },
        { line: 1, column: 2 },
        { line: 2, column: 0 },
        { line: 3, column: 0 },
      ],
    );
    assert.deepEqual(lines.at(99), { line: 3, column: 1 });
    assert.deepEqual(lines.at(-1), { line: 0, column: 0 });
  });
  it('agrees with counting', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '𝄞')), fc.nat(100), (parts, at) => {
        const text = parts.join('');
        const offset = Math.min(at, text.length);
        const before = text.slice(0, offset).split('\n');
        assert.deepEqual(lineMap(text).at(offset), { line: before.length - 1, column: before.at(-1)?.length ?? 0 });
      }),
    );
  });
});

describe('placeFinding', () => {
  const text =
    'template t : postgres {\n  wal sync\n}\ndatabase d : t {\n  cores 4\n}\nservice s {}\nflow f { s -> d { work 1 ms } }';
  const { origins, workspace } = lowerText(text);
  const under = (at: string): string => {
    const { range } = placeFinding(
      { rule: 'r', severity: 'info', at, message: '', related: [], fixes: [] },
      origins,
      workspace,
    );
    return `${range.start.line}:${range.start.column} ${text.slice(range.offset, range.offset + range.length)}`;
  };
  it('underlines names of declarations, heads of blocks, whole settings', () => {
    assert.equal(under('d'), '3:9 d');
    assert.equal(under('d.cores'), '4:2 cores 4');
    assert.equal(under('f/1'), '7:9 s -> d');
    assert.equal(under('f/1/1'), '7:18 work 1 ms');
  });
  it('falls back to what an id is part of', () => {
    assert.equal(under('d.memory'), '3:9 d');
    assert.equal(under('f/1/7/read:x.data'), '7:9 s -> d');
    assert.equal(under('nothing'), '0:0 ');
  });
  it('points into the template, with its use as related place', () => {
    const placed = placeFinding(
      { rule: 'r', severity: 'info', at: 'd.wal', message: '', related: [], fixes: [] },
      origins,
      workspace,
    );
    assert.equal(under('d.wal'), '1:2 wal sync');
    assert.deepEqual(
      placed.related.map((one) => [one.at, one.range.start]),
      [['d', { line: 3, column: 9 }]],
    );
  });
  it('finds the narrowest id under an offset', () => {
    assert.equal(origins.at('main.sysdesign', text.indexOf('cores')), 'd.cores');
    assert.equal(origins.at('main.sysdesign', text.indexOf('work')), 'f/1/1');
    assert.equal(origins.at('main.sysdesign', text.indexOf('database')), 'd');
  });
});
