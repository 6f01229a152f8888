import assert from 'node:assert/strict';
import type { Value } from '../../../analyzer/design/design.js';
import { lowerText } from '../check.js';

/** The value of one setting of a component of a kind, and what was said about it. */
function setting(
  kind: string,
  text: string,
  name: string,
  others: Readonly<Record<string, string>> = {},
): { value: Value | undefined; said: readonly string[] } {
  const { design, said } = lowerText(`${kind} x { ${text} }\nqueue failed {}\n`, others);
  return { value: design.components[0]?.settings[name]?.value, said };
}

const number = (value: number, dimension: 'count' | 'size' | 'time' | 'ratio' | 'rate'): Value => ({
  kind: 'quantity',
  value,
  dimension,
});
const law = (distribution: (Value & { kind: 'distribution' })['distribution']): Value => ({
  kind: 'distribution',
  distribution,
});

describe('values of settings', () => {
  const right: readonly (readonly [string, string, string, Value])[] = [
    ['service', 'instances 40', 'instances', number(40, 'count')],
    ['cache', 'memory 8 GB', 'memory', number(8e9, 'size')],
    ['cache', 'capacity 8 GB', 'capacity', number(8e9, 'size')],
    ['cache', 'capacity objects(500)', 'capacity', number(500, 'count')],
    ['service', 'work 3 ms', 'work', law({ law: 'exponential', mean: 0.003 })],
    ['service', 'work constant(3 ms)', 'work', law({ law: 'constant', value: 0.003 })],
    ['service', 'work lognormal(3 ms, cv 1.5)', 'work', law({ law: 'lognormal', mean: 0.003, cv: 1.5 })],
    ['service', 'work lognormal(3 ms, 1.5)', 'work', law({ law: 'lognormal', mean: 0.003, cv: 1.5 })],
    ['service', 'work erlang(4, 8 ms)', 'work', law({ law: 'erlang', stages: 4, mean: 0.008 })],
    ['service', 'work hyperexponential(2 ms, cv 3)', 'work', law({ law: 'hyperexponential', mean: 0.002, cv: 3 })],
    ['service', 'work pareto(1 ms, 2.5)', 'work', law({ law: 'pareto', minimum: 0.001, shape: 2.5 })],
    ['service', 'work uniform(1 ms, 3 ms)', 'work', law({ law: 'uniform', low: 0.001, high: 0.003 })],
    [
      'service',
      'work mixture(75%: 1 ms, 25%: constant(5 ms))',
      'work',
      law({
        law: 'mixture',
        parts: [
          { weight: 0.75, of: { law: 'exponential', mean: 0.001 } },
          { weight: 0.25, of: { law: 'constant', value: 0.005 } },
        ],
      }),
    ],
    [
      'service',
      'scaling usl(0.03, 0.0001)',
      'scaling',
      { kind: 'call', name: 'usl', args: [number(0.03, 'count'), number(0.0001, 'count')] },
    ],
    ['queue', 'dead_letter failed', 'dead_letter', { kind: 'symbol', name: 'failed' }],
    ['queue', 'ack all', 'ack', { kind: 'symbol', name: 'all' }],
  ];
  for (const [kind, text, name, expected] of right) {
    it(text, () => {
      const { value, said } = setting(kind, text, name);
      assert.deepEqual(said, []);
      assert.deepEqual(value, expected);
    });
  }

  it('popularity: a word, a word and a number, or two shares', () => {
    const popularity = (text: string): Value | undefined =>
      lowerText(`data D { popularity ${text} }`).design.data[0]?.settings.popularity?.value;
    assert.deepEqual(popularity('uniform'), { kind: 'symbol', name: 'uniform' });
    assert.deepEqual(popularity('zipf 0.9'), { kind: 'call', name: 'zipf', args: [number(0.9, 'count')] });
    assert.deepEqual(popularity('zipf(0.9)'), popularity('zipf 0.9'));
    assert.deepEqual(popularity('hottest(5%, 60%)'), {
      kind: 'call',
      name: 'hottest',
      args: [number(0.05, 'ratio'), number(0.6, 'ratio')],
    });
  });
  it('counts: a list of words with a number each', () => {
    const { design, said } = lowerText('monitor m { labels host 1k, path 200 }');
    assert.deepEqual(said, []);
    assert.deepEqual(design.components[0]?.settings.labels?.value, {
      kind: 'list',
      items: [
        { kind: 'call', name: 'host', args: [number(1000, 'count')] },
        { kind: 'call', name: 'path', args: [number(200, 'count')] },
      ],
    });
  });

  it('empirical reads a file: sorted, in seconds', () => {
    const { value, said } = setting('service', 'work empirical("m.csv")', 'work', { 'm.csv': 'ms\n30\n10\n20' });
    assert.deepEqual(said, []);
    assert.deepEqual(value, law({ law: 'empirical', samples: [0.01, 0.02, 0.03], source: 'm.csv' }));
  });
  it('usl reads measurements of load and throughput', () => {
    const { value, said } = setting('service', 'scaling usl("m.csv")', 'scaling', {
      'm.csv': 'load,throughput\n1,65\n18,996/s',
    });
    assert.deepEqual(said, []);
    const point = (load: number, throughput: number): Value => ({
      kind: 'list',
      items: [number(load, 'count'), number(throughput, 'rate')],
    });
    assert.deepEqual(value, {
      kind: 'call',
      name: 'usl',
      args: [{ kind: 'list', items: [point(1, 65), point(18, 996)] }],
    });
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['service', 'instances 40 ms', /unit-mismatch «40 ms» `40 ms` is a duration; a plain number/],
    ['service', 'work 3 GB', /unit-mismatch «3 GB» .*a duration \(250 ms/],
    ['service', 'work 3', /unit-mismatch «3» `3` has no unit; a duration/],
    [
      'service',
      'work expnential(3 ms)',
      /unknown-name «expnential» There is no law `expnential`; did you mean `exponential`/,
    ],
    ['service', 'work lognormal(3 ms)', /«lognormal\(3 ms\)» lognormal takes \(mean, cv\); `cv` is missing/],
    ['service', 'work lognormal(3 ms, 1, 2)', /«2» lognormal takes \(mean, cv\); this is one too many/],
    ['service', 'work hyperexponential(3 ms, 0.5)', /«0.5» .*at least 1/],
    ['service', 'work uniform(3 ms, 1 ms)', /must not be longer/],
    ['service', 'work mixture(50%: 1 ms, 40%: 2 ms)', /add up to 90%/],
    ['service', 'work mixture(1 ms, 2 ms)', /A part of a mixture is a share/],
    ['service', 'work empirical("gone.csv")', /import «"gone.csv"» .*there is no file `gone.csv`/],
    ['service', 'work empirical("../x.csv")', /import .*lies outside/],
    ['service', 'work empirical(3 ms)', /needs the name of one file/],
    ['service', 'scaling linear', /is no scaling/],
    ['cache', 'evict lruu', /unknown-name «lruu» `lruu` means nothing here; did you mean `lru`/],
    ['cache', 'evict 3', /one of these words is expected: lru/],
    ['cache', 'memry 8 GB', /unknown-name «memry» `memry` is no setting of a cache; did you mean `memory`/],
    ['service', 'evict lru', /`evict` is no setting of a service; it is a setting of cache/],
    ['queue', 'dead_letter failde', /unknown-name «failde» .*did you mean `failed`/],
    ['queue', 'dead_letter x2\n}\nservice x2 {', /unknown-name «x2» `x2` is a service; a queue is expected here/],
    ['cache', 'memory 8 GB memory 9 GB', /contradiction «memory 9 GB» `memory` is written twice/],
    ['cache', 'ttl 1h30min', /joins several units.*90 min/],
    [
      'cache',
      'ttl 10 msec\n  evict lru\n  ttl_jitter 10%',
      /unit-mismatch «msec» There is no unit `msec`; did you mean `ms`/,
    ],
    ['cache', 'ttl 300msec', /unit-mismatch «300msec» .*did you mean `ms`/],
    ['cache', 'memory 8 GB, 9 GB', /«9 GB» `memory` takes one value, not 2/],
  ];
  for (const [kind, text, message] of wrong) {
    it(`${text.split('\n')[0]} is wrong`, () => {
      const { said } = setting(kind, text, '');
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0] ?? '', message);
    });
  }

  it('bad rows of a file are a warning, no usable row an error', () => {
    const files = { 'm.csv': '1\nx\ny\n2', 'none.csv': 'a\nb\n' };
    const some = setting('service', 'work empirical("m.csv")', 'work', files);
    assert.match(some.said[0] ?? '', /Line 2 of `m.csv` is left out: .* 1 more rows are unusable/);
    assert.deepEqual(some.value, law({ law: 'empirical', samples: [1, 2], source: 'm.csv' }));
    const none = setting('service', 'work empirical("none.csv")', 'work', files);
    assert.match(none.said.at(-1) ?? '', /holds no usable row/);
    assert.equal(none.value, undefined);
  });
  it('names of every object are no settings', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const { said } = setting('cache', `${name} 3`, name);
      assert.match(said.join('\n'), new RegExp(`unknown-name «${name}»`));
    }
  });
});

