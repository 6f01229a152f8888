import assert from 'node:assert/strict';
import { spellings } from '../../../../language/features/refactor/unit.js';
import { textAfter, titles } from '../actions.js';

const only = ['refactor'];

describe('refactorings: blocks', () => {
  it('one line becomes several, and back', async () => {
    const lines = 'service a {\n  cores 2\n  instances 3\n}\n';
    assert.equal(await textAfter('service a { cores‸ 2  instances 3 }\n', 'Write this block on several lines'), lines);
    assert.equal(
      await textAfter(lines.replace('cores', 'co‸res'), 'Write this block on one line'),
      'service a { cores 2  instances 3 }\n',
    );
  });

  it('a block inside a clause opens its owner too', async () => {
    assert.equal(
      await textAfter(
        'database d { cores 2  replicas 3 leader async { ‸read from any } }\n',
        'Write this block on several',
      ),
      'database d {\n  cores 2\n  replicas 3 leader async {\n    read from any\n  }\n}\n',
    );
  });

  it('lines with a comment, or too long for one line, stay', async () => {
    const commented = await titles('service a {\n  cores 2 // two‸\n  instances 3\n}\n', only);
    assert.ok(!commented.some((title) => title.includes('one line')), commented.join());
    const long = `data D {\n${['key a', ...'bcdefgh'].map((x, i) => (i === 0 ? `  ${x}` : `  distinct ${x.repeat(20)} 5`)).join('\n')}\n‸}\n`;
    assert.ok(!(await titles(long, only)).some((title) => title.includes('one line')));
  });

  it('an empty block comes and goes', async () => {
    assert.equal(await textAfter('service a‸\n', 'Add a block'), 'service a {}\n');
    assert.equal(await textAfter('service ‸a { }\n', 'Remove the empty block'), 'service a\n');
    assert.equal(await textAfter('flow f { a ->‸ b { } }', 'Remove the empty block'), 'flow f { a -> b }');
  });
});

describe('refactorings: templates', () => {
  const made = `// Where orders are kept
database orders : postgres {
  stores Order
  // two copies
  replicas 2 leader async // fast
  cores 4
}
data Order { key id }
`;
  it('are extracted with the comments of the clauses; what is kept stays', async () => {
    assert.equal(
      await textAfter(made.replace('orders :', 'ord‸ers :'), 'Extract template'),
      `template orders_template : postgres {
  // two copies
  replicas 2 leader async  // fast
  cores 4
}

// Where orders are kept
database orders : orders_template {
  stores Order
}
data Order { key id }
`,
    );
  });

  it('are extracted from a component in a group, with arguments behind', async () => {
    assert.equal(
      await textAfter(
        'template t(q) : kafka { dead_letter q }\nqueue dead : kafka\ngroup g {\n  queue e : t(dead) { partitions‸ 4 }\n}\n',
        'Extract template',
      ),
      'template t(q) : kafka { dead_letter q }\nqueue dead : kafka\ntemplate e_template : t(dead) { partitions 4 }\n\ngroup g {\n  queue e : e_template\n}\n',
    );
  });

  it('are inlined: arguments put in, what the component says itself left out', async () => {
    assert.equal(
      await textAfter(
        'template t(q) : kafka {\n  dead_letter q // why\n  partitions 4\n  retention 1 d\n}\nqueue dead : kafka\nqueue e : ‸t(dead) { retention 2 d }\n',
        'Inline template',
      ),
      'template t(q) : kafka {\n  dead_letter q // why\n  partitions 4\n  retention 1 d\n}\nqueue dead : kafka\nqueue e : kafka {\n  dead_letter dead  // why\n  partitions 4\n  retention 2 d\n}\n',
    );
  });

  it('are inlined from another file only when their names mean the same here', async () => {
    const others = { 'p.sysdesign': 'queue dead : kafka\ntemplate t : kafka { dead_letter dead }\n' };
    const with2 = 'import { t, dead } from "./p.sysdesign"\nqueue e : ‸t\n';
    assert.match(
      (await textAfter(with2, 'Inline template', others)) ?? '',
      /queue e : kafka \{\n {2}dead_letter dead\n\}/u,
    );
    await assert.rejects(textAfter(with2.replace(', dead', ''), 'Inline template', others));
  });

  it('with wrong arguments, or built on themselves, are left alone', async () => {
    for (const text of [
      'template t(q) : kafka { dead_letter q }\nqueue e : ‸t\n',
      'template t : t { }\nqueue e : ‸t\n',
    ]) {
      await titles(text, only);
    }
  });
});

