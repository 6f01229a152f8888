import assert from 'node:assert/strict';
import { type FileCache, load, maximumFiles } from '../../../language/workspace/workspace.js';
import { lowerText } from '../check.js';

const platform = `
region us { zones a }
region eu { zones a }
link us -- eu { rtt 80 ms }
data Order { key id }
database orders : postgres { stores Order in us }
database other : postgres { stores Order in eu }
template logged(mode) : postgres { isolation mode }
flow place { orders -> other { work 1 ms } }
`;

describe('imports', () => {
  it('whole: every declaration of the other file belongs to the design', () => {
    const { design, said } = lowerText('import "./platform.sysdesign"\nservice s {}', {
      'platform.sysdesign': platform,
    });
    assert.deepEqual(said, []);
    assert.deepEqual(
      design.components.map((one) => one.id),
      ['s', 'orders', 'other'],
    );
    assert.deepEqual(
      design.links.map((one) => one.id),
      ['us--eu'],
    );
    assert.deepEqual(
      design.flows.map((one) => one.id),
      ['place'],
    );
  });
  it('selective: what is named belongs, and what that needs', () => {
    const { design, said } = lowerText('import { orders } from "./platform.sysdesign"', {
      'platform.sysdesign': platform,
    });
    assert.deepEqual(said, []);
    assert.deepEqual(
      design.components.map((one) => one.id),
      ['orders'],
    );
    assert.deepEqual(
      design.data.map((one) => one.id),
      ['Order'],
    );
    assert.deepEqual(
      design.regions.map((one) => one.id),
      ['us'],
    );
    assert.deepEqual(design.links, []);
  });
  it('an alias is the id', () => {
    const { design, said } = lowerText(
      'import { orders as sales } from "./platform.sysdesign"\nservice orders {}\nflow f { orders -> sales { work 1 ms } }',
      { 'platform.sysdesign': platform },
    );
    assert.deepEqual(said, []);
    assert.deepEqual(
      design.components.map((one) => one.id),
      ['orders', 'sales'],
    );
  });
  it('names needed but taken get the name of their file', () => {
    const { design, said } = lowerText('import { orders } from "./platform.sysdesign"\ndata Order { key other }', {
      'platform.sysdesign': platform,
    });
    assert.deepEqual(said, []);
    assert.deepEqual(
      design.data.map((one) => one.id),
      ['Order', 'Order@platform'],
    );
    assert.equal(design.components[0]?.stores[0]?.to, 'Order@platform');
  });
  it('templates come from other files', () => {
    const { design, said } = lowerText(
      'import { logged as l } from "./platform.sysdesign"\ndatabase d : l(serializable) {}',
      { 'platform.sysdesign': platform },
    );
    assert.deepEqual(said, []);
    assert.deepEqual(design.components[0]?.settings.isolation?.value, { kind: 'symbol', name: 'serializable' });
    assert.equal(design.components[0]?.technology, 'postgres');
  });
  it('imports are not passed on', () => {
    const { said } = lowerText('import "./a.sysdesign"\nflow f { orders -> s { work 1 ms } }\nservice s {}', {
      'a.sysdesign': 'import "./platform.sysdesign"',
      'platform.sysdesign': platform,
    });
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /unknown-name «orders»/);
  });

  const wrong: readonly (readonly [string, string, Readonly<Record<string, string>>, readonly RegExp[]])[] = [
    [
      'a missing file',
      'import "./gone.sysdesign"',
      {},
      [/^import «".\/gone.sysdesign"» There is no file `.\/gone.sysdesign`/],
    ],
    ['a missing ending', 'import "./a"', { 'a.sysdesign': '' }, [/did you mean `.\/a.sysdesign`/]],
    ['a file outside', 'import "../secret.sysdesign"', { '../secret.sysdesign': '' }, [/lies outside/]],
    ['an absolute file outside', 'import "/etc/passwd"', { '/etc/passwd': '' }, [/lies outside/]],
    [
      'an unknown name',
      'import { ordrs } from "./a.sysdesign"',
      { 'a.sysdesign': 'service orders {}' },
      [/«ordrs» `.\/a.sysdesign` declares no `ordrs`; did you mean `orders`/],
    ],
    [
      'a cycle',
      'import "./a.sysdesign"',
      { 'a.sysdesign': 'import "./b.sysdesign"', 'b.sysdesign': 'import "./main.sysdesign"' },
      [
        /^b.sysdesign: import «".\/main.sysdesign"» .*cycle: main.sysdesign imports a.sysdesign imports b.sysdesign imports main.sysdesign/,
      ],
    ],
    ['an import of itself', 'import "./main.sysdesign"', {}, [/cycle: main.sysdesign imports main.sysdesign/]],
    [
      'a hidden name',
      'import { x } from "./a.sysdesign"\nservice x {}',
      { 'a.sysdesign': 'service x {}' },
      [/^import «x» The imported `x` is hidden/],
    ],
  ];
  for (const [title, text, others, expected] of wrong) {
    it(title, () => {
      const { said } = lowerText(text, others);
      assert.equal(said.length, expected.length, said.join('\n'));
      for (const [i, pattern] of expected.entries()) assert.match(said[i] ?? '', pattern);
    });
  }

  it('a file imported twice is read once', () => {
    let reads = 0;
    const workspace = load(
      'm',
      (path) => {
        if (path === 'm') return 'import "./a"\nimport { s } from "./a"';
        reads++;
        return path === 'a' ? 'service s {}' : undefined;
      },
      '.',
    );
    assert.equal(reads, 1);
    assert.equal(workspace.files.size, 2);
  });
  it('too many files are an error at the import that goes too far', () => {
    const workspace = load('f0', (path) => `import "./f${Number(path.slice(1)) + 1}"`, '.');
    assert.equal(workspace.files.size, maximumFiles);
    assert.equal(workspace.findings.length, 1);
    assert.match(workspace.findings[0]?.message ?? '', /at most 500 files/);
  });
  it('a missing entry is a finding', () => {
    const workspace = load('gone', () => undefined, '.');
    assert.deepEqual(
      workspace.findings.map((one) => one.message),
      ['There is no file `gone`.'],
    );
  });
  it('unchanged files are not parsed again', () => {
    const cache: FileCache = new Map();
    let main = 'import "./a"';
    const read = (path: string): string | undefined => (path === 'm' ? main : 'service s {}');
    const first = load('m', read, '.', cache);
    main = 'import "./a"\n';
    const second = load('m', read, '.', cache);
    assert.equal(second.files.get('a'), first.files.get('a'));
    assert.notEqual(second.entry, first.entry);
  });
});