describe('a setting without its value', () => {
  const cases: readonly (readonly [string, readonly string[], Readonly<Record<string, unknown>>])[] = [
    ['memory\n  ttl 10 s', ['memory'], { ttl: 10 }],
    ['memory\n  evict lru\n  ttl 10 s', ['memory'], { evict: 'lru', ttl: 10 }],
    ['memory\n  evict\n  ttl 10 s', ['memory', 'evict'], { ttl: 10 }],
    ['memory\n  evict lru\n  ttl_kind fixed\n  ttl 10 s', ['memory'], { evict: 'lru', ttl_kind: 'fixed', ttl: 10 }],
    ['ttl 10 s\n  memory', ['memory'], { ttl: 10 }],
  ];
  for (const [text, missing, kept] of cases) {
    it(JSON.stringify(text), () => {
      const { design, said } = lowerText(`cache x {\n  ${text}\n}`);
      const needs = said.filter((one) => /needs a value|a number|a value/u.test(one));
      assert.equal(needs.length, missing.length, said.join('\n'));
      for (const name of missing) assert.match(said.join('\n'), new RegExp(name));
      const settings = design.components[0]?.settings ?? {};
      for (const [name, value] of Object.entries(kept)) {
        const found = settings[name]?.value;
        assert.equal(
          found?.kind === 'quantity' ? found.value : found?.kind === 'symbol' ? found.name : undefined,
          value,
          name,
        );
      }
      assert.equal(Object.keys(settings).length, Object.keys(kept).length);
    });
  }
  it('the limit of calls is found again', () => {
    const { design, said } = lowerText('service x {\n  instances\n  timeout 300 ms\n}');
    assert.deepEqual(said, ['syntax «instances» `instances` needs a value.']);
    assert.equal(design.components[0]?.calls.timeout?.after, 0.3);
  });
});
