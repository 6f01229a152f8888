import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionsAt, codeActions } from '../../../language/features/code-actions.js';
import { root } from '../../root.js';
import { changeOf, offered, textAfter, textsAfter, titles } from './actions.js';
import { snapshotOf, uriOf } from './marked.js';

const quick = ['quickfix'];
const support = { documentChanges: true, create: true };

describe('quick fixes', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a unit of another notation', 'service a { work 5 ms‸ec }', 'service a { work 5 ms }'],
    ['a setting', 'service a { insta‸nzes 3 }', 'service a { instances 3 }'],
    ['a word of a setting', 'cache c { evict lr‸uu }', 'cache c { evict lru }'],
    [
      'a name in a flow',
      'client phone\nservice api\nflow f { phone -> ap‸ }',
      'client phone\nservice api\nflow f { phone -> api }',
    ],
    [
      'a name in a setting',
      'queue dead : kafka\nqueue q : kafka { dead_letter daed‸ }',
      'queue dead : kafka\nqueue q : kafka { dead_letter dead }',
    ],
    [
      'a zone',
      'region eu { zones north }\nservice a { in eu.‸norht }',
      'region eu { zones north }\nservice a { in eu.north }',
    ],
    ['a keyword', 'flow f { }\nworklaod‸ w { f at 1/s }', 'flow f { }\nworkload w { f at 1/s }'],
    ['a popularity', 'data D { key id  popularity zip‸ff 0.9 }', 'data D { key id  popularity zipf 0.9 }'],
    ['other quotes', "design 'My ‸shop'", 'design "My shop"'],
    [
      'a rule that does not exist',
      'client c // sysdesign-ignore unused-‸componet: later',
      'client c // sysdesign-ignore unused-component: later',
    ],
    [
      'a comment without a reason',
      'client c // sysdesign-ignore ‸unused-component',
      'client c // sysdesign-ignore unused-component: TODO say why',
    ],
    [
      'a comment that silences nothing',
      'client c\n// sysdesign-ignore ‸overloaded: no\nservice s\nflow f { c -> s }',
      'client c\nservice s\nflow f { c -> s }',
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(name, async () => {
      const { snapshot, actions } = await offered(text, {}, quick);
      const [first] = actions;
      const change = first === undefined ? undefined : changeOf(first);
      assert.ok(first?.isPreferred === true && change !== undefined, JSON.stringify(actions.map((one) => one.title)));
      assert.equal(textsAfter(snapshot, change).get(uriOf('main.sysdesign')), expected);
    });
  }

  it('names of other files', async () => {
    const others = { 'p.sysdesign': 'service shared\n' };
    assert.equal(
      await textAfter('import { sharde‸ } from "./p.sysdesign"', 'Change to', others),
      'import { shared } from "./p.sysdesign"',
    );
    assert.equal(await textAfter('import "./p‸"', 'Change to', others), 'import "./p.sysdesign"');
  });

  it('belong to their diagnostics, by rule and range', async () => {
    const { snapshot } = await snapshotOf('service a { work 5 msec }');
    const range = { start: { line: 0, character: 17 }, end: { line: 0, character: 23 } };
    const shown = snapshot.report.findings.map(({ rule, range: { start, end }, message }) => ({
      code: rule,
      message,
      range: {
        start: { line: start.line, character: start.column },
        end: { line: end.line, character: end.column },
      },
    }));
    const params = { textDocument: { uri: snapshot.uri }, range, context: { diagnostics: shown, only: quick } };
    const [fix] = codeActions(snapshot, params, support, false);
    assert.deepEqual(
      fix?.diagnostics?.map(({ code }) => code),
      ['unit-mismatch'],
    );
    assert.deepEqual(fix?.edit?.documentChanges, [
      {
        textDocument: { uri: snapshot.uri, version: 1 },
        edits: [{ range: { start: { line: 0, character: 19 }, end: { line: 0, character: 23 } }, newText: 'ms' }],
      },
    ]);
    const old = codeActions(snapshot, params, { documentChanges: false, create: false }, false)[0]?.edit;
    assert.deepEqual(Object.keys(old?.changes ?? {}), [snapshot.uri]);
  });

  it('all of one rule', async () => {
    assert.equal(
      await textAfter('service a { work 5 ms‸ec  timeout 2 secs }', 'Fix all 2 of `unit-mismatch`'),
      'service a { work 5 ms  timeout 2 s }',
    );
    assert.ok(!(await titles('service a { work 5 ms‸ec }', quick)).some((title) => title.startsWith('Fix all')));
  });

  it('of a finding that only a design that imports this one has', async () => {
    const others = { 'all.sysdesign': 'import "./main.sysdesign"\nclient c\nflow f { c -> db { write D to db } }\n' };
    const { actions } = await offered(
      'data D { key id  requires durable }\ndatabase d‸b : redis { stores D }',
      others,
      quick,
    );
    assert.ok(actions.length > 0);
  });
});

