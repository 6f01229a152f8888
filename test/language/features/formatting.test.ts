import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { formatDocument, formatOnType, formatRange } from '../../../language/features/formatting.js';
import { format } from '../../../language/format/format.js';
import { layoutEdits } from '../../../language/format/line-edits.js';
import { root } from '../../root.js';
import { type MarkedSnapshot, snapshotOf } from './marked.js';

/** The text of a marked snapshot after edits. */
function applied({ snapshot }: MarkedSnapshot, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 0, snapshot.file.text), [...edits]);
}

const whole = async (text: string): Promise<string> => {
  const marked = await snapshotOf(text);
  return applied(marked, formatDocument(marked.snapshot));
};

const examples = readdirSync(join(root, 'examples'))
  .filter((name) => name.endsWith('.sysdesign'))
  .map((name) => readFileSync(join(root, 'examples', name), 'utf8'));

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

describe('formatting a document', () => {
  it('edits only the words that move', async () => {
    const marked = await snapshotOf('client   a\nservice b {\n cores 2\n}\nservice c\n');
    const edits = formatDocument(marked.snapshot);
    assert.deepEqual(
      edits.map(({ range, newText }) => [range.start.line, range.start.character, range.end.character, newText]),
      [
        [0, 7, 9, ''],
        [2, 1, 1, ' '],
      ],
    );
  });

  it('is what the command line writes, on examples in any disorder', async () => {
    for (const text of examples) {
      for (const spoilt of [
        text,
        text.replaceAll('\n  ', '\n      '),
        text.replaceAll(/ \{ /gu, ' {\n'),
        text.replaceAll('\n', '\r\n'),
      ]) {
        assert.equal(await whole(spoilt), format(spoilt));
      }
    }
  });

  it('leaves unfinished declarations alone and lays out the others', async () => {
    assert.equal(
      await whole('client   a // who\nservice b {\n      cores\n\nservice   c {cores 2}\nflow f { a ->\n'),
      'client a // who\nservice b {\n      cores\n\nservice c { cores 2 }\nflow f { a ->\n',
    );
  });

  it('changes nothing but white space, any text', async () => {
    for (const text of examples) {
      for (const cut of [0.3, 0.61].map((part) => Math.floor(text.length * part))) {
        const broken = `${text.slice(0, cut)} " ${text.slice(cut).replaceAll('\n  ', '\n     ')}`;
        const once = await whole(broken);
        assert.equal(squeezed(once), squeezed(broken));
        assert.equal(await whole(once), once);
      }
    }
  });

  it('any selection of its edits keeps every word', () => {
    const pairs = [
      ['x }\n}\n', 'x\n}\n}\n'],
      ['a\n}\n}\nb }\n', 'a }\n}\nb\n}\n'],
    ] as const;
    for (const [before, after] of pairs) {
      for (const edit of layoutEdits(before, after))
        assert.equal(squeezed(before.slice(edit.offset, edit.offset + edit.length)), squeezed(edit.text));
    }
  });
});

describe('formatting a range', () => {
  it('keeps to its lines', async () => {
    const marked = await snapshotOf('client   a\n⟦service   b⟧\nservice   c\n');
    const [range] = marked.ranges();
    assert.ok(range !== undefined);
    assert.equal(applied(marked, formatRange(marked.snapshot, range)), 'client   a\nservice b\nservice   c\n');
  });

  it('of whole lines does not mean the next one', async () => {
    const marked = await snapshotOf('⟦client   a\n⟧service   b\n');
    const [range] = marked.ranges();
    assert.ok(range !== undefined);
    assert.equal(applied(marked, formatRange(marked.snapshot, range)), 'client a\nservice   b\n');
  });
});

describe('formatting while typing', () => {
  const typed = async (text: string, character: string): Promise<string> => {
    const marked = await snapshotOf(text);
    return applied(marked, formatOnType(marked.snapshot, marked.cursor, character));
  };
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'a brace lays out its block',
      'client   a\nservice b {\ncores   2\n  }‸\n',
      '}',
      'client   a\nservice b {\n  cores 2\n}\n',
    ],
    ['a brace too many does nothing', 'client   a\n}‸\n', '}', 'client   a\n}\n'],
    ['a brace in a comment does nothing', 'client   a // {  }‸\n', '}', 'client   a // {  }\n'],
    ['a brace in a text does nothing', 'client   a "{ }‸"\n', '}', 'client   a "{ }"\n'],
    ['a new line is indented', 'service b {\n‸\n}\n', '\n', 'service b {\n  \n}\n'],
    ['a new line between braces is indented, the closing one not', 'service b {\n‸}\n', '\n', 'service b {\n}\n'],
    ['the line before is laid out', 'service b {\n cores   2\n‸\n}\n', '\n', 'service b {\n  cores 2\n  \n}\n'],
    [
      'other lines stay',
      'client   a\nservice b {\n  cores 2\n‸\n}\n',
      '\n',
      'client   a\nservice b {\n  cores 2\n  \n}\n',
    ],
    ['an unclosed block still counts', 'service b {\n  cores 2\n‸', '\n', 'service b {\n  cores 2\n  '],
    ['inside a comment nothing moves', '/* {\n‸ */', '\n', '/* {\n */'],
  ];
  for (const [name, text, character, expected] of cases) {
    it(name, async () => assert.equal(await typed(text, character), expected));
  }

  it('never throws and keeps every word, at any place of any text', async () => {
    for (const text of examples) {
      const marked = await snapshotOf(text.slice(0, Math.floor(text.length * 0.7)));
      for (let line = 0; line < marked.snapshot.file.lines.starts.length; line += 9) {
        for (const character of ['}', '\n']) {
          const edits = formatOnType(marked.snapshot, { line, character: 0 }, character);
          assert.equal(squeezed(applied(marked, edits)), squeezed(marked.snapshot.file.text));
        }
      }
    }
  });
});
