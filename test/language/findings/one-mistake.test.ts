import assert from 'node:assert/strict';
import { check } from '../../../language/check.js';

/** Findings of a design as `rule: message`, those of hygiene about the smallness of the test left out. */
function said(text: string): readonly string[] {
  const { findings } = check('main.sysdesign', (path) => (path === 'main.sysdesign' ? text : undefined), '.');
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}

const only = (text: string, ...rules: readonly string[]): readonly string[] =>
  said(text).filter((line) => rules.some((rule) => line.startsWith(`${rule}:`)));

describe('one mistake, one finding', () => {
  it('reads that one clause sends to followers are one finding at the clause', () => {
    const found = only(
      `client people
      service api { instances 3  timeout 1 s }
      data Order { key id  size 1 KB  requires linearizable  importance critical }
      data Cart { key id  size 1 KB  requires linearizable  importance critical }
      database db : postgres { stores Order, Cart  replicas 3 leader async { elect by consensus  read from any } }
      flow a { people -> api { read Order from db  read Cart from db } }
      flow b { people -> api { read Order from db  read Cart from db } }
      workload w { a at 5/s  b at 5/s }`,
      'strong-read-from-replica',
      'ap-for-critical',
    );
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /`Order` and `Cart` require linearizable, but in 4 reads/);
  });

  it('a technology of another kind', () => {
    const found = only('cache c : kafka { }', 'unknown-name', 'unsupported-by-technology');
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /`kafka` is a queue; a technology for a cache is expected/);
  });

  it('a share of more than all', () => {
    const found = only(
      `client people
      service api { work 1 ms  availability 99% }
      flow f { people -> api }
      workload w { f at 5/s }
      expect { availability(f) > 120% }`,
      'contradiction',
      'availability-below-objective',
      'expectation-missed',
    );
    assert.deepEqual(found, ['contradiction: A share cannot be > 120 %.']);
  });

  it('a load that cannot be read is not a load of zero', () => {
    const found = said(
      `client people
      service api { work 1 ms  timeout 1 s }
      flow f { people -> api }
      workload w { f at 5 ms }
      expect { p99(f) < 1 us }`,
    );
    assert.ok(found.some((line) => line.startsWith('unit-mismatch')));
    assert.ok(!found.some((line) => /unreached-component|latency-objective-missed/.test(line)), found.join('\n'));
  });

  it('invariants that one isolation level threatens', () => {
    const found = only(
      `client people
      service shop { timeout 1 s }
      data Stock { key id  size 1 KB  invariant counter "never below 0" }
      data Seat { key id  size 1 KB  invariant counter "sold once" }
      database db : postgres { stores Stock, Seat }
      flow f { people -> shop { transaction { read Stock from db  write Stock to db  read Seat from db  write Seat to db } } }
      workload w { f at 5/s }`,
      'weak-isolation',
    );
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /`Stock` \(“never below 0”\) and `Seat` \(“sold once”\)/);
  });
});

describe('misspelt words that end a clause', () => {
  it('are told what was meant, once', () => {
    const found = said('database d { replicas 3 leader semisync 1 }').filter((line) =>
      /unknown-name|syntax/.test(line),
    );
    assert.deepEqual(found, ['unknown-name: `semisync` is no setting of a database; did you mean `semi_sync`?']);
  });
});

describe('mixtures without parts', () => {
  it('nested too deep: the depth is the finding', () => {
    let law = '1 ms';
    for (let i = 0; i < 80; i++) law = `mixture(50%: ${law}, 50%: 1 ms)`;
    const found = said(`service s { work ${law} }`).filter((line) => !line.startsWith('un'));
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /nested more than 64 deep/);
  });
  it('bare: what it needs', () => {
    const found = said('service s { work mixture }').filter((line) => line.startsWith('unit-mismatch'));
    assert.deepEqual(found, ['unit-mismatch: A mixture names its parts: `mixture(90%: 1 ms, 10%: 20 ms)`.']);
  });
  it('empty: what is expected', () => {
    const found = said('service s { work mixture() }').filter((line) => !line.startsWith('un'));
    assert.equal(found.length, 1, found.join('\n'));
  });
});

describe('advice that fits', () => {
  it('four copies in three zones need another number of copies, not three zones', () => {
    const text = `region eu { zones a, b, c }
      coordinator locks : etcd { across eu  replicas 4 consensus }`;
    const { findings } = check('main.sysdesign', (path) => (path === 'main.sysdesign' ? text : undefined), '.');
    const help = findings.find(({ rule }) => rule === 'minority-outage')?.help;
    assert.equal(help, 'Keep 3 or 5 copies, spread evenly: any one of the 3 zones may then be lost.');
  });

  it('what is forgotten before it is processed does not come back', () => {
    const queue = (commit: string): readonly string[] =>
      only(
        `client people
        data Job { key id  size 1 KB }
        service api { timeout 1 s }
        service worker { work 1 ms }
        queue jobs : kafka { carries Job  commit ${commit} }
        flow f { people -> api { publish Job to jobs }  on jobs -> worker { work 1 ms } }
        workload w { f at 5/s }`,
        'poison-message',
      );
    assert.equal(queue('after_processing').length, 1);
    assert.equal(queue('before_processing').length, 0);
  });

  it('followers exactly as fast as the leader fall behind by nothing', () => {
    const applying = (milliseconds: number): readonly string[] =>
      only(
        `client people
        data D { key id  size 1 KB }
        service s { timeout 1 s }
        database db { stores D  replicas 3 leader async { apply work constant(${milliseconds} ms) } }
        flow f { people -> s { write D to db } }
        workload w { f at 100/s }`,
        'lag-without-bound',
      );
    assert.equal(applying(10).length, 0);
    assert.equal(applying(11).length, 1);
  });

  it('a statement that stands alone is not told to raise the isolation', () => {
    const text = `client people
      service shop { timeout 1 s }
      data Stock { key id  size 1 KB  invariant over_range "fits the hall" }
      database db : postgres { stores Stock }
      flow f { people -> shop { write Stock to db } }
      workload w { f at 5/s }`;
    const { findings } = check('main.sysdesign', (path) => (path === 'main.sysdesign' ? text : undefined), '.');
    const found = findings.find(({ rule }) => rule === 'weak-isolation');
    assert.match(found?.help ?? '', /into one `transaction/);
    assert.deepEqual(found?.fixes, []);
  });
});