describe('ignoring a finding', () => {
  it('writes the comment above, as far in, with a reason to be given', async () => {
    assert.equal(
      await textAfter('group g {\n  service a { work 5 ‸MB }\n}', 'Ignore `unit-mismatch` here'),
      'group g {\n  // sysdesign-ignore unit-mismatch: TODO say why\n  service a { work 5 MB }\n}',
    );
  });

  it('keeps the line end and the mark of the text, and silences', async () => {
    const { snapshot, actions } = await offered('\ufeffservice a { work ‸5 MB }\r\n');
    const change = changeOf(actions.find(({ title }) => title.startsWith('Ignore')) as never);
    assert.ok(change !== undefined);
    const texts = textsAfter(snapshot, change);
    assert.match(texts.get(snapshot.file.uri) ?? '', /^\ufeff\/\/ [^\r\n]*\r\nservice/u);
    assert.ok(!snapshot.again(texts).findings.some(({ rule }) => rule === 'unit-mismatch'));
  });

  it('is not offered for what no comment silences', async () => {
    assert.ok(!(await titles('service a {‸', quick)).some((title) => title.startsWith('Ignore')));
  });
});

describe('switching a rule off', () => {
  const text = 'client ‸lonely';
  const title = 'Switch off `unused-component`';
  const cases: readonly (readonly [string | undefined, string])[] = [
    [undefined, '{\n  "severities": {\n    "unused-component": "off"\n  }\n}\n'],
    ['', '{\n  "severities": {\n    "unused-component": "off"\n  }\n}\n'],
    ['{}', '{\n  "severities": {\n    "unused-component": "off"\n  }\n}'],
    ['{ "severities": {} }', '{ "severities": {\n    "unused-component": "off"\n  } }'],
    [
      '{\n  "severities": {\n    "overloaded": "info"\n  }\n}',
      '{\n  "severities": {\n    "overloaded": "info",\n    "unused-component": "off"\n  }\n}',
    ],
    ['{ "severities": { "unused-component": "error" } }', '{ "severities": { "unused-component": "off" } }'],
    ['{\n  "thresholds": {}\n}', '{\n  "thresholds": {},\n  "severities": {\n    "unused-component": "off"\n  }\n}'],
  ];
  for (const [before, expected] of cases) {
    it(`in ${before === undefined ? 'no file' : JSON.stringify(before)}`, async () => {
      const others: Record<string, string> = before === undefined ? {} : { 'sysdesign.json': before };
      assert.equal(await textAfter(text, title, others, 'sysdesign.json'), expected);
    });
  }

  it('not in a file that is no JSON, nor for mistakes of the text', async () => {
    await assert.rejects(textAfter(text, title, { 'sysdesign.json': '{ "severities": ' }));
    assert.ok(!(await titles('service a { work ‸5 MB }')).some((one) => one.startsWith('Switch off')));
  });

  it('makes the file only for a client that can', async () => {
    const { snapshot } = await snapshotOf('client lonely');
    const at = { line: 0, character: 8 };
    const params = {
      textDocument: { uri: snapshot.uri },
      range: { start: at, end: at },
      context: { diagnostics: [], only: quick },
    };
    const made = codeActions(snapshot, params, support, false).find(
      (one) => one.title === `${title} in sysdesign.json`,
    );
    const [create] = made?.edit?.documentChanges ?? [];
    assert.deepEqual(create, { kind: 'create', uri: uriOf('sysdesign.json') });
    const without = codeActions(snapshot, params, { documentChanges: true, create: false }, false);
    assert.ok(!without.some((one) => one.title.startsWith(title)));
  });
});

