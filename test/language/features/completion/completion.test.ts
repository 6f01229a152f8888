/** What is offered where. */
import assert from 'node:assert/strict';
import { type Completion, completionsAt } from '../../../../language/features/completion/completion.js';
import { plainText } from '../../../../language/features/completion/snippet.js';
import { snapshotOf, unmarked } from '../marked.js';

const design = `region eu { zones a, b }
data Order { key order, customer  distinct status 3 }
data User { key id }
client app { in eu }
service api { work 5 ms }
cache shelf : redis { caches User }
database store : postgres { stores Order  index email global }
queue events : kafka { carries Order }
template ha(locks) : postgres { replicas 3 leader sync }
flow buy { app -> api }
workload day { buy at 10/s }
`;

async function all(
  source: string,
  trigger?: string,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly Completion[]> {
  const { snapshot } = await snapshotOf(source, others);
  const offset = unmarked(source).cursors[0] ?? 0;
  const { text } = snapshot.file;
  const found = completionsAt(snapshot, {
    text,
    offset,
    hasSnippets: true,
    ...(trigger === undefined ? {} : { trigger }),
  });
  return [...found].sort((a, b) => a.chosen.rank - b.chosen.rank);
}

/** Labels behind the usual design, the likeliest first. */
async function labels(source: string, trigger?: string): Promise<readonly string[]> {
  return (await all(design + source, trigger)).map(({ chosen }) => chosen.label);
}

/** The text after accepting a label with every example kept. */
async function accepted(source: string, label: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  const { text } = unmarked(source);
  const found = (await all(source, undefined, others)).find(({ chosen }) => chosen.label === label);
  assert.ok(found !== undefined, `${label} is not offered`);
  const { start, end, chosen, importing } = found;
  const changed = text.slice(0, start) + plainText(chosen.insert) + text.slice(end);
  if (importing === undefined) return changed;
  return changed.slice(0, importing.offset) + importing.text + changed.slice(importing.offset);
}

interface Case {
  readonly at: string;
  readonly has?: readonly string[];
  readonly not?: readonly string[];
  readonly first?: string;
  readonly exactly?: readonly string[];
}

const cases: readonly Case[] = [
  {
    at: '‸',
    has: ['service', 'database', 'data', 'flow', 'region', 'scenario', 'import', 'template'],
    not: ['work', 'api', 'read'],
  },
  { at: 'service new‸', exactly: [] },
  { at: 'group g { ‸ }', has: ['group', 'service'], not: ['flow', 'data'] },
  { at: 'database d : ‸', has: ['postgres', 'ha'], not: ['s3', 'kafka'], first: 'ha' },
  { at: 'cache c : ‸', has: ['redis'], not: ['postgres', 'ha'], first: 'redis' },
  { at: 'database d : ha(‸)', has: ['api', 'store'], not: ['day', 'buy'] },
  { at: 'template t(x) : postgres { elect by lock ‸ }', has: ['x'], first: 'x' },
  // Clauses and settings: of the kind, and those that are not there yet.
  {
    at: 'service x { ‸ }',
    has: ['work', 'instances', 'timeout', 'retry', 'in'],
    not: ['ttl', 'stores', 'caches', 'read'],
    first: 'in',
  },
  { at: 'service x { work 5 ms\n ‸\n retry 2 }', not: ['work', 'retry'], has: ['cores'] },
  { at: 'service x {\n  wor‸k 5 ms\n}', has: ['work'] },
  { at: 'cache x { ‸ }', has: ['ttl', 'evict', 'caches'], not: ['watches', 'carries'] },
  { at: 'data X { ‸ }', has: ['key', 'size', 'requires', 'popularity'], not: ['work', 'in'] },
  { at: 'link eu.a -- eu.b { ‸ }', has: ['rtt', 'loss', 'bandwidth'], not: ['work'] },
  {
    at: 'database d { replicas 3 leader async { ‸ } }',
    has: ['ship', 'elect', 'read', 'hints', 'min_insync'],
    not: ['work', 'shards'],
  },
  { at: 'database d { shards 4 by hash(k) { ‸ } }', has: ['vnodes', 'routed', 'skew'], not: ['ship'] },
  { at: 'database d { wal sync { ‸ } }', has: ['checksum', 'fsync'], not: ['vnodes'] },
  { at: 'service x { breaker { ‸ } }', has: ['threshold', 'window', 'open'], not: ['work'] },
  { at: 'database d { replicas 3 ‸', exactly: ['leader', 'leaderless', 'multi_leader', 'consensus'] },
  { at: 'database d { replicas 3 leaderless { delays { write 1 ms ‸ } } }', exactly: ['ack', 'request', 'response'] },
  {
    at: 'database d { replicas 3 leader { elect by consensus lease 2 s ‸ } }',
    has: ['heartbeat', 'timeout'],
    not: ['fencing-x'],
  },
  { at: 'service x { health ‸ }', exactly: ['check'] },
  // Values.
  { at: 'cache x { evict ‸ }', exactly: ['lru', 'lfu', 'fifo', 'random', 'none'] },
  { at: 'data X { personal ‸ }', exactly: ['on', 'off'] },
  { at: 'service x { work ‸ }', has: ['5 ms', 'lognormal', 'mixture'], not: ['cores'] },
  { at: 'service x { work 5 ‸ }', has: ['ms', 's', 'cores'], not: ['GB', '%'], first: 'ms' },
  { at: 'service x { work 5‸ }', has: ['ms'], not: ['cores'] },
  { at: 'cache x { memory 8 G‸ }', has: ['GB', 'GiB'], first: 'KB' },
  { at: 'workload w { buy at 60k‸', has: ['k/s', '/s'], not: ['ms'] },
  { at: 'service x { work lognormal(3 ms, ‸) }', has: ['cv'] },
  { at: 'service x { work mixture(90%: ‸) }', has: ['exponential', '5 ms'] },
  { at: 'data X { popularity ‸ }', exactly: ['zipf', 'uniform', 'hottest'] },
  { at: 'queue q { dead_letter ‸ }', has: ['events'], not: ['store', 'api', 'Order'] },
  { at: 'data X { requires durable, ‸ }', has: ['linearizable', 'eventual'], not: ['durable'] },
  { at: 'data X { requires eventual ‸ }', has: ['within'], first: 'within' },
  { at: 'data X { invariant ‸ }', has: ['counter', 'unique'], not: ['key'] },
  { at: 'database d { wal ‸ }', exactly: ['sync', 'async', 'off'] },
  { at: 'service x { when full ‸ }', exactly: ['reject', 'drop_oldest', 'block'] },
  { at: 'service x { hedge at ‸ }', has: ['p95', '20 ms'] },
  // Names by type.
  { at: 'service x { in ‸ }', exactly: ['eu', 'eu.a', 'eu.b'] },
  { at: 'service x { in eu.‸ }', exactly: ['a', 'b'] },
  { at: 'database d { stores ‸ }', exactly: ['Order', 'User'] },
  { at: 'database d { stores Order, ‸ }', exactly: ['User'] },
  { at: 'monitor m { watches ‸ }', has: ['api', 'store'], not: ['Order'] },
  { at: 'database d { stores Order  shards 3 by hash(‸) }', exactly: ['order', 'customer', 'status'] },
  { at: 'materialized_view v from ‸', has: ['events', 'store'], first: 'events' },
  // Steps.
  {
    at: 'flow f { ‸ }',
    has: ['read', 'write', 'parallel', 'app', 'on', '10%'],
    not: ['work_mode', 'Order'],
    first: 'app',
  },
  { at: 'flow f { app -> ‸ }', has: ['api'], not: ['app', 'Order'], first: 'api' },
  { at: 'flow f { app -> api { ‸ } }', first: 'api', has: ['read'] },
  { at: 'flow f { app -> api { read ‸ } }', exactly: ['Order', 'User'] },
  {
    at: 'flow f { app -> api { read Order from ‸ } }',
    has: ['store', 'shelf'],
    not: ['events', 'app'],
    first: 'store',
  },
  { at: 'flow f { app -> api { read User from ‸ } }', first: 'shelf' },
  { at: 'flow f { app -> api { write Order to st‸ } }', has: ['store'], first: 'store' },
  { at: 'flow f { app -> api { publish Order to ‸ } }', exactly: ['events'] },
  { at: 'flow f { on ‸ }', exactly: ['events'] },
  { at: 'flow f { app -> api { read Order from store at ‸ } }', has: ['quorum', 'leader', 'nearest'] },
  { at: 'flow f { app -> api { write Order to store at ‸ } }', has: ['quorum'], not: ['leader', 'nearest'] },
  { at: 'flow f { app -> api { read Order from store by ‸ } }', exactly: ['email', 'order', 'customer', 'status'] },
  { at: 'flow f { app -> api timeout 2 s ‸ }', has: ['retry', 'breaker'], not: ['timeout'] },
  { at: 'flow f { app -> api { call api idempotent ‸ } }', exactly: ['by'] },
  { at: 'flow f { app -> api { query Order from store ‸ } }', has: ['scan', 'range'], not: ['timeout'] },
  // Loads, expectations, scenarios, diagrams.
  { at: 'workload w { ‸ }', exactly: ['buy'] },
  { at: 'workload w { buy at 1/s ‸ }', has: ['peak', 'spikes'], not: ['at', 'by'] },
  { at: 'workload w from ‸', exactly: ['day'] },
  { at: 'expect under ‸', exactly: ['day'] },
  { at: 'expect { ‸ }', has: ['p99', 'cost', 'utilization'], first: 'p99' },
  { at: 'expect { p99(‸) }', has: ['buy', '*'], first: 'buy', not: ['Order'] },
  { at: 'expect { backlog(‸) }', has: ['events'], not: ['store', 'buy'] },
  { at: 'expect { p99(buy) ‸ }', has: ['<', '>='] },
  { at: 'expect { availability(buy) >= 99‸ }', exactly: ['%'] },
  { at: 'scenario "x" { ‸ }', exactly: ['run', 'at', 'expect'] },
  { at: 'scenario "x" { run day for 5 min ‸ }', has: ['warmup', 'seed', 'at'], not: ['run'], first: 'warmup' },
  { at: 'scenario "x" { at 5 s ‸ }', has: ['crash', 'lose', 'surge', 'skew'] },
  { at: 'scenario "x" { at 5 s flush ‸ }', first: 'shelf' },
  { at: 'scenario "x" { at 5 s lose zone ‸ }', has: ['eu.a'] },
  { at: 'scenario "x" { at 5 s crash store.‸ }', exactly: ['leader', 'replica', 'shard', 'instance'] },
  { at: 'diagram { ‸ }', exactly: ['show', 'hide', 'collapse', 'direction', 'under'] },
  { at: 'diagram { direction ‸ }', exactly: ['right', 'down'] },
  // Nothing where nothing is meant.
  { at: '// a ‸', exactly: [] },
  { at: '/* a ‸', exactly: [] },
  { at: 'service x "a ‸', exactly: [] },
  { at: 'service x { nonsense { ‸ } }', exactly: [] },
];

describe('completion', function () {
  this.timeout(60_000);

  for (const { at, has = [], not = [], first, exactly } of cases) {
    it(at.replaceAll('\n', '⏎'), async () => {
      const found = await labels(at);
      if (exactly !== undefined) assert.deepEqual([...found].sort(), [...exactly].sort());
      for (const label of has) assert.ok(found.includes(label), `${label} is missing of ${found.join(', ')}`);
      for (const label of not) assert.ok(!found.includes(label), `${label} is offered`);
      if (first !== undefined) assert.equal(found[0], first);
    });
  }

  it('what is unfinished above does not spoil the next line, nor what stands below', async () => {
    assert.ok((await labels('service x {\n  timeout 5\n  ‸\n}')).includes('work'));
    assert.ok((await labels('flow f {\n  app -> api {\n    read\n    ‸')).includes('Order'));
    assert.ok((await labels('service x {\n  ‸\n\nservice y { work 1 ms }')).includes('work'));
    assert.ok((await labels('service x { work\n  retry 2\n  ‸\n}')).includes('cores'));
    assert.ok((await labels('service x { ) ) work 1 ms ‸ }')).includes('cores'));
  });

  it('any word may be a name', async () => {
    const text = 'queue queue\nclient client\nservice read\nflow flow { client -> read }\nflow f { ‸ }';
    const found = (await all(text)).map(({ chosen }) => chosen.label);
    assert.ok(found.includes('client'));
    assert.equal(await accepted(`${text.slice(0, -3)}cli‸ }`, 'client'), `${text.slice(0, -3)}client -> read }`);
    // `peak` goes on with the load before it, and so is no flow there.
    const loads = (await all('flow peak { a -> b }\nflow x { a -> b }\nworkload w { x at 1/s ‸ }')).filter(
      ({ chosen }) => chosen.label === 'peak',
    );
    assert.deepEqual(
      loads.map(({ chosen }) => plainText(chosen.insert)),
      ['peak 3x'],
    );
  });

  it('a blank asks only where something must follow', async () => {
    assert.deepEqual(await labels('service x { work 5 ms ‸ }', ' '), []);
    assert.deepEqual(await labels('service ‸', ' '), []);
    assert.ok((await labels('flow f { app -> api { read ‸ } }', ' ')).includes('Order'));
    assert.ok((await labels('service x { work 5 ‸ }', ' ')).includes('ms'));
    assert.ok((await labels('flow f { app -> ‸ }', ' ')).includes('api'));
    assert.deepEqual(await labels('expect { p99(buy) >‸ }', '>'), []);
  });

  it('replaces the word under the cursor and asks for no more than is missing', async () => {
    assert.equal(await accepted('service x { w‸or 5 ms }', 'work'), 'service x { work 5 ms }');
    assert.equal(
      await accepted('service x { retr‸ }', 'retry'),
      'service x { retry 2 backoff 50 ms jitter budget 10% }',
    );
    assert.equal(await accepted('service x { work 5m‸ }', 'ms'), 'service x { work 5 ms }');
    assert.equal(await accepted('service x { work 5 m‸ }', 'ms'), 'service x { work 5 ms }');
    assert.equal(
      await accepted('service x { work exp‸(5 ms) }', 'exponential'),
      'service x { work exponential(5 ms) }',
    );
    assert.equal(await accepted('serv‸ x { }', 'service'), 'service x { }');
    assert.equal(
      await accepted('service a\nservice b\nflow f { a‸ -> b }', 'a'),
      'service a\nservice b\nflow f { a -> b }',
    );
  });

  it('snippets have places, with names to choose from', async () => {
    const read = (await all(`${design}flow f { app -> api { rea‸ } }`)).find(({ chosen }) => chosen.label === 'read');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet
    assert.equal(read?.chosen.insert, 'read ${1|Order,User|} from ${2|store,shelf|}');
    const evict = (await all('cache c { evi‸ }')).find(({ chosen }) => chosen.label === 'evict');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet
    assert.equal(evict?.chosen.insert, 'evict ${1|lru,lfu,fifo,random,none|}');
    assert.match(evict?.chosen.detail ?? '', /lru/);
  });

  it('offers declarations only where one may stand, and a whole design in an empty file', async () => {
    const kinds = ['cache', 'client', 'queue', 'workload', 'scenario'];
    const behind = await labels('cache x { evict ‸ }');
    assert.deepEqual(
      behind.filter((label) => kinds.includes(label)),
      [],
    );
    const text = await accepted('‸', 'design');
    const { snapshot } = await snapshotOf(text);
    assert.deepEqual(
      snapshot.report.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.match(text, /\nexpect under day \{/u);
    assert.equal(await accepted('des‸\nservice a { }', 'design'), 'design "Title"\nservice a { }');
  });

  it('names of other files bring their import', async () => {
    const others = { 'lib.sysdesign': 'service far { }\n', 'other/deep.sysdesign': 'service deep { }\n' };
    assert.equal(
      await accepted('client a\nflow f { a -> f‸ }', 'far', others),
      'import { far } from "./lib.sysdesign"\nclient a\nflow f { a -> far }',
    );
    assert.equal(
      await accepted('design "x"\nclient a\nflow f { a -> ‸ }', 'deep', others),
      'design "x"\nimport { deep } from "./other/deep.sysdesign"\nclient a\nflow f { a -> deep }',
    );
    const two = { 'lib.sysdesign': 'service far { }\nservice near { }\n' };
    assert.equal(
      await accepted('import { far } from "./lib.sysdesign"\nflow f { far -> n‸ }', 'near', two),
      'import { far, near } from "./lib.sysdesign"\nflow f { far -> near }',
    );
  });

  it('offers no import that would close a circle, and no name that is taken', async () => {
    const others = {
      'lib.sysdesign': 'import "./main.sysdesign"\nservice far { }\n',
      'b.sysdesign': 'service a { }\nservice free { }',
    };
    const found = (await all('client a\nflow f { a -> ‸ }', undefined, others)).map(({ chosen }) => chosen.label);
    assert.ok(!found.includes('far'));
    assert.ok(found.includes('free'));
    assert.equal(found.filter((label) => label === 'a').length, 0);
    const paths = (await all('import "‸"', undefined, others)).map(({ chosen }) => chosen.label);
    assert.deepEqual(paths, ['./b.sysdesign']);
  });

  it('imports: paths, and the names of the file', async () => {
    const others = { 'lib.sysdesign': 'service far { }\nservice near { }\n' };
    assert.equal(await accepted('import "./l‸"', './lib.sysdesign', others), 'import "./lib.sysdesign"');
    assert.equal(await accepted('import "./l‸', './lib.sysdesign', others), 'import "./lib.sysdesign');
    assert.equal(await accepted('import ‸', '"./lib.sysdesign"', others), 'import "./lib.sysdesign"');
    const names = async (text: string) => (await all(text, undefined, others)).map(({ chosen }) => chosen.label);
    assert.deepEqual(await names('import { ‸ } from "./lib.sysdesign"'), ['far', 'near']);
    assert.deepEqual(await names('import { far, ‸ } from "./lib.sysdesign"'), ['near']);
    assert.deepEqual(await names('import { far ‸ } from "./lib.sysdesign"'), ['as']);
  });

  it('rules in comments that ignore findings', async () => {
    const found = await labels('service x { } // sysdesign-ignore ‸', ' ');
    assert.ok(found.includes('single-point-of-failure'));
    assert.equal(
      await accepted('service x { } // sysdesign-ignore single-p‸', 'single-point-of-failure'),
      'service x { } // sysdesign-ignore single-point-of-failure: reason',
    );
    assert.equal(
      await accepted('// sysdesign-ignore sing‸: because', 'overloaded'),
      '// sysdesign-ignore overloaded: because',
    );
    assert.deepEqual(await labels('// sysdesign-ignore overloaded: be‸'), []);
  });
});
