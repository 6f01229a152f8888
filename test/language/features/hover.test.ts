import assert from 'node:assert/strict';
import { hoverAt } from '../../../language/features/hover/hover.js';
import { snapshotOf } from './marked.js';

/** Markdown at the cursor; `''` where there is none. */
async function hovered(text: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  const { snapshot, cursor } = await snapshotOf(text, others);
  const contents = hoverAt(snapshot, cursor)?.contents;
  return contents === undefined ? '' : (contents as { readonly value: string }).value;
}

/** Checks that the hover says each of the texts, and none behind a `!`. */
async function says(
  text: string,
  wanted: readonly (string | RegExp)[],
  others: Readonly<Record<string, string>> = {},
): Promise<void> {
  const found = await hovered(text, others);
  for (const one of wanted) {
    if (typeof one === 'string') assert.ok(found.includes(one), `no «${one}» in\n${found}`);
    else assert.match(found, one);
  }
}

const shop = `client people { timeout 2 s }
data Order { key id  size 1 KB  count 1M  requires linearizable, eventual within 5 s  grows 1/s  keep 1 d }
database orders : postgres { stores Order  cores 4  replicas 3 leader async { read from any } }
service api "The *API*" { instances 2  cores 4  work 5 ms  timeout 300 ms  retry 2 backoff 50 ms }
flow buy "Buy" { people -> api { read Order from orders  work 2 ms } }
workload day { buy at 10/s }
expect under day { p99(buy) < 1 s  availability(buy) >= 99.9% }
scenario "Crash" { run day for 1 min  at 10 s crash orders for 5 s  expect lost(Order) == 0 }
`;

/** The text of the shop with the cursor in the n-th `word` (from 1). */
function at(word: string, n = 1, text = shop): string {
  let found = -1;
  const pattern = new RegExp(`(?<![\\w.])${word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}`, 'gu');
  for (let i = 0; i < n; i++) found = pattern.exec(text)?.index ?? -1;
  if (found < 0) throw new Error(`no ${n}-th ${word} in the text of the test`);
  return `${text.slice(0, found)}‸${text.slice(found)}`;
}