describe('refactorings: groups', () => {
  it('a component moves in with its comments, and out again', async () => {
    const text = '// pays\nservice p‸ay {\n  cores 2\n}\n\ngroup core {\n  service a\n}\n';
    const moved = 'group core {\n  service a\n  // pays\n  service pay {\n    cores 2\n  }\n}\n';
    assert.equal(await textAfter(text, 'Move `pay` into group `core`'), moved);
    assert.equal(
      await textAfter(moved.replace('service pay', 'service ‸pay'), 'Move `pay` out of group'),
      'group core {\n  service a\n}\n\n// pays\nservice pay {\n  cores 2\n}\n',
    );
  });

  it('selected components go into a new group', async () => {
    assert.equal(
      await textAfter('⟦service a\nservice b { cores 2 }⟧\nservice c\n', 'Put 2 components'),
      'group new_group {\n  service a\n  service b { cores 2 }\n}\nservice c\n',
    );
  });
});

describe('refactorings: the rest', () => {
  it('a workload says only what differs', async () => {
    const text = `client a
service b
flow f { a -> b }
flow g { a -> b }
workload usual { f at 10/s peak 3x  g at 5/s }
workload ev‸ening {
  f at 10/s peak 4x
  g at 5/s
}
`;
    assert.match(
      (await textAfter(text, 'Say only what differs from `usual`')) ?? '',
      /workload evening from usual \{\n {2}f peak 4x\n\}/u,
    );
  });

  it('but not when the other brings more', async () => {
    const text = 'flow f { }\nflow g { }\nworkload u { f at 1/s  g at 1/s }\nworkload v‸ { f at 1/s }\n';
    assert.ok(!(await titles(text, only)).some((title) => title.startsWith('Say only')));
  });

  it('clauses are sorted with their comments, equals in their order', async () => {
    assert.equal(
      await textAfter(
        'region eu { }\nservice a {\n  retry 2 // often\n  // cores\n  cores 2\n  instances 4‸\n  across eu\n}\n',
        'Sort clauses',
      ),
      'region eu { }\nservice a {\n  across eu\n  instances 4\n  // cores\n  cores 2\n  retry 2  // often\n}\n',
    );
  });

  it('clauses with a comment of their own line at the end are left alone', async () => {
    const text = 'service a {\n  retry 2\n  cores 2‸\n  // the end\n}\n';
    assert.ok(!(await titles(text, only)).some((title) => title.startsWith('Sort')));
  });

  it('units change exactly', () => {
    assert.ok(spellings('1000 ms').includes('1 s'));
    assert.ok(spellings('1 s').includes('1000 ms'));
    assert.ok(spellings('1000000').includes('1M'));
    assert.ok(spellings('10 MB/s').includes('80 Mbps'));
    for (const text of ['3', '0', '0.5', '50%', '3x', '4 apples', '-1 s', '']) assert.deepEqual(spellings(text), []);
  });

  const two =
    '// notes\ndesign "D"\n\n⟦data X { key id }\n\n// keeps\ndatabase d : postgres { stores X }⟧\n\nclient c\nflow f { c -> d }\n';
  it('declarations move into a new file with their comments', async () => {
    assert.equal(
      await textAfter(two, 'Move 2 declarations to ./X.sysdesign'),
      '// notes\ndesign "D"\n\nimport { X, d } from "./X.sysdesign"\n\nclient c\nflow f { c -> d }\n',
    );
    assert.equal(
      await textAfter(two, 'Move 2 declarations', {}, 'X.sysdesign'),
      'data X { key id }\n\n// keeps\ndatabase d : postgres { stores X }\n',
    );
  });

  it('not when they use what stays, when others import this file, or when a file would be overwritten', async () => {
    assert.deepEqual(
      (await titles('data X { key id }\n⟦database d { stores X }⟧\n', only)).filter((title) =>
        title.includes('.sysdesign'),
      ),
      [],
    );
    await assert.rejects(textAfter(two, 'Move 2', { 'other.sysdesign': 'import { d } from "./main.sysdesign"\n' }));
    assert.match((await textAfter(two, 'Move 2', { 'X.sysdesign': '' })) ?? '', /"\.\/X_2\.sysdesign"/u);
  });

  it('imports go along', async () => {
    const others = { 'p.sysdesign': 'region eu { }\n' };
    const text = 'import { eu as home } from "./p.sysdesign"\n⟦service a { across home }⟧\nservice b\n';
    assert.equal(
      await textAfter(text, 'Move `a`', others, 'a.sysdesign'),
      'import { eu as home } from "./p.sysdesign"\n\nservice a { across home }\n',
    );
  });
});
