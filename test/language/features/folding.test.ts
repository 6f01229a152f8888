import assert from 'node:assert/strict';
import { FoldingRangeKind, type SelectionRange } from 'vscode-languageserver-types';
import { documentLinks } from '../../../language/features/document-links.js';
import { foldingRanges } from '../../../language/features/folding-ranges.js';
import { selectionRange } from '../../../language/features/selection-ranges.js';
import { offsetAt } from '../../../language/features/snapshot.js';
import { snapshotOf, uriOf } from './marked.js';

describe('folding', () => {
  const folds = async (source: string): Promise<readonly string[]> =>
    foldingRanges((await snapshotOf(source)).snapshot.file).map(
      ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind === undefined ? '' : ` ${kind}`}`,
    );
  it('blocks, the closing brace stays', async () =>
    assert.deepEqual(await folds('group g {\n service s {\n  cores 4\n }\n}\nqueue q { }'), ['0-3', '1-2']));
  it('blocks of a text with mistakes', async () =>
    assert.deepEqual(await folds('flow f {\n s -> ( {\n  read\n }\n}\nservice s {\n cores'), ['0-3', '1-2']));
  it('comments and runs of them', async () =>
    assert.deepEqual(await folds('/* a\n b */\n// c\n// d\n\n// e\nservice s // f\n// g\n// h'), [
      `0-1 ${FoldingRangeKind.Comment}`,
      `2-3 ${FoldingRangeKind.Comment}`,
      `7-8 ${FoldingRangeKind.Comment}`,
    ]));
  it('regions, also inside one another', async () =>
    assert.deepEqual(await folds('// region A\n// #region B\nservice s\n// #endregion\n// endregion\n// endregion'), [
      `0-4 ${FoldingRangeKind.Region}`,
      `1-3 ${FoldingRangeKind.Region}`,
    ]));
  it('imports', async () =>
    assert.deepEqual(await folds('import "a"\nimport "b"\nimport "c"\nservice s\nimport "d"'), [
      `0-2 ${FoldingRangeKind.Imports}`,
    ]));
  it('nothing in nothing', async () => assert.deepEqual(await folds(''), []));
});

describe('selection ranges', () => {
  const selections = async (source: string): Promise<readonly string[]> => {
    const { snapshot, cursor } = await snapshotOf(source);
    const found: string[] = [];
    for (let one: SelectionRange | undefined = selectionRange(snapshot.file, cursor); one; one = one.parent) {
      const { start, end } = one.range;
      found.push(snapshot.file.text.slice(offsetAt(snapshot.file, start), offsetAt(snapshot.file, end)));
    }
    return found;
  };
  it('word, clause, block, declaration, file', async () =>
    assert.deepEqual(await selections('data D {}\ncache c { evict l‸ru  ttl 1 s }'), [
      'lru',
      'evict lru',
      ' evict lru  ttl 1 s ',
      '{ evict lru  ttl 1 s }',
      'cache c { evict lru  ttl 1 s }',
      'data D {}\ncache c { evict lru  ttl 1 s }',
    ]));
  it('inside a text its words come first', async () =>
    assert.deepEqual((await selections('service s "The ‸one"')).slice(0, 2), ['The one', '"The one"']));
  it('in a step of a step', async () =>
    assert.deepEqual(await selections('flow f { p -> s { 10% { call ‸x } } }'), [
      'x',
      'call x',
      ' call x ',
      '{ call x }',
      '10% { call x }',
      ' 10% { call x } ',
      '{ 10% { call x } }',
      'p -> s { 10% { call x } }',
      ' p -> s { 10% { call x } } ',
      '{ p -> s { 10% { call x } } }',
      'flow f { p -> s { 10% { call x } } }',
    ]));
  it('a comment', async () => assert.deepEqual((await selections('// a ‸b\nservice s'))[0], '// a b'));
  it('an empty file', async () => assert.deepEqual(await selections('‸'), ['']));
});

describe('document links', () => {
  const links = async (source: string, others: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => {
    const { snapshot } = await snapshotOf(source, others);
    return documentLinks(snapshot).map(({ range: { start, end }, target }) => {
      const text = snapshot.file.text.slice(offsetAt(snapshot.file, start), offsetAt(snapshot.file, end));
      return `${text} → ${(target ?? '').slice(uriOf('').length)}`;
    });
  };
  it('imports and measurements that are there', async () =>
    assert.deepEqual(
      await links(
        'import "./a b.sysdesign"\nimport { x } from "./missing.sysdesign"\nservice s { work empirical("m.csv") scaling usl("u.csv") patience mixture(50%: empirical("m.csv"), 50%: 1 ms) }',
        { 'a b.sysdesign': '', 'm.csv': '1' },
      ),
      ['./a b.sysdesign → a%20b.sysdesign', 'm.csv → m.csv', 'm.csv → m.csv'],
    ));
  it('rules that are accepted, where there is a manual', async () => {
    const { project } = await snapshotOf('');
    project.manual = 'file:///docs';
    project.set({
      uri: uriOf('x.sysdesign'),
      version: 1,
      text: 'service s // sysdesign-ignore single-point-of-failure: small\nservice t // sysdesign-ignore nothing: x',
    });
    const snapshot = project.snapshot(uriOf('x.sysdesign'));
    assert.deepEqual(snapshot === undefined ? [] : documentLinks(snapshot).map(({ target }) => target), [
      'file:///docs/rules/single-point-of-failure.md',
    ]);
  });
  it('unfinished paths', async () => assert.deepEqual(await links('import "./a\nimport ""\nimport'), []));
});
