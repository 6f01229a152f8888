import assert from 'node:assert/strict';
import type { Edit } from '../../../analyzer/rules/rule.js';
import { applyTextEdits, textEdits } from '../../../language/findings/apply.js';
import { lowerText } from '../check.js';

/** The text after edits; `undefined` when they cannot be made. The result must not have new mistakes. */
function edited(text: string, ...edits: readonly Edit[]): string | undefined {
  const { origins, workspace, said } = lowerText(text);
  const made = textEdits(edits, origins, (uri) => workspace.files.get(uri)?.text);
  if (made === undefined) return undefined;
  const result = applyTextEdits(text, made);
  assert.deepEqual(lowerText(result).said, said, result);
  return result;
}

const set = (into: string, clause: string): Edit => ({ kind: 'set', into, clause });

describe('edits by id', () => {
  const cases: readonly (readonly [string, string, readonly Edit[], string])[] = [
    [
      'set replaces the clause of the same word',
      'service s { instances 3  cores 4 }',
      [set('s', 'instances 9')],
      'service s { instances 9  cores 4 }',
    ],
    [
      'set adds to a block on one line',
      'database d { wal sync }',
      [set('d', 'replicas 3 consensus')],
      'database d { wal sync  replicas 3 consensus }',
    ],
    ['set fills an empty block', 'database d {}', [set('d', 'wal sync')], 'database d { wal sync }'],
    [
      'set makes a block',
      'database d\nservice s {}',
      [set('d', 'wal sync'), set('d', 'cores 4')],
      'database d { wal sync  cores 4 }\nservice s {}',
    ],
    [
      'set adds a line with the indentation of the others',
      'group g {\n  database d {\n    wal sync // why\n  }\n}',
      [set('d', 'cores 4')],
      'group g {\n  database d {\n    wal sync // why\n    cores 4\n  }\n}',
    ],
    [
      'set keeps line endings',
      'database d {\r\n  wal sync\r\n}',
      [set('d', 'cores 4')],
      'database d {\r\n  wal sync\r\n  cores 4\r\n}',
    ],
    ['set into an empty block of lines', 'database d {\n}', [set('d', 'cores 4')], 'database d {\n  cores 4\n}'],
    [
      'set makes the block of a clause',
      'database d { replicas 3 leaderless }',
      [set('d.replicas', 'write quorum'), set('d.replicas', 'read quorum')],
      'database d { replicas 3 leaderless { write quorum  read quorum } }',
    ],
    [
      'set replaces inside a clause',
      'database d { replicas 3 leaderless { write one  read one } }',
      [set('d.replicas', 'read quorum')],
      'database d { replicas 3 leaderless { write one  read quorum } }',
    ],
    [
      'across takes the place of in',
      'region us { zones a }\nservice s { in us }',
      [set('s', 'across us')],
      'region us { zones a }\nservice s { across us }',
    ],
    [
      'a second index stays beside the first',
      'database d { index a local }',
      [set('d', 'index b global')],
      'database d { index a local  index b global }',
    ],
    [
      'the block of data',
      'data D { requires durable }',
      [set('D', 'size 3 B')],
      'data D { requires durable  size 3 B }',
    ],
    [
      'options of a step go before its block',
      'service s {}\nflow f { s -> s { work 1 ms } }',
      [set('f/1', 'timeout 1 s')],
      'service s {}\nflow f { s -> s timeout 1 s { work 1 ms } }',
    ],
    [
      'options of a step are replaced',
      'service s {}\nflow f { s -> s timeout 2 s { work 1 ms } }',
      [set('f/1', 'timeout 1 s')],
      'service s {}\nflow f { s -> s timeout 1 s { work 1 ms } }',
    ],
    [
      'replace',
      'database d { replicas 3 consensus }',
      [{ kind: 'replace', at: 'd.replicas', text: 'replicas 5 consensus' }],
      'database d { replicas 5 consensus }',
    ],
    [
      'replace a setting whole',
      'cache c { ttl 3 s  memory 1 GB }',
      [{ kind: 'replace', at: 'c.ttl', text: 'ttl 9 s' }],
      'cache c { ttl 9 s  memory 1 GB }',
    ],
    [
      'remove a setting',
      'cache c { ttl 3 s  memory 1 GB }',
      [{ kind: 'remove', at: 'c.ttl' }],
      'cache c {  memory 1 GB }',
    ],
    [
      'remove a line',
      'cache c {\n  ttl 3 s\n  memory 1 GB\n}',
      [{ kind: 'remove', at: 'c.ttl' }],
      'cache c {\n  memory 1 GB\n}',
    ],
    ['remove a declaration', 'service s {}\nservice t {}\n', [{ kind: 'remove', at: 's' }], 'service t {}\n'],
    [
      'remove one of a list',
      'data A {}\ndata B {}\ndatabase d { stores A, B }',
      [{ kind: 'remove', at: 'd.stores.A' }],
      'data A {}\ndata B {}\ndatabase d { stores B }',
    ],
    [
      'remove the last of a list',
      'data A {}\ndata B {}\ndatabase d { stores A, B }',
      [{ kind: 'remove', at: 'd.stores.B' }],
      'data A {}\ndata B {}\ndatabase d { stores A }',
    ],
    [
      'remove the only one takes the clause along',
      'data A {}\ndatabase d { stores A  wal sync }',
      [{ kind: 'remove', at: 'd.stores.A' }],
      'data A {}\ndatabase d {  wal sync }',
    ],
    [
      'remove the only requirement',
      'data A { requires durable  size 3 B }',
      [{ kind: 'remove', at: 'A.requires.durable' }],
      'data A {  size 3 B }',
    ],
    [
      'declare below',
      'queue q {\n  partitions 3\n} // here\nservice s {}',
      [{ kind: 'declare', after: 'q', text: 'queue r' }],
      'queue q {\n  partitions 3\n} // here\n\nqueue r\nservice s {}',
    ],
    [
      'declare in a group',
      'group g {\n  queue q {}\n}',
      [{ kind: 'declare', after: 'q', text: 'queue r' }],
      'group g {\n  queue q {}\n  queue r\n}',
    ],
  ];
  for (const [title, text, edits, expected] of cases) it(title, () => assert.equal(edited(text, ...edits), expected));

  const step = (text: string): string =>
    `data D { key k }\nqueue q { carries D }\ndatabase m { stores D }\nservice s {}\nflow f { s -> s { ${text} } }`;
  const appended: readonly (readonly [string, string, string, string])[] = [
    ['write D to m', 'f/1/1/write:m', 'idempotent by k', 'write D to m idempotent by k'],
    [
      'write D to m idempotent by k timeout 1 s',
      'f/1/1/write:m',
      'if unchanged',
      'write D to m if unchanged idempotent by k timeout 1 s',
    ],
    ['publish D to q idempotent by k', 'f/1/1/publish:q', 'in outbox', 'publish D to q in outbox idempotent by k'],
    ['publish D to q timeout 1 s', 'f/1/1/publish:q', 'idempotent by k', 'publish D to q idempotent by k timeout 1 s'],
    ['read D from m by k timeout 1 s', 'f/1/1/read:m', 'at leader', 'read D from m at leader by k timeout 1 s'],
    ['read D from m timeout 1 s', 'f/1/1/read:m', 'hedge at p95', 'read D from m timeout 1 s hedge at p95'],
    ['write D to m hedge at p95', 'f/1/1/write:m', 'at quorum', 'write D to m at quorum hedge at p95'],
  ];
  for (const [text, at, more, expected] of appended) {
    it(`${more} is put where it belongs in: ${text}`, () =>
      assert.equal(edited(step(text), { kind: 'append', at, text: more }), step(expected)));
  }

  it('an id without text, or edits that meet, give nothing', () => {
    assert.equal(edited('service s {}', set('t', 'cores 3')), undefined);
    assert.equal(
      edited('service s { cores 3 }', { kind: 'replace', at: 's', text: 'x' }, { kind: 'remove', at: 's.cores' }),
      undefined,
    );
    assert.equal(edited('service s {}'), undefined);
  });
  it('a clause that a template gives is set in the component', () => {
    assert.equal(
      edited('template t : postgres {\n  wal async every 1 s\n}\ndatabase d : t {}', set('d', 'wal sync')),
      'template t : postgres {\n  wal async every 1 s\n}\ndatabase d : t { wal sync }',
    );
  });
});
