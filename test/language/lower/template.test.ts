import assert from 'node:assert/strict';
import { lowerText } from '../check.js';

const logged = `
template logged(lock, level, size) : postgres {
  replicas 3 leader async { elect by lock lock lease 10 s  read from leader }
  wal sync
  isolation level
  memory size
}
coordinator locks { replicas 3 consensus }
`;

describe('templates', () => {
  it('give their clauses to the component, with arguments for parameters', () => {
    const { design, said, origins, workspace } = lowerText(
      `${logged}database d : logged(locks, serializable, 8 GB) { }`,
    );
    assert.deepEqual(said, []);
    const database = design.components.find((one) => one.id === 'd');
    assert.equal(database?.technology, 'postgres');
    assert.equal(database?.template, 'logged');
    assert.deepEqual(database?.replicas?.election?.coordinator, { id: 'd.replicas.elect.by', to: 'locks' });
    assert.deepEqual(database?.settings.isolation, {
      id: 'd.isolation',
      name: 'isolation',
      value: { kind: 'symbol', name: 'serializable' },
      provenance: { by: 'template', template: 'logged' },
    });
    assert.deepEqual(database?.settings.memory?.value, { kind: 'quantity', value: 8e9, dimension: 'size' });
    assert.deepEqual(database?.replicas?.provenance, { by: 'template', template: 'logged' });
    const origin = origins.get('d.replicas');
    assert.match(
      workspace.entry.text.slice(origin?.offset, (origin?.offset ?? 0) + (origin?.length ?? 0)),
      /^replicas 3 leader async \{.*\}$/s,
    );
    assert.equal(origin?.use?.id, 'd');
    assert.equal(workspace.entry.text.slice(origin?.use?.span.offset).charAt(0), 'd');
  });
  it('are overruled clause by clause', () => {
    const { design, said } = lowerText(
      `${logged}database d : logged(locks, serializable, 8 GB) { isolation read_committed  replicas 5 consensus }`,
    );
    assert.deepEqual(said, []);
    const database = design.components.find((one) => one.id === 'd');
    assert.deepEqual(database?.settings.isolation?.value, { kind: 'symbol', name: 'read_committed' });
    assert.deepEqual(database?.settings.isolation?.provenance, { by: 'design' });
    assert.equal(database?.replicas?.topology, 'consensus');
    assert.equal(database?.log?.mode, 'sync');
  });
  it('may be built on templates', () => {
    const { design, said } = lowerText(`${logged}
template big(where) : logged(where, snapshot, 64 GB) { cores 16 }
database d : big(locks) {}`);
    assert.deepEqual(said, []);
    const database = design.components.find((one) => one.id === 'd');
    assert.equal(database?.technology, 'postgres');
    assert.equal(database?.replicas?.election?.coordinator?.to, 'locks');
    assert.deepEqual(database?.settings.memory?.value, { kind: 'quantity', value: 64e9, dimension: 'size' });
    assert.deepEqual(database?.settings.cores?.provenance, { by: 'template', template: 'big' });
    assert.equal(database?.template, 'big');
  });
  it('parameters stand inside laws', () => {
    const { design, said } = lowerText(
      'template t(mean, spread) : redis { work lognormal(mean, spread) }\ncache c : t(2 ms, 3) {}',
    );
    assert.match(said.join('\n'), /^$/);
    assert.deepEqual(design.components[0]?.settings.work?.value, {
      kind: 'distribution',
      distribution: { law: 'lognormal', mean: 0.002, cv: 3 },
    });
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    [
      'recursion',
      'template a : b {}\ntemplate b : a {}\nservice s : a {}',
      /contradiction .*Template `a` is built on itself: `a` on `b` on `a`/,
    ],
    ['self', 'template a : a {}', /contradiction «a» Template `a` is built on itself/],
    [
      'too few arguments',
      `${logged}database d : logged(locks) {}`,
      /Template `logged` takes \(lock, level, size\), not 1 argument\./,
    ],
    [
      'too many arguments',
      'template t(a) : postgres { cores a }\ndatabase d : t(4, 5) {}',
      /contradiction «5» Template `t` takes \(a\), not 2 arguments/,
    ],
    [
      'an argument of the wrong dimension',
      `${logged}database d : logged(locks, serializable, 8 s) {}`,
      /unit-mismatch «8 s» `8 s` is a duration; a size/,
    ],
    [
      'an argument of the wrong kind',
      `${logged}queue q {}\ndatabase d : logged(q, serializable, 8 GB) {}`,
      /unknown-name «q» `q` is a queue; a coordinator/,
    ],
    [
      'a number for a name',
      `${logged}database d : logged(3, serializable, 8 GB) {}`,
      /«3» `lock` is used as a name in the template/,
    ],
    ['arguments of a technology', 'database d : postgres(3) {}', /is a technology and takes no arguments/],
    [
      'an unknown technology',
      'database d : postgress {}',
      /unknown-name «postgress» There is no technology or template `postgress`; did you mean `postgres`/,
    ],
    [
      'a technology of another kind',
      'cache d : kafka {}',
      /«kafka» `kafka` is a queue; a technology for a cache is expected here/,
    ],
    ['a mistake in an unused template', 'template t : postgres { isolaton serializable }', /unknown-name «isolaton»/],
  ];
  for (const [title, text, message] of wrong) {
    it(title, () => {
      const { said } = lowerText(text);
      assert.ok(
        said.some((one) => message.test(one)),
        said.join('\n'),
      );
    });
  }
  it('a mistake in a template is said once, with its uses related', () => {
    const { findings, said } = lowerText(
      'template t : postgres { isolaton serializable }\ndatabase a : t {}\ndatabase b : t {}',
    );
    assert.equal(said.length, 1, said.join('\n'));
    assert.deepEqual(
      findings[0]?.related.map((one) => one.at),
      ['a'],
    );
  });
});
