import assert from 'node:assert/strict';
import { DocumentHighlightKind } from 'vscode-languageserver-types';
import { documentHighlight } from '../../../language/features/document-highlight.js';
import { references } from '../../../language/features/references.js';
import { snapshotOf, uriOf } from './marked.js';

const said = async (source: string, others: Readonly<Record<string, string>> = {}, withDeclaration = true) => {
  const { snapshot, cursor } = await snapshotOf(source, others);
  return references(snapshot, cursor, withDeclaration).map(
    ({ uri, range: { start } }) => `${uri.slice(uriOf('').length)}:${start.line}:${start.character}`,
  );
};

describe('find references', () => {
  it('everywhere in one file, the declaration first', async () =>
    assert.deepEqual(await said('flow f { p -> s }\nclient p\nservice ‸s\nexpect { utilization(s) < 1 }'), [
      'main.sysdesign:2:8',
      'main.sysdesign:0:14',
      'main.sysdesign:3:21',
    ]));
  it('without the declaration', async () =>
    assert.deepEqual(await said('service ‸s\nflow f { s -> s }', {}, false), [
      'main.sysdesign:1:9',
      'main.sysdesign:1:14',
    ]));
  it('in files that import this one and are not open', async () =>
    assert.deepEqual(
      await said('service ‸s', {
        'a.sysdesign': 'import { s as t } from "./main.sysdesign"\nflow f { t -> t }',
        'b.sysdesign': 'import "./main.sysdesign"\nflow f { s -> s }',
        'c.sysdesign': 'service s\nflow f { s -> s }',
      }),
      [
        'main.sysdesign:0:8',
        'a.sysdesign:0:9',
        'a.sysdesign:0:14',
        'a.sysdesign:1:9',
        'a.sysdesign:1:14',
        'b.sysdesign:1:9',
        'b.sysdesign:1:14',
      ],
    ));
  it('in other files that import the same file', async () =>
    assert.deepEqual(
      await said('import "./lib.sysdesign"\nflow f { ‸s -> s }', {
        'lib.sysdesign': 'service s\nflow own { s -> s }',
        'other.sysdesign': 'import { s } from "./lib.sysdesign"',
      }),
      [
        'lib.sysdesign:0:8',
        'lib.sysdesign:1:11',
        'lib.sysdesign:1:16',
        'main.sysdesign:1:9',
        'main.sysdesign:1:14',
        'other.sysdesign:0:9',
      ],
    ));
  it('in clauses of a template that every use replaces', async () =>
    assert.deepEqual(
      (
        await said(
          'template t(‸l) : postgres { replicas 3 leader async { elect by lock l } }\ncoordinator k\ndatabase d : t(k) { replicas 2 leader async }',
        )
      ).length,
      2,
    ));
  it('the argument of such a template', async () =>
    assert.equal(
      (
        await said(
          'template t(l) : postgres { replicas 3 leader async { elect by lock l } }\ncoordinator ‸k\ndatabase d : t(k) { replicas 2 leader async }',
        )
      ).length,
      2,
    ));
  it('under an expectation that has another mistake', async () =>
    assert.equal((await said('service ‸s\nexpect under nobody { utilization(s) < 1 }')).length, 2));
  it('nothing for what is no name', async () => {
    for (const source of ['ser‸vice s', '‸', 'service s { ‸work 1 ms }']) assert.deepEqual(await said(source), []);
  });
});

describe('document highlight', () => {
  const kinds = async (source: string): Promise<string> => {
    const { snapshot, cursor } = await snapshotOf(source);
    const letter = new Map<number, string>([
      [DocumentHighlightKind.Text, 't'],
      [DocumentHighlightKind.Read, 'r'],
      [DocumentHighlightKind.Write, 'w'],
    ]);
    return documentHighlight(snapshot, cursor)
      .map(({ kind }) => letter.get(kind ?? DocumentHighlightKind.Text))
      .join('');
  };
  const steps =
    'read D from d write D to d publish D to q query D from d scan call s transaction { read D from c else d }';
  const rest = `database d { stores D }\ncache c\nqueue q { carries D }\nservice s\nflow f { s -> s { ${steps} } }`;
  it('data: written and published, read and queried, named', async () =>
    assert.equal(await kinds(`data ‸D {}\n${rest}`), 'tttrwwrr'));
  it('a store', async () =>
    assert.equal(await kinds(`data D {}\n${rest.replace('database d', 'database ‸d')}`), 'trwrr'));
  it('a queue that is consumed is read', async () =>
    assert.equal(await kinds('queue ‸q\nservice s\nflow f { on q -> s }'), 'tr'));
  it('a view writes into its store', async () =>
    assert.equal(await kinds('database ‸d\nqueue q\nmaterialized_view v from q into d'), 'tw'));
  it('only of this document', async () => {
    const { snapshot, cursor } = await snapshotOf('import "./lib.sysdesign"\nflow f { ‸s -> s }', {
      'lib.sysdesign': 'service s',
    });
    assert.equal(documentHighlight(snapshot, cursor).length, 2);
  });
});