describe('actions on the whole document', () => {
  it('fix what needs no asking, nothing else, until nothing is left', async () => {
    assert.equal(
      await textAfter('client a\nservice api { wrok 5 msec  cores 1  cores 2 }\nflow f { a -> apii }', 'Fix all that'),
      'client a\nservice api { work 5 ms  cores 1 }\nflow f { a -> apii }',
    );
  });

  it('are not offered while the cursor moves, unless asked for', async () => {
    const { snapshot } = await snapshotOf('service api { wrok 5 msec }');
    const request = { snapshot, from: 0, to: 0, diagnostics: [] };
    const kinds = (only?: readonly string[], isAutomatic = false) =>
      new Set(actionsAt(request, only, isAutomatic).map(({ kind }) => kind));
    assert.ok(!kinds(undefined, true).has('source.fixAll.sysdesign'));
    assert.ok(kinds().has('source.fixAll.sysdesign'));
    assert.deepEqual([...kinds(['source.fixAll'])], ['source.fixAll.sysdesign']);
    assert.deepEqual([...kinds(['source.organizeImports'])], []);
    assert.deepEqual([...kinds(['sour'])], []);
  });

  const parts = {
    'a.sysdesign': 'service a1\nservice a2\ntemplate t : kafka { }\n',
    'b.sysdesign': 'service b1\nflow g { }\n',
  };
  it('sort imports with their comments and drop names nothing needs', async () => {
    assert.equal(
      await textAfter(
        'design "D"\n// of b\nimport { g, b1 } from "./b.sysdesign" // both\nimport { t, a2, a1 } from "./a.sysdesign"\nclient c\nflow f { c -> a1 -> a2 -> b1 }\n‸',
        'Organize imports',
        parts,
      ),
      'design "D"\nimport { a1, a2 } from "./a.sysdesign"\n// of b\nimport { b1, g } from "./b.sysdesign" // both\nclient c\nflow f { c -> a1 -> a2 -> b1 }\n',
    );
  });

  it('keep whole imports, unknown names, and runs apart', async () => {
    const text =
      'import "./b.sysdesign"\n\nimport { nothing } from "./a.sysdesign"\nimport { x } from "./gone.sysdesign"\n‸';
    assert.ok(!(await titles(text, ['source'])).includes('Organize imports'));
  });

  it('an import of nothing needed goes', async () => {
    assert.equal(
      await textAfter('import { t } from "./a.sysdesign"\nclient c‸\n', 'Organize imports', parts),
      'client c\n',
    );
  });
});

describe('code actions on any text', () => {
  const folder = join(root, 'examples');
  const names = readdirSync(folder).filter((name) => name.endsWith('.sysdesign'));
  it('never throw, and their edits apply', async () => {
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (const cut of [0.2, 0.43, 0.77].map((part) => Math.floor(text.length * part))) {
        for (const broken of [text.slice(0, cut), text.slice(cut), `${text.slice(0, cut)} } { " ${text.slice(cut)}`]) {
          const { snapshot } = await snapshotOf(broken);
          for (const at of [cut - 40, cut - 1, cut, cut + 30, 0, broken.length]) {
            for (const to of [at, at + 200]) {
              for (const action of actionsAt({ snapshot, from: at, to, diagnostics: [] }, ['quickfix', 'refactor'])) {
                const isNow = 'change' in action && typeof action.change !== 'function';
                const change = isNow ? changeOf(action) : undefined;
                if (change !== undefined) textsAfter(snapshot, change);
              }
            }
          }
        }
      }
    }
  });

  it('nothing, marks and half a word', async () => {
    for (const text of [
      '',
      '\ufeff',
      '{',
      '}',
      '/*',
      '"',
      'import',
      'import {',
      'service a {',
      'workload w from',
      '// sysdesign-ignore',
    ])
      await titles(`${text}‸`);
  });
});
