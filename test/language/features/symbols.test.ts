import assert from 'node:assert/strict';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { documentSymbols } from '../../../language/features/symbols/document-symbols.js';
import { workspaceSymbols } from '../../../language/features/symbols/workspace-symbols.js';
import { snapshotOf, uriOf } from './marked.js';

const kindNames = new Map(Object.entries(SymbolKind).map(([name, kind]) => [kind, name]));

function lines(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, detail, kind, children = [] }) => [
    `${'  '.repeat(depth)}${kindNames.get(kind)} ${name}${detail === undefined ? '' : ` — ${detail}`}`,
    ...lines(children, depth + 1),
  ]);
}

const outline = async (source: string): Promise<readonly string[]> =>
  lines(documentSymbols((await snapshotOf(source)).snapshot.file));

describe('outline', () => {
  it('places', async () =>
    assert.deepEqual(await outline('region us { zones a, b }\nregion eu {}\nlink us -- eu { rtt 8 ms }'), [
      'Namespace us — region',
      '  Field a — zone',
      '  Field b — zone',
      'Namespace eu — region',
      'Operator us -- eu — link',
    ]));
  it('groups, components and their notable clauses', async () =>
    assert.deepEqual(
      await outline(
        'group g "G" {\n group h { client p "People" }\n database d : postgres {\n stores D\n // three\n replicas 3 leader async { read from any }\n shards 4 by hash(k)\n wal sync\n cores 4\n } }\nqueue q { partitions 8 }\nservice s { instances 6 }\ntemplate t(l) : redis { replicas 2 consensus }',
      ),
      [
        'Package g — group · G',
        '  Package h — group',
        '    Interface p — client',
        '  Object d — database : postgres · 3 replicas · 4 shards',
        '    Field stores — D',
        '    Property replicas — 3 leader async',
        '    Property shards — 4 by hash(k)',
        '    Property wal — sync',
        'Array q — queue · 8 partitions',
        '  Property partitions — 8',
        'Class s — service · 6 instances',
        'Constructor t — template : redis · 2 replicas',
        '  Property replicas — 2 consensus',
      ],
    ));
  it('what happens, how much, what must hold and what if', async () =>
    assert.deepEqual(
      await outline(
        'data D { key a, b requires durable }\nflow f "F" { p -> s }\nworkload w { f at 1/s }\nexpect under w { p99(f) < 1 s }\nscenario "Dies" { run w for 1 min at 1 s crash s expect lost(D) == 0 }\ndiagram "All" {}',
      ),
      [
        'Struct D — data',
        '  Key key — a, b',
        '  Property requires — durable',
        'Function f — flow · F',
        'Variable w — workload',
        '  Number f — at 1/s',
        'Module expect under w',
        '  Boolean p99(f) < 1 s',
        'Event Dies — scenario',
        '  Event run w for 1 min',
        '  Event at 1 s crash s',
        '  Boolean expect lost(D) == 0',
        'File All — diagram',
      ],
    ));
  it('unfinished declarations are shown by what there is', async () => {
    assert.deepEqual(await outline('service'), ['Class service — service']);
    assert.deepEqual(await outline('database d {\n replicas'), ['Object d — database']);
    assert.deepEqual(await outline('service s {\n instances 3\n retry }\nqueue'), [
      'Class s — service · 3 instances',
      'Array queue — queue',
    ]);
    assert.deepEqual((await outline('flow f { p -> s\nservice s')).at(-1), 'Class s — service');
  });
  it('a selection lies in its symbol, a child in its parent', async () => {
    const check = (symbols: readonly DocumentSymbol[]): void => {
      for (const { range, selectionRange, children = [], name } of symbols) {
        assert.ok(name !== '');
        assert.ok(selectionRange.start.line >= range.start.line && selectionRange.end.line <= range.end.line);
        check(children);
      }
    };
    check(documentSymbols((await snapshotOf('group g {\n service s {\n across us\n } }\nscenario {}')).snapshot.file));
  });
});

describe('symbols of the workspace', () => {
  const found = async (query: string): Promise<readonly string[]> => {
    const { project } = await snapshotOf('group core { service chat "Talking" }\nscenario "The leader dies" {}', {
      'a b.sysdesign': 'queue chat_events\ndatabase accounts\nflow cheat {}',
    });
    return workspaceSymbols(project.sources(), query, uriOf).map(
      ({ name, containerName }) => `${name} in ${containerName}`,
    );
  };
  it('the same first, then beginnings, then letters in order', async () =>
    assert.deepEqual(await found('chat'), ['chat in core', 'chat_events in a b', 'cheat in a b']));
  it('titles count', async () => {
    assert.deepEqual(await found('talking'), ['chat in core']);
    assert.deepEqual(await found('leader'), ['The leader dies in main']);
  });
  it('everything for nothing, nothing for what is not there', async () => {
    assert.equal((await found('')).length, 6);
    assert.deepEqual(await found('zzz'), []);
  });
});