describe('hover', () => {
  describe('where there is nothing to say', () => {
    const silent = ['‸', '   ‸   ', '// ‸a comment', 'service‸', 'servic‸e {', '{‸', '"unclosed‸', '@@@‸@@@', '‸}'];
    for (const text of silent)
      it(`${JSON.stringify(text)} gives nothing or something plain`, async () => {
        const { snapshot, cursor } = await snapshotOf(text);
        assert.doesNotThrow(() => hoverAt(snapshot, cursor));
      });
    it('a name that stands for nothing', async () => {
      assert.equal(await hovered('flow f { gh‸ost -> phantom }'), '');
    });
    it('a comment and a title', async () => {
      assert.equal(await hovered('service api { } // chat‸ter'), '');
      assert.equal(await hovered('service api "Ti‸tle" { }'), '');
    });
    it('a suppression of an unknown rule', async () => {
      assert.equal(await hovered('service api { } // sysdesign-ignore no-such-r‸ule: reason'), '');
    });
  });

  describe('of a component', () => {
    it('where it is declared: kind, figures, guarantees, values with who said them', () =>
      says(at('orders'), [
        '**database** `orders` · PostgreSQL',
        'stores `Order`',
        '| under `day` |  |',
        /\| utilization \| (&lt;)?[\d.]+ % of 12 servers \|/,
        /\| response \| p50 .* p99 .* \|/,
        /\| lag \| /,
        '| consistency | **',
        /\| `cores` \| `4` \| design \|/,
        /\| `replicas` \| `3 leader, async, read any` \| design \|/,
        /\| `isolation` \| `read_committed` \| PostgreSQL: /,
        /Where nothing is said: .*\(assumed\)/,
      ]));
    it('where it is used, and as bottleneck', () =>
      says(at('api', 2), ['**service** `api` “The \\*API\\*”', 'Bottleneck of `buy`', 'round robin']));
    it('from a template, with its provenance', () =>
      says(
        `template pg(lock) : postgres { cores 2  wal sync }
coordinator locks : etcd { replicas 3 consensus }
database d‸b : pg(locks) { memory 8 GB }`,
        [
          'template `pg`',
          /\| `cores` \| `2` \| template `pg` \|/,
          /\| `wal` \| `sync` \| template `pg` \|/,
          /\| `memory` \| `8 GB` \| design \|/,
        ],
      ));
    it('imported from another file', () =>
      says(
        'import { api } from "parts.sysdesign"\nclient people\nflow f { people -> a‸pi }\nworkload w { f at 1/s }',
        ['**service** `api`', 'under `w`'],
        { 'parts.sysdesign': 'service api { work 5 ms }' },
      ));
    it('in a part that another design imports: its figures there', () =>
      says('service ap‸i { work 5 ms }', ['under `w`', 'utilization'], {
        'main2.sysdesign':
          'import { api as backend } from "main.sysdesign"\nclient people\nflow f { people -> backend }\nworkload w { f at 1/s }',
      }));
    it('without a workload: no figures', async () => {
      const found = await hovered('service ap‸i { work 5 ms }');
      assert.ok(!found.includes('utilization'), found);
      assert.match(found, /`work` \| `exponential\(5 ms\)`/);
    });
    it('that no flow visits', () => says(`${shop}\nservice id‸le { }`, ['No flow visits it under `day`.']));
    it('overloaded: no figure without a reason', () =>
      says('client c\nservice ap‸i { instances 1  cores 1  work 1 s }\nflow f { c -> api }\nworkload w { f at 5/s }', [
        /utilization \| 500 %/,
        /response/,
      ]));
    it('with the kind unknown or the text unfinished', async () => {
      await hovered('thing x‸y { work 5 ms');
      await hovered('database d‸b : ');
      await hovered('service a‸pi { work  retry ');
    });
    it('markup of titles is text', () => says('service ap‸i "<b>[x](y)|`z`" { }', ['“&lt;b&gt;\\[x\\](y)\\|\\`z\\`”']));
  });

  it('of data: needs, places, size, what clients get', () =>
    says(at('Order', 2), [
      '**data** `Order`',
      'Key `id`',
      '| **linearizable** |',
      '**eventual** within 5 s',
      'stored in `orders`',
      '1M × 1 KB = **1 GB**',
      'grows **86.4 MB** a day',
      '| read in `buy` | **eventual**',
    ]));

  it('of a flow: figures and the hops that cost', () =>
    says(at('buy', 1), [
      '**flow** `buy` “Buy”',
      '| rate | 10/s, at most',
      /p50 .*, p99 /,
      /\| `api` \| 2 \| /,
      '`api` saturates first',
    ]));
  it('of a flow without load', () =>
    says(`${shop}\nflow re‸st { people -> api }`, ['It is not started: times are those of a request alone.']));

  describe('of a step', () => {
    it('a read: rate, what the client gets, how long', () =>
      says(at('read', 2), [
        '`read`: Looks up one item.',
        '10/s under `day`',
        'the client gets **eventual**',
        '`orders` answers in p50',
        'retry 2 backoff 50 ms',
      ]));
    it('work: figures of its law', () => says(at('work', 2), ['mean 2 ms', 'p99 ']));
    it('an arrow', () => says(at('->'), ['10/s under `day`', '`api` answers in']));
    it('unfinished', async () => {
      await hovered('client c\nservice s { }\nflow f { c -> s { re‸ad } }\nworkload w { f at 1/s }');
      await hovered('flow f { wr‸ite X to ');
    });
  });

  describe('of a setting', () => {
    it('meaning, default with source, readers', () =>
      says('cache c : redis { mem‸ory 8 GB }', ['**setting** `memory`', 'Takes ', 'Read by ']));
    it('the technology’s own default', () =>
      says('queue q : kafka { prefe‸tch 100 }', ['Without it: **500** (technology, assumed: ']));
    it('its words, and one of them', async () => {
      await says('cache c { evi‸ct lru }', ['| `lru` |']);
      await says('cache c { evict l‸ru }', [/^`lru`: /]);
    });
    it('in data, links, replicas, shards, logs and templates', async () => {
      await says('data D { si‸ze 1 KB }', ['**setting** `size` of `data`']);
      await says('region a { } region b { }\nlink a -- b { lo‸ss 1% }', ['**setting** `loss`']);
      await says('database d { replicas 3 leaderless { hin‸ts on } }', ['**setting** `hints` of `replicas`']);
      await says('database d { shards 3 by hash(k) { vno‸des 8 } }', ['**setting** `vnodes` of `shards`']);
      await says('database d { wal sync { check‸sum none } }', ['**setting** `checksum` of `wal`']);
      await says('template t : postgres { co‸res 4 }', ['**setting** `cores`']);
    });
    it('a time-out, which is a clause', () => says(at('timeout', 2), ['The caller stops waiting after this time.']));
    it('an unknown word', async () => assert.equal(await hovered('service s { nonse‸nse 5 }'), ''));
    it('of an unknown kind, or unfinished', async () => {
      await hovered('thing s { memo‸ry 5 GB }');
      await hovered('service s { memo‸ry');
      await hovered('template t : nothing { co‸res 4 }');
    });
  });

  describe('of the vocabulary', () => {
    it('a kind', () => says('datab‸ase d', ['**kind** `database`', 'In the estimate: ']));
    it('a technology', () =>
      says('database d : postg‸res', ['**technology** `postgres`', '| isolation | read committed', 'fail-over']));
    it('a keyword, by where it stands', async () => {
      await says('database d { repl‸icas 3 leader async }', [
        '`replicas`: Copies',
        '`3 leader, async, read leader` (design)',
      ]);
      await says('database d { replicas 3 leader a‸sync }', ['`async`: A write waits for no follower']);
      await says('region e { zo‸nes a }', ['`zones`: ']);
      await says('client c\nservice s\nflow f { c -> s }\nworkload w { f a‸t 1/s }', ['`at`: Open']);
    });
    it('words that the grammar takes as names', async () => {
      await says('database d { shards 3 by ha‸sh(k) }', ['`hash`: Even']);
      await says('service s { when full blo‸ck }', ['`block`: Back-pressure']);
    });
    it('a requirement and an invariant', async () => {
      await says('data D { requires linear‸izable }', ['**requirement** `linearizable`']);
      await says('data D { invariant coun‸ter "x" }', ['**invariant** `counter`', 'lost update']);
    });
    it('a word that is a name here is the name', () => says('cache ca‸che { }', ['**cache** `cache`']));
  });

  describe('of a number', () => {
    const numbers: readonly (readonly [string, string])[] = [
      ['client c service s flow f { c -> s } workload w { f at 6‸0k/s }', '`60k/s` = **60,000 per second**'],
      ['service s { availability 99.‸9% }', 'down 43.8 min a month'],
      ['service s { memory 8 G‸B }', '**8,000,000,000 bytes**'],
      ['service s { bandwidth 10 Gb‸ps }', '**1,250,000,000 bytes per second**'],
      ['service s { timeout 2‸50 ms }', '**0.25 seconds**'],
      ['data D { count 10‸0M }', '**100,000,000**'],
      ['service s { price 0.0‸96 USD/h }', '70.1 USD a month'],
      ['data D { count 1e30‸0 }', '1e+300'],
    ];
    for (const [text, wanted] of numbers) it(text, () => says(text, [wanted]));
    it('availability of an expectation', () => says(at('99.9%'), ['down 43.8 min a month']));
    it('another share', async () => assert.ok(!(await hovered('service s { fails 99.‸9% }')).includes('down')));
    it('a duration that varies also has its law', () =>
      says('service s { work 5‸ ms }', ['`exponential(5 ms)`', '| p99 | 23 ms |']));
    it('with a unit that does not exist', async () => assert.equal(await hovered('service s { timeout 5‸mss }'), ''));
  });

  describe('of a distribution', () => {
    it('figures', () =>
      says('service s { work logno‸rmal(3 ms, cv 1.5) }', [
        '`lognormal(3 ms, cv 1.5)`',
        '| mean | 3 ms |',
        '| coefficient of variation | 1.5 |',
        '| p50 |',
        '| p99 |',
      ]));
    it('a part of a mixture', () =>
      says('service s { work mixture(90%: constant(1 ms), 10%: expon‸ential(9 ms)) }', ['`exponential(9 ms)`']));
    it('without moments', () => says('service s { work par‸eto(1 ms, 1) }', ['| mean | ∞ |']));
    it('of zero, of a huge spread, unfinished', async () => {
      await hovered('service s { work expo‸nential(0 s) }');
      await hovered('service s { work logn‸ormal(1 ms, cv 1e200) }');
      await hovered('service s { work hyp‸erexponential(1 ms, cv 0) }');
      await hovered('service s { work emp‸irical("none.csv") }');
      await hovered('service s { work erla‸ng( }');
    });
    it('popularity', () => says('data D { popularity zi‸pf 0.9 }', ['`zipf`: ']));
  });

  describe('of an expectation', () => {
    it('met, with its value', () => says(at('p99'), ['`p99(buy) < 1 s` · **met**', '| `day` | ', 'Time that 99 %']));
    it('missed', () => says(at('p99', 1, shop.replace('< 1 s', '< 1 us')), ['· **missed**']));
    it('of a scenario', () => says(at('lost'), ['Decided when the scenario runs.']));
    it('without any workload', () =>
      says('client c\nservice s { }\nflow f { c -> s }\nexpect { p‸99(f) < 1 s }', ['**undecided**', 'Undecided: ']));
    it('unfinished', async () => {
      await hovered('expect { p9‸9( }');
      await hovered('expect { p9‸9(buy) < }');
    });
  });

  it('of a workload: loads and rates', () =>
    says(at('day', 1), ['**workload** `day`', '| `buy` | at 10/s | 10/s |', '2 of 2 expectations met.']));

  it('of regions, zones and links', async () => {
    const text = 'region us { zones a, b }\nregion eu { }\nlink us -- eu { rtt 80 ms }\nservice s { in us.a }\n';
    await says(text.replace('region us', 'region u‸s'), [
      '**region** `us`',
      'Zones `a`, `b`',
      'Here: `s`',
      'Links `us--eu`',
    ]);
    await says(text.replace('us.a', 'us.‸a'), ['**zone** `us.a`']);
    await says(text.replace('link', 'li‸nk'), ['**link** `us` – `eu`', '`rtt`', 'Without `rtt`: 150 ms']);
    await hovered('region us { }\nli‸nk us -- ');
  });

  it('of an import: the file and what it declares', async () => {
    await says(
      'import { api } from "par‸ts.sysdesign"',
      ['**file** `parts.sysdesign`', '- service `api`', '- data `D`'],
      {
        'parts.sysdesign': 'service api { }\ndata D { }\n',
      },
    );
    assert.equal(await hovered('import "no‸ne.sysdesign"'), '');
  });

  it('of templates, parameters and groups', async () => {
    const text = 'template pg(lock) : postgres { replicas 3 leader async { elect by lock lock } }\n';
    await says(text.replace('pg', 'p‸g'), ['**template** `pg(lock)` on `postgres`', 'No component']);
    await says(text.replace('(lock', '(lo‸ck'), ['**parameter** `lock`']);
    await says('group co‸re "Core" { service s { } }', ['**group** `core` “Core”', 'Holds `s`']);
  });

  it('of a rule that a comment ignores, and what it silences', () =>
    says(`${shop}\nservice lone { } // sysdesign-ignore unused-com‸ponent: planned`, [
      '**rule** `unused-component`',
      'Silenced here: ',
    ]));

  it('its range is the word', async () => {
    const { snapshot, cursor, ranges } = await snapshotOf('service ⟦a‸pi⟧ { }');
    assert.deepEqual(hoverAt(snapshot, cursor)?.range, ranges()[0]);
  });
});
