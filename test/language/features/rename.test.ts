import assert from 'node:assert/strict';
import { edited } from '../../../language/features/rename/edits.js';
import { rename } from '../../../language/features/rename/rename.js';
import { prepareRename } from '../../../language/features/rename/target.js';
import { renameFiles } from '../../../language/features/rename-files.js';
import { snapshotOf, uriOf } from './marked.js';

type Texts = Readonly<Record<string, string>>;

const nameOf = (uri: string): string => uri.slice(uriOf('').length);

/** Changed files by name; a refusal as `!`. */
async function renamed(source: string, newName: string, others: Texts = {}): Promise<Texts> {
  const { snapshot, cursor } = await snapshotOf(source, others);
  const result = rename(snapshot, { position: cursor, newName });
  if ('refusal' in result) return { '!': result.refusal };
  return Object.fromEntries(result.map(({ file, edits }) => [nameOf(file.uri), edited(file.text, edits)]));
}

const refusal = async (source: string, newName: string, others: Texts = {}): Promise<string> =>
  (await renamed(source, newName, others))['!'] ?? '';

describe('rename', () => {
  it('a component wherever it is named', async () =>
    assert.deepEqual(
      await renamed(
        'queue q { dead_letter d }\nqueue ‸d\nservice s\nflow f { on d -> s }\nscenario { at 1 s pause d }\ndiagram "x" { show d }',
        'failed',
      ),
      {
        'main.sysdesign':
          'queue q { dead_letter failed }\nqueue failed\nservice s\nflow f { on failed -> s }\nscenario { at 1 s pause failed }\ndiagram "x" { show failed }',
      },
    ));
  it('a zone in its region only', async () =>
    assert.deepEqual(await renamed('region us { zones ‸a }\nregion eu { zones a }\nservice s { in us.a, eu.a }', 'b'), {
      'main.sysdesign': 'region us { zones b }\nregion eu { zones a }\nservice s { in us.b, eu.a }',
    }));
  it('a parameter in its template only', async () =>
    assert.deepEqual(
      await renamed('template t(‸l, m) : postgres { dead_letter l }\ncoordinator l\ndatabase d : t(l, l)', 'lock'),
      {
        'main.sysdesign': 'template t(lock, m) : postgres { dead_letter lock }\ncoordinator l\ndatabase d : t(l, l)',
      },
    ));
  it('a template', async () =>
    assert.deepEqual(await renamed('template t : redis {}\ncache c : ‸t\ntemplate u : t {}', 'store'), {
      'main.sysdesign': 'template store : redis {}\ncache c : store\ntemplate u : store {}',
    }));
  it('any word of the language may be a name', async () =>
    assert.deepEqual(await renamed('service ‸s\nflow f { s -> s { call s } }', 'service'), {
      'main.sysdesign': 'service service\nflow f { service -> service { call service } }',
    }));
  it('in files that import it; an alias stays', async () =>
    assert.deepEqual(
      await renamed('service ‸orders', 'sales', {
        'a.sysdesign': 'import { orders } from "./main.sysdesign"\nflow f { orders -> orders }',
        'b.sysdesign': 'import { orders as o } from "./main.sysdesign"\nflow f { o -> o }',
        'c.sysdesign': 'import "./main.sysdesign"\nflow f { orders -> orders }',
        'd.sysdesign': 'service orders',
      }),
      {
        'main.sysdesign': 'service sales',
        'a.sysdesign': 'import { sales } from "./main.sysdesign"\nflow f { sales -> sales }',
        'b.sysdesign': 'import { sales as o } from "./main.sysdesign"\nflow f { o -> o }',
        'c.sysdesign': 'import "./main.sysdesign"\nflow f { sales -> sales }',
      },
    ));
  const lib = { 'lib.sysdesign': 'service orders' };
  it('an imported name from its use', async () =>
    assert.deepEqual(
      await renamed('import { orders } from "./lib.sysdesign"\nflow f { ord‸ers -> orders }', 'sales', lib),
      {
        'lib.sysdesign': 'service sales',
        'main.sysdesign': 'import { sales } from "./lib.sysdesign"\nflow f { sales -> sales }',
      },
    ));
  it('an alias in its file only, from the alias or a use', async () => {
    for (const source of [
      'import { orders as ‸o } from "./lib.sysdesign"\nflow f { o -> o }',
      'import { orders as o } from "./lib.sysdesign"\nflow f { o -> ‸o }',
    ])
      assert.deepEqual(await renamed(source, 'sales', lib), {
        'main.sysdesign': 'import { orders as sales } from "./lib.sysdesign"\nflow f { sales -> sales }',
      });
  });
  it('an alias back to the name itself goes away', async () =>
    assert.deepEqual(
      await renamed('import { orders as ‸o } from "./lib.sysdesign"\nflow f { o -> o }', 'orders', lib),
      {
        'main.sysdesign': 'import { orders } from "./lib.sysdesign"\nflow f { orders -> orders }',
      },
    ));
  it('the name before `as` is the declaration', async () =>
    assert.deepEqual(await renamed('import { ord‸ers as o } from "./lib.sysdesign"\nflow f { o -> o }', 'sales', lib), {
      'lib.sysdesign': 'service sales',
      'main.sysdesign': 'import { sales as o } from "./lib.sysdesign"\nflow f { o -> o }',
    }));
  it('the second of two equal names alone', async () =>
    assert.deepEqual(await renamed('service s\nservice ‸s\nflow f { s -> s }', 't'), {
      'main.sysdesign': 'service s\nservice t\nflow f { s -> s }',
    }));
  it('in an unfinished text', async () =>
    assert.deepEqual(await renamed('service ‸s\nflow f {\n  s -> s { read', 't'), {
      'main.sysdesign': 'service t\nflow f {\n  t -> t { read',
    }));
  it('the same name changes nothing', async () => assert.deepEqual(await renamed('service ‸s', 's'), {}));

  it('what is no name', async () => {
    for (const name of ['', '1a', 'a b', 'a-b', 'a.b', '"a"', '{'])
      assert.match(await refusal('service ‸s', name), /is no name/u, name);
  });
  it('a name that is taken', async () => {
    assert.equal(await refusal('service ‸s\nqueue q', 'q'), '`q` is already a queue in main.sysdesign.');
    assert.equal(
      await refusal('service ‸s', 'q', {
        'a.sysdesign': 'import { s } from "./main.sysdesign"\nqueue q',
      }),
      '`q` is already a queue in a.sysdesign.',
    );
    assert.equal(
      await refusal('import "./lib.sysdesign"\nflow f { ‸orders -> orders }\ndata d {}', 'd', lib),
      '`d` is already a data item in main.sysdesign.',
    );
    assert.equal(
      await refusal('import { orders as ‸o } from "./lib.sysdesign"\ndata d {}', 'd', lib),
      '`d` is already a data item in main.sysdesign.',
    );
    assert.match(await refusal('region us { zones ‸a, b }', 'b'), /`us` already has a zone `b`/u);
    assert.match(await refusal('template t(‸a, b) : redis {}', 'b'), /`t` already has a parameter `b`/u);
  });
  it('a name that is taken where only an alias is seen is free', async () =>
    assert.deepEqual(
      await renamed('service ‸s', 'q', { 'a.sysdesign': 'import { s as t } from "./main.sysdesign"\nqueue q' }),
      { 'main.sysdesign': 'service q', 'a.sysdesign': 'import { q as t } from "./main.sysdesign"\nqueue q' },
    ));
  it('what would come to mean something else', async () => {
    assert.match(await refusal('template ‸t : redis {}\ncache c : redis', 'redis'), /is a technology/u);
    assert.match(await refusal('template t(‸a) : redis { evict lru memory a }', 'lru'), /already uses the word `lru`/u);
    assert.match(
      await refusal('coordinator ‸k\ntemplate t(a) : postgres { replicas 3 leader async { elect by lock k } }', 'a'),
      /is a parameter of template `t`/u,
    );
    assert.match(
      await refusal(
        'client p\nservice s\nflow e { p -> s }\nflow ‸f { p -> s }\nworkload w { e at 1/s f at 1/s }',
        'at',
      ),
      /word of the language/u,
    );
  });

  describe('prepare', () => {
    const prepared = async (source: string): Promise<string> => {
      const { snapshot, cursor } = await snapshotOf(source);
      const result = prepareRename(snapshot, cursor);
      return 'refusal' in result ? result.refusal : `${result.placeholder}@${result.range.start.character}`;
    };
    it('the word and where it stands', async () => assert.equal(await prepared('service ab‸c'), 'abc@8'));
    it('refuses with the reason', async () => {
      assert.match(await prepared('ser‸vice s'), /kind of component/u);
      assert.match(await prepared('cache c : re‸dis'), /a technology/u);
      assert.match(await prepared('cache c { memo‸ry 1 GB }'), /a setting/u);
      assert.match(await prepared('service s { work 1‸0 ms }'), /a number/u);
      assert.match(await prepared('// a ser‸vice'), /comment/u);
      assert.match(await prepared('flow f { no‸body -> x }'), /not a declared name/u);
      assert.match(await prepared('wo‸rkload w {}'), /not a declared name/u);
      assert.match(await prepared('service s {  ‸  }'), /Nothing here/u);
      assert.match(await prepared('‸'), /Nothing here/u);
    });
  });
});

