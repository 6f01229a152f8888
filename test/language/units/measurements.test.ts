import assert from 'node:assert/strict';
import { readMeasurements } from '../../../language/units/measurements.js';

describe('readMeasurements', () => {
  it('reads one sample a line, bare numbers as seconds', () => {
    assert.deepEqual(readMeasurements('0.1\n0.2\r\n0.3', ['time']), { rows: [[0.1], [0.2], [0.3]], bad: [] });
  });
  it('takes the unit of the header', () => {
    for (const header of ['latency_ms', 'latency (ms)', '"ms"']) {
      assert.deepEqual(readMeasurements(`${header}\n250\n500`, ['time']).rows, [[0.25], [0.5]]);
    }
  });
  it('a unit in a cell wins', () => {
    assert.deepEqual(readMeasurements('ms\n2 s\n3', ['time']).rows, [[2], [0.003]]);
  });
  it('reads two columns in all three separators, without comments and blank lines', () => {
    const text = '# SDM91\nload,throughput\n1,64.9\n\n18;995.9\n36\t1652.4 # last';
    assert.deepEqual(readMeasurements(text, ['count', 'rate']), {
      rows: [
        [1, 64.9],
        [18, 995.9],
        [36, 1652.4],
      ],
      bad: [],
    });
  });
  it('names bad rows by line and keeps the rest', () => {
    const { rows, bad } = readMeasurements('1\n-2\nthree\n4 GB\n5', ['time']);
    assert.deepEqual(rows, [[1], [5]]);
    assert.deepEqual(
      bad.map((one) => one.line),
      [2, 3, 4],
    );
    assert.match(bad[0]?.message ?? '', /negative/);
    assert.match(bad[2]?.message ?? '', /a duration/);
  });
  it('a row that is too short is bad', () => {
    assert.match(
      readMeasurements('1,2\n3', ['count', 'rate']).bad[0]?.message ?? '',
      /2 numbers are expected, 1 found/,
    );
  });
  it('nothing gives nothing', () => {
    assert.deepEqual(readMeasurements('', ['time']), { rows: [], bad: [] });
  });
});
