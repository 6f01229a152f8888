import assert from 'node:assert/strict';
import { isQuantityValue, type Setting } from '../../../language/generated/ast.js';
import { parse } from '../../../language/syntax/parse.js';
import { endOfQuantity, partsOfQuantity } from '../../../language/syntax/quantity-token.js';

/** The quantity at the start of a text. */
function first(text: string): string {
  return text.slice(0, endOfQuantity(text, 0));
}

describe('a quantity', () => {
  const cases: readonly (readonly [text: string, token: string])[] = [
    ['500', '500'],
    ['500\n', '500'],
    ['1.5 ', '1.5'],
    ['1e3', '1e3'],
    ['2.5E-3 s', '2.5E-3 s'],
    ['-5 s', '-5 s'],
    ['+2%', '+2%'],
    ['80 ms', '80 ms'],
    ['80ms', '80ms'],
    ['80\t  ms', '80\t  ms'],
    ['80\u00a0ms', '80\u00a0ms'],
    ['80\nms', '80'],
    ['3 us', '3 us'],
    ['3 µs', '3 µs'],
    ['3 μs', '3 μs'],
    ['3µs', '3µs'],
    ['3μs', '3μs'],
    ['10 Gbps', '10 Gbps'],
    ['220 MB/s', '220 MB/s'],
    ['0.096 USD/h', '0.096 USD/h'],
    ['2 KiB', '2 KiB'],
    ['60k/s', '60k/s'],
    ['4G/d', '4G/d'],
    ['40/d', '40/d'],
    ['500 /s', '500 /s'],
    ['0.01%', '0.01%'],
    ['60 %', '60 %'],
    ['3x', '3x'],
    ['100M', '100M'],
    ['3 x', '3'],
    ['100 M', '100'],
    ['60 k/s', '60'],
    ['300msec', '300msec'],
    ['1h30min', '1h30min'],
    ['5foo/bar', '5foo/bar'],
    ['500 users', '500'],
    ['2 min_insync', '2'],
    ['2 seconds', '2'],
    ['8 GBs', '8'],
    ['4..40', '4'],
    ['3.leader', '3'],
    ['3->', '3'],
    ['5 // s', '5'],
    ['5/* s */', '5'],
    ['5//', '5'],
  ];
  for (const [text, token] of cases) {
    it(`of ${JSON.stringify(text)} is ${JSON.stringify(token)}`, () => assert.equal(first(text), token));
  }

  it('has a number and a unit', () => {
    assert.deepEqual(partsOfQuantity('80  ms'), { number: '80', unit: 'ms' });
    assert.deepEqual(partsOfQuantity('1e3/s'), { number: '1e3', unit: '/s' });
    assert.deepEqual(partsOfQuantity('5'), { number: '5', unit: '' });
  });

  it('stays one token with an unknown unit, so that the unit alone is wrong', () => {
    const { model, errors } = parse('service x { timeout 300msec  limit 1h30min }');
    assert.deepEqual(errors, []);
    const component = model.items[0];
    const values =
      component?.$type === 'Component' ? component.clauses.map((clause) => (clause as Setting).values[0]) : [];
    assert.deepEqual(
      values.map((value) => isQuantityValue(value) && value.quantity),
      ['300msec', '1h30min'],
    );
  });

  it('with thousands separators is told once', () => {
    const text = 'service x { limit 1,000  cores 4 }';
    assert.deepEqual(parse(text).errors, [
      {
        kind: 'number',
        message: "numbers have no ',' inside; write '1000'",
        offset: 18,
        length: 5,
        suggestion: '1000',
      },
    ]);
    assert.deepEqual(parse('data x { popularity list(1,200) }').errors, []);
  });
});