describe('rename of files', () => {
  const moved = async (files: Texts, from: string, to: string): Promise<Texts> => {
    const { project } = await snapshotOf('', files);
    const result = renameFiles(project.sources(), [{ oldUri: uriOf(from), newUri: uriOf(to) }]);
    return Object.fromEntries(result.map(({ file, edits }) => [nameOf(file.uri), edited(file.text, edits)]));
  };
  it('imports follow a file, in the way they were written', async () =>
    assert.deepEqual(
      await moved(
        {
          'lib.sysdesign': '',
          'a.sysdesign': 'import { x } from "./lib.sysdesign"\nimport "./other.sysdesign"',
          'b/c.sysdesign': 'import "../lib.sysdesign"',
          'd.sysdesign': 'import "lib.sysdesign"',
        },
        'lib.sysdesign',
        'shared/base.sysdesign',
      ),
      {
        'a.sysdesign': 'import { x } from "./shared/base.sysdesign"\nimport "./other.sysdesign"',
        'b/c.sysdesign': 'import "../shared/base.sysdesign"',
        'd.sysdesign': 'import "shared/base.sysdesign"',
      },
    ));
  it('the paths of a moved file are seen from its new place', async () =>
    assert.deepEqual(
      await moved(
        { 'a.sysdesign': 'import "./lib.sysdesign"\nservice s { work empirical("m.csv") }', 'lib.sysdesign': '' },
        'a.sysdesign',
        'deep/a.sysdesign',
      ),
      { 'a.sysdesign': 'import "../lib.sysdesign"\nservice s { work empirical("../m.csv") }' },
    ));
  it('measurements', async () =>
    assert.deepEqual(await moved({ 'a.sysdesign': 'service s { scaling usl("m.csv") }' }, 'm.csv', 'data/m 2.csv'), {
      'a.sysdesign': 'service s { scaling usl("data/m 2.csv") }',
    }));
  it('a folder; what moves together keeps its paths', async () =>
    assert.deepEqual(
      await moved(
        {
          'lib/a.sysdesign': 'import "./b.sysdesign"\nimport "../c.sysdesign"',
          'lib/b.sysdesign': '',
          'c.sysdesign': 'import "./lib/b.sysdesign"',
        },
        'lib',
        'parts/lib',
      ),
      {
        'lib/a.sysdesign': 'import "./b.sysdesign"\nimport "../../c.sysdesign"',
        'c.sysdesign': 'import "./parts/lib/b.sysdesign"',
      },
    ));
  it('unfinished imports', async () =>
    assert.deepEqual(await moved({ 'a.sysdesign': 'import "\nimport { x from "./lib' }, 'lib', 'x'), {}));
});
