/** Source excerpts: marks stand exactly under what they mean, whatever the line is made of. */
import assert from 'node:assert/strict';
import { excerpt, type Mark } from '../../cli/output/excerpt.js';
import { type Terminal, terminalOf } from '../../cli/output/terminal.js';
import { cells, harmless, textWidth } from '../../cli/output/text-width.js';
import { hanging, wrap } from '../../cli/output/wrap.js';

function terminal(width: number): Terminal {
  return terminalOf(process.stdout, false, { COLUMNS: String(width) });
}

/** Marks by what they cover: `main` and `others` are pieces of the text, the latter with a label behind `|`. */
function drawn(text: string, main: string, others: readonly string[] = [], width = 80): string {
  const lines = text.split('\n');
  const mark = (piece: string, label?: string): Mark => {
    const from = text.indexOf(piece);
    assert.ok(from >= 0, piece);
    const place = (offset: number) => {
      const before = text.slice(0, offset).split('\n');
      return { line: before.length - 1, column: (before.at(-1) ?? '').length };
    };
    return {
      start: place(from),
      end: place(from + piece.length),
      isMain: label === undefined,
      ...(label === undefined ? {} : { label }),
    };
  };
  const marks = [mark(main), ...others.map((other) => mark(other.split('|')[0] ?? '', other.split('|')[1] ?? ''))];
  return `\n${excerpt(lines, marks, 2, terminal(width), (sign) => sign).join('\n')}\n`;
}

describe('an excerpt', () => {
  it('marks words behind tabs and wide characters', () => {
    assert.equal(
      drawn('\tcache\t日本 "👩‍💻é" fail', 'fail'),
      `
 1 │     cache   日本 "👩‍💻é" fail
   │                        ^^^^
`,
    );
    assert.equal(
      drawn('a 日本 b', '日本'),
      `
 1 │ a 日本 b
   │   ^^^^
`,
    );
  });

  it('puts a bar beside marks of several lines and leaves out the middle of long ones', () => {
    const block = 'database x {\n  one\n  two\n  three\n  four\n}';
    assert.equal(
      drawn(`top\n${block}\nend`, block),
      `
 2 │ ╭ database x {
   │ │ ^^^^^^^^^^^^
 3 │ │   one
 … │ │
 6 │ │   four
 7 │ │ }
   │ ╰ ^
`,
    );
  });

  it('says what related marks mean, beside them or below where there is no room', () => {
    assert.equal(
      drawn('retry 2\ntimeout 3 s', 'timeout 3 s', ['retry 2|two attempts more']),
      `
 1 │ retry 2
   │ ------- two attempts more
 2 │ timeout 3 s
   │ ^^^^^^^^^^^
`,
    );
    assert.equal(
      drawn(`${' '.repeat(30)}retry 2`, 'retry 2', ['try 2|a label that is too long'], 44),
      `
 1 │                               retry 2
   │                               ^^^^^^^
   │                                 -----
   │                a label that is too long
`,
    );
  });

  it('leaves out lines between marks, but never a single one', () => {
    const lines = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg'].join('\n');
    assert.equal(
      drawn(lines, 'aa', ['cc|near', 'gg|far']),
      `
 1 │ aa
   │ ^^
 2 │ bb
 3 │ cc
   │ -- near
 … │
 7 │ gg
   │ -- far
`,
    );
  });

  it('cuts long lines around the mark', () => {
    const line = `${'a'.repeat(60)} mark ${'b'.repeat(60)}`;
    const text = drawn(line, 'mark', [], 40);
    const [code = '', below = ''] = text.slice(1).split('\n');
    assert.ok(textWidth(code) <= 40, code);
    assert.equal(code.slice(below.indexOf('^'), below.lastIndexOf('^') + 1), 'mark');
    assert.match(code, /…a+ mark b+…$/);
  });

  it('shows a place behind the end, and an empty one, as one sign', () => {
    assert.equal(
      excerpt(
        ['abc'],
        [{ start: { line: 9, column: 4 }, end: { line: 9, column: 4 }, isMain: true }],
        1,
        terminal(80),
        String,
      ).join('\n'),
      '1 │ abc\n  │    ^',
    );
    assert.equal(
      excerpt(
        ['', 'x'],
        [{ start: { line: 0, column: 0 }, end: { line: 1, column: 0 }, isMain: true }],
        1,
        terminal(80),
        String,
      ).join('\n'),
      '1 │\n  │ ^',
    );
  });
});

describe('text on a terminal', () => {
  it('is as wide as its cells', () => {
    for (const [text, width] of [
      ['abc', 3],
      ['日本', 4],
      ['é', 1],
      ['👩‍💻', 2],
      ['\u001b[31mred\u001b[39m', 3],
      ['한', 2],
      ['①', 1],
    ] as const)
      assert.equal(textWidth(text), width, text);
    assert.deepEqual(
      cells('a\tb').map(({ column }) => column),
      [0, 1, 4],
    );
  });

  it('shows signs instead of what a terminal would obey', () => {
    assert.equal(harmless('a\u001b[31m\u0007b\u202ec\r\nd\u009b'), 'a\ufffd[31m\ufffdb\ufffdc d\ufffd');
  });

  it('breaks at blanks and keeps to the width', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('one two three', 7, 4), ['one', 'two', 'three']);
    assert.deepEqual(wrap('unbreakable x', 4), ['unbreakable', 'x']);
    assert.deepEqual(wrap('', 10), ['']);
    assert.equal(
      hanging('lead: ', 'alpha beta gamma delta epsilon', 32),
      'lead: alpha beta gamma delta\n      epsilon',
    );
    assert.equal(hanging('lead: ', 'alpha beta gamma delta epsilon', 30, 2), 'lead: alpha beta gamma delta\n  epsilon');
  });
});
