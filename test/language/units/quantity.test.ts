import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Dimension } from '../../../analyzer/design/units.js';
import { readQuantity, readQuantityAs } from '../../../language/units/quantity.js';
import { multipliers, sizeUnits, timeUnits } from '../../../language/units/unit.js';

describe('readQuantity', () => {
  const cases: readonly (readonly [string, number, Dimension])[] = [
    ['500', 500, 'count'],
    ['100M', 1e8, 'count'],
    ['3x', 3, 'count'],
    ['2.5', 2.5, 'count'],
    ['1e3', 1000, 'count'],
    ['4G', 4e9, 'count'],
    ['7 ns', 7e-9, 'time'],
    ['7us', 7e-6, 'time'],
    ['7 µs', 7e-6, 'time'],
    ['7 μs', 7e-6, 'time'],
    ['80 ms', 0.08, 'time'],
    ['10 s', 10, 'time'],
    ['15 min', 900, 'time'],
    ['1 h', 3600, 'time'],
    ['7 d', 604800, 'time'],
    ['1 y', 31536000, 'time'],
    ['64 B', 64, 'size'],
    ['2 KB', 2000, 'size'],
    ['8 GB', 8e9, 'size'],
    ['1 TB', 1e12, 'size'],
    ['2 KiB', 2048, 'size'],
    ['1 TiB', 1024 ** 4, 'size'],
    ['8 Kbps', 1000, 'bandwidth'],
    ['10 Gbps', 1.25e9, 'bandwidth'],
    ['80 Mbps', 1e7, 'bandwidth'],
    ['200 MB/s', 2e8, 'bandwidth'],
    ['86.4 GB/d', 1e6, 'bandwidth'],
    ['60k/s', 60000, 'rate'],
    ['40/d', 40 / 86400, 'rate'],
    ['4G/d', 4e9 / 86400, 'rate'],
    ['30/min', 0.5, 'rate'],
    ['36/h', 0.01, 'rate'],
    ['0.5/s', 0.5, 'rate'],
    ['60%', 0.6, 'ratio'],
    ['99.9%', 0.999, 'ratio'],
    ['0.01%', 0.0001, 'ratio'],
    ['0.36 USD/h', 0.0001, 'price'],
    ['12 USD/mo', 12 / 2628000, 'price'],
  ];
  for (const [text, value, dimension] of cases) {
    it(`${text} is ${value} (${dimension})`, () => {
      const reading = readQuantity(text);
      assert.ok('quantity' in reading);
      assert.equal(reading.quantity.dimension, dimension);
      assert.ok(Math.abs(reading.quantity.value - value) <= 1e-12 * Math.abs(value), `${reading.quantity.value}`);
    });
  }

  it('percentages are the nearest numbers there are', () => {
    for (const text of ['99.9%', '99.95%', '99.99%', '0.1%', '33%']) {
      const reading = readQuantity(text);
      assert.ok('quantity' in reading);
      assert.equal(reading.quantity.value, Number(text.slice(0, -1)) / 100);
    }
  });

  const problems: readonly (readonly [string, RegExp, string | undefined])[] = [
    ['300msec', /no unit `msec`; did you mean `ms`/, '300 ms'],
    ['5 minutes', /did you mean `min`/, '5 min'],
    ['8 Gb', /did you mean `GB`/, '8 GB'],
    ['100 rps', /did you mean `\/s`/, '100/s'],
    ['5/sec', /did you mean `\/s`/, '5/s'],
    ['1h30min', /joins several units.*90 min/, '90 min'],
    ['2min15s', /135 s/, '135 s'],
    ['3zorkmids', /no unit `zorkmids`; units are/, undefined],
    ['abc', /not a number/, undefined],
  ];
  for (const [text, message, suggestion] of problems) {
    it(`${text} is a problem`, () => {
      const reading = readQuantity(text);
      assert.ok('problem' in reading);
      assert.match(reading.problem, message);
      assert.equal(reading.suggestion, suggestion);
    });
  }

  it('every suggestion can be read', () => {
    for (const [text, , suggestion] of problems)
      if (suggestion !== undefined) assert.ok('quantity' in readQuantity(suggestion), text);
  });

  it('never throws, and reads what it writes', () => {
    fc.assert(fc.property(fc.string(), (text) => void readQuantity(text)));
    const units = [...Object.entries(timeUnits), ...Object.entries(sizeUnits), ...Object.entries(multipliers)];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(...units), (number, [unit, factor]) => {
        const reading = readQuantity(`${number}${unit}`);
        assert.ok('quantity' in reading);
        assert.ok(Math.abs(reading.quantity.value - number * factor) <= 1e-12 * number * factor);
      }),
    );
  });

  it('property names of every object are no units', () => {
    for (const unit of ['constructor', 'toString', '__proto__', 'k/constructor'])
      assert.ok('problem' in readQuantity(`3 ${unit}`));
  });
});

describe('readQuantityAs', () => {
  it('names the expected dimension with an example', () => {
    const reading = readQuantityAs('8 GB', ['time']);
    assert.ok('problem' in reading);
    assert.equal(reading.problem, '`8 GB` is a size; a duration (250 ms, 10 s or 1 h) is expected here');
  });
  it('a bare number up to 1 is a share, a larger one is not', () => {
    assert.deepEqual(readQuantityAs('0.9', ['ratio']), {
      quantity: { kind: 'quantity', value: 0.9, dimension: 'ratio' },
      bare: true,
    });
    assert.ok('problem' in readQuantityAs('90', ['ratio']));
  });
  it('0 is nothing of anything', () => {
    assert.deepEqual(readQuantityAs('0', ['time']), {
      quantity: { kind: 'quantity', value: 0, dimension: 'time' },
      bare: true,
    });
  });
  it('a missing unit is said so', () => {
    const reading = readQuantityAs('250', ['time']);
    assert.ok('problem' in reading);
    assert.match(reading.problem, /`250` has no unit/);
  });
});
