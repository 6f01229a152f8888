import assert from 'node:assert/strict';
import { definition } from '../../../language/features/definition.js';
import { typeDefinition } from '../../../language/features/type-definition.js';
import { snapshotOf, uriOf } from './marked.js';

/** Where the cursor leads: `file:line:column`; the unnamed mark of the text is `here`. */
async function leadsTo(source: string, others: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { snapshot, cursor, ranges } = await snapshotOf(source, others);
  const [mark] = ranges();
  return definition(snapshot, cursor).map(({ targetUri, targetSelectionRange: { start } }) => {
    const isMark = mark !== undefined && mark.start.line === start.line && mark.start.character === start.character;
    if (isMark && targetUri === snapshot.uri) return 'here';
    return `${targetUri.slice(uriOf('').length)}:${start.line}:${start.character}`;
  });
}

describe('go to definition', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a hop', 'service ⟦api⟧\nclient p\nflow f { p -> a‸pi }'],
    ['behind the last letter', 'service ⟦api⟧\nclient p\nflow f { p -> api‸ }'],
    ['a declaration leads to itself', 'service ⟦a‸pi⟧'],
    ['data', 'data ⟦D⟧ {}\ndatabase d { stores ‸D }'],
    ['a store that is read', 'data D {}\ndatabase ⟦d⟧ { stores D }\nservice s\nflow f { s -> s { read D from ‸d } }'],
    ['a fallback', 'data D {}\ndatabase ⟦d⟧\ncache c\nservice s\nflow f { s -> s { read D from c else ‸d } }'],
    ['a queue that is consumed', 'queue ⟦q⟧\nservice s\nflow f { on ‸q -> s }'],
    ['the flow of a load', 'client p\nservice s\nflow ⟦f⟧ { p -> s }\nworkload w { ‸f at 1/s }'],
    ['the base of a workload', 'workload ⟦w⟧ {}\nworkload v from ‸w {}'],
    ['the workload of expectations', 'workload ⟦w⟧ {}\nexpect under ‸w {}'],
    ['what is measured', 'flow ⟦f⟧ {}\nexpect { p99(‸f) < 1 s }'],
    ['what an unknown measure is of', 'flow ⟦f⟧ {}\nexpect { p77(‸f) < 1 s }'],
    ['the workload of a run', 'workload ⟦w⟧ {}\nscenario { run ‸w for 1 min }'],
    ['a region', 'region ⟦us⟧ { zones a }\nservice s { across ‸us }'],
    ['a zone', 'region us { zones ⟦a⟧ }\nservice s { in us.‸a }'],
    ['a lost zone', 'region us { zones ⟦a⟧ }\nscenario { at 1 s lose zone us.‸a }'],
    ['a template behind a colon', 'template ⟦t⟧ : redis {}\ncache c : ‸t'],
    ['a parameter', 'template t(⟦l⟧) : postgres { replicas 3 leader async { elect by lock ‸l } }'],
    ['an argument', 'template t(l) : postgres { dead_letter l }\ndatabase d : t(‸k)\ncoordinator ⟦k⟧'],
    ['a component named by a setting', 'queue q { dead_letter ‸d }\nqueue ⟦d⟧'],
    ['what a picture shows', 'group ⟦g⟧ {}\ndiagram "x" { show ‸g }'],
    ['a name that is a word of the language', 'cache ⟦read⟧\nservice s\nflow f { s -> ‸read }'],
    [
      'in the second `replicas` too',
      'database d { replicas 3 consensus replicas 3 leader { elect by lock ‸k } }\ncoordinator ⟦k⟧',
    ],
    ['replicas of a part', 'database d {\n ⟦replicas⟧ 3 leader async {}\n}\nscenario { at 1 s crash d.re‸plica.2 }'],
    [
      'replicas of the number of a part',
      'database d {\n ⟦replicas⟧ 3 leader async {}\n}\nscenario { at 1 s crash d.replica.‸2 }',
    ],
    [
      'replicas of a leader',
      'database d {\n ⟦replicas⟧ 3 leader async {}\n}\nscenario { at 1 s crash d.‸leader for 1 s }',
    ],
    ['shards of a part', 'database d {\n ⟦shards⟧ 4 by hash(k)\n}\nscenario { at 1 s crash d.‸shard.1 }'],
    ['instances of a part', 'service s {\n ⟦instances⟧ 4\n}\nscenario { at 1 s crash s.‸instance.1 }'],
    ['the component when nothing makes the part', 'service ⟦s⟧\nscenario { at 1 s crash s.‸instance.1 }'],
    ['in an unfinished flow', 'service ⟦s⟧\nflow f {\n  s -> ‸s { read'],
  ];
  for (const [what, source] of cases) it(what, async () => assert.deepEqual(await leadsTo(source), ['here']));

  it('an imported name leads to its declaration, from the import, the alias and the use', async () => {
    const lib = { 'lib.sysdesign': 'service orders' };
    for (const source of [
      'import { ord‸ers } from "./lib.sysdesign"',
      'import { orders as sa‸les } from "./lib.sysdesign"',
      'import { orders as sales } from "./lib.sysdesign"\nflow f { sal‸es -> sales }',
      'import "./lib.sysdesign"\nflow f { ord‸ers -> orders }',
    ])
      assert.deepEqual(await leadsTo(source, lib), ['lib.sysdesign:0:8'], source);
  });
  it('the path of an import leads to the file', async () =>
    assert.deepEqual(await leadsTo('import "./l‸ib.sysdesign"', { 'lib.sysdesign': 'service s' }), [
      'lib.sysdesign:0:0',
    ]));
  it('names with blanks are addresses', async () =>
    assert.deepEqual(await leadsTo('import "./l‸ib 1.sysdesign"', { 'lib 1.sysdesign': '' }), [
      'lib%201.sysdesign:0:0',
    ]));
  it('measurements lead to their file', async () =>
    assert.deepEqual(await leadsTo('service s { work empirical("m‸.csv") }', { 'm.csv': '1\n' }), ['m.csv:0:0']));

  const nothing = [
    'serv‸ice s',
    'service s { work‸ 1 ms }',
    'service s { work 1‸0 ms }',
    'cache c : re‸dis',
    'flow f { nob‸ody -> s }',
    'import "./mis‸sing.sysdesign"',
    'import "‸',
    '‸',
    '// s‸\nservice s',
    'scenario { at 1 s crash nobody.lea‸der }',
    'scenario { at 1 s crash .‸',
  ];
  for (const source of nothing) it(`nothing: ${source}`, async () => assert.deepEqual(await leadsTo(source), []));
});

describe('go to type definition', () => {
  const type = async (source: string, others: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { snapshot, cursor } = await snapshotOf(source, others);
    const link = typeDefinition(snapshot, cursor);
    return link === undefined
      ? 'none'
      : `${link.targetUri.slice(uriOf('').length)}:${link.targetSelectionRange.start.line}`;
  };
  it('a component leads to its template', async () => {
    assert.equal(await type('template t : redis {}\ncache ‸c : t'), 'main.sysdesign:0');
    assert.equal(await type('template t : redis {}\ncache c : t\nflow f { ‸c -> c }'), 'main.sysdesign:0');
    assert.equal(
      await type('import "./lib.sysdesign"\nflow f { ‸c -> c }', {
        'lib.sysdesign': '\ntemplate t : redis {}\ncache c : t',
      }),
      'lib.sysdesign:1',
    );
  });
  it('everything else leads nowhere', async () => {
    for (const source of ['cache ‸c : redis', 'flow ‸f {}', 'cache c‸', '‸', 'cache ‸c : t'])
      assert.equal(await type(source), 'none', source);
  });
});
