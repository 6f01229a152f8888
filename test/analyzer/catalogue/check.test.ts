/** Messages about wrong values: what is expected, with an example, and what was given. */
import assert from 'node:assert/strict';
import { checkValue, settingSpec } from '../../../analyzer/catalogue/setting.js';
import { settings } from '../../../analyzer/catalogue/settings/index.js';
import type { SettingSpec } from '../../../analyzer/catalogue/types.js';
import type { Value } from '../../../analyzer/design/design.js';
import { call, count, share, size, time, word } from './owner.js';

const text: Value = { kind: 'text', text: 'much' };
const law: Value = { kind: 'distribution', distribution: { law: 'exponential', mean: 1 } };

const cases: readonly (readonly [string, string, Value, string | undefined])[] = [
  ['cache', 'ttl', time(600), undefined],
  ['cache', 'ttl', size(5e9), '`ttl` is a time such as `10 min`; `5 GB` is a size'],
  ['cache', 'ttl', time(-1), '`ttl` cannot be negative; `-1 s` is'],
  ['service', 'instances', count(40), undefined],
  ['service', 'instances', count(0), '`instances` is at least `1`; `0` is less'],
  ['service', 'instances', count(2.5), '`instances` is a whole number; `2.5` is not'],
  ['service', 'instances', word('many'), '`instances` is a whole number such as `40`; `many` is a word'],
  ['service', 'fails', share(1.5), '`fails` is at most `100 %`; `150 %` is more'],
  ['service', 'work', time(0.003), undefined],
  ['service', 'work', law, undefined],
  [
    'service',
    'work',
    count(3),
    '`work` is a time or a law of times such as `lognormal(3 ms, cv 1.5)`; `3` is a plain number',
  ],
  ['cache', 'evict', word('lru'), undefined],
  [
    'cache',
    'evict',
    word('lruu'),
    '`evict` is one of `lru`, `lfu`, `fifo`, `random`, `none`; `lruu` is none of them. Did you mean `lru`?',
  ],
  ['cache', 'evict', text, '`evict` is one of `lru`, `lfu`, `fifo`, `random`, `none` such as `lru`; "much" is a text'],
  ['cache', 'capacity', size(1), undefined],
  ['cache', 'capacity', count(500), undefined],
  ['cache', 'capacity', time(1), '`capacity` is a size or a number of objects such as `objects(500)`; `1 s` is a time'],
  ['data', 'popularity', call('zipf', count(0.9)), undefined],
  ['data', 'popularity', word('uniform'), undefined],
  [
    'data',
    'popularity',
    call('hottest', share(0.1)),
    '`popularity` is a popularity such as `zipf 0.9`; `hottest(…)` is none',
  ],
  ['service', 'scaling', call('usl', count(0.1), count(0)), undefined],
  ['service', 'scaling', count(2), '`scaling` is a scaling law such as `usl(0.03, 0.0001)`; `2` is a plain number'],
  ['monitor', 'labels', { kind: 'list', items: [call('host', count(1000)), call('path', count(200))] }, undefined],
  [
    'monitor',
    'labels',
    { kind: 'list', items: [call('host', count(1000)), count(3)] },
    '`labels` is a list of words with a number each such as `host 1000, path 200`; `3` is a plain number',
  ],
  ['queue', 'dead_letter', word('failed'), undefined],
  ['queue', 'dead_letter', count(1), '`dead_letter` is the name of a queue such as `failed`; `1` is a plain number'],
  [
    'cache',
    'ttl',
    { kind: 'list', items: [time(1), time(2)] },
    '`ttl` is a time such as `10 min`; 2 values are a list',
  ],
  ['cache', 'ttl', law, '`ttl` is a time such as `10 min`; `exponential(…)` is a law of times'],
];

describe('checkValue', () => {
  for (const [kind, name, value, message] of cases) {
    it(message ?? `${kind} ${name} takes a ${value.kind}`, () =>
      assert.equal(checkValue(specOf(kind, name), value), message),
    );
  }

  it('names the dimension that every number wants', () => {
    for (const spec of settings) {
      if (spec.value.type !== 'quantity') continue;
      const wrong = spec.value.dimension === 'time' ? size(1) : time(1);
      assert.match(
        checkValue(spec, wrong) ?? '',
        /^`\w+` is a (whole number|plain number|time|size|bandwidth|rate|share|price) such as `.+`; `.+` is a (time|size)$/,
        spec.name,
      );
    }
  });
});

function specOf(kind: string, name: string): SettingSpec {
  const spec = settingSpec(kind, name);
  assert.ok(spec);
  return spec;
}
