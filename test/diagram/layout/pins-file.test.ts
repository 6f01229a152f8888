/** What a change of one place makes of the file beside a design. */
import assert from 'node:assert/strict';
import { isBare, type PinsFile, pinsText, placesOf, withPlaces } from '../../../diagram/layout/pins-file.js';
import { assertValid } from '../../cli/schemas.js';

const at = (x: number, y: number) => ({ x, y });
const path = { id: 'write-path', title: 'Write path' };
const file: PinsFile = {
  $schema: 's',
  version: 1,
  whole: { orders: at(240.5, 120), gone: at(1, 2) },
  diagrams: { Unknown: { api: at(3, 4) }, 'Write path': { orders: at(40, 90) } },
};

describe('NAME.layout.json as it is written', () => {
  it('keeps other diagrams, names that are not known and the schema', () => {
    const changed = withPlaces(file, path, { api: at(7, 8) });
    assert.deepEqual(changed, {
      ...file,
      diagrams: { Unknown: { api: at(3, 4) }, 'Write path': { orders: at(40, 90), api: at(7, 8) } },
    });
    assert.deepEqual(withPlaces(file, undefined, { api: at(7, 8) }), {
      ...file,
      whole: { orders: at(240.5, 120), gone: at(1, 2), api: at(7, 8) },
    });
  });

  it('forgets what is put back, and pictures without places', () => {
    assert.deepEqual(withPlaces(file, undefined, { orders: null }).whole, { gone: at(1, 2) });
    assert.deepEqual(withPlaces(file, undefined, { orders: null, gone: null, nobody: null }), {
      $schema: 's',
      version: 1,
      diagrams: file.diagrams,
    });
    assert.deepEqual(withPlaces(file, path, { orders: null }).diagrams, { Unknown: { api: at(3, 4) } });
    const bare = withPlaces({ version: 1, whole: { a: at(1, 1) } }, undefined, { a: null });
    assert.deepEqual([bare, isBare(bare), isBare(file)], [{ version: 1 }, true, false]);
  });

  it('writes into the entry that counts, by name or by title', () => {
    const byName: PinsFile = { version: 1, diagrams: { 'write-path': { a: at(1, 1) } } };
    assert.deepEqual(withPlaces(byName, path, { b: at(2, 2) }).diagrams, {
      'write-path': { a: at(1, 1), b: at(2, 2) },
    });
    const both: PinsFile = { version: 1, diagrams: { 'write-path': { a: at(1, 1) }, 'Write path': { b: at(2, 2) } } };
    assert.deepEqual(placesOf(both, path), { b: at(2, 2) });
    assert.deepEqual(placesOf(withPlaces(both, path, { c: at(3, 3) }), path), { b: at(2, 2), c: at(3, 3) });
    assert.deepEqual(withPlaces(both, path, { b: null }), { version: 1 }, 'the hidden entry does not come to light');
    assert.deepEqual(withPlaces({ version: 1 }, path, { b: at(2, 2) }).diagrams, { 'Write path': { b: at(2, 2) } });
  });

  it('has its names in order and a line for each place', () => {
    const text = pinsText(file);
    assertValid('layout', text);
    assert.equal(
      text,
      `{
  "$schema": "s",
  "version": 1,
  "whole": {
    "gone": { "x": 1, "y": 2 },
    "orders": { "x": 240.5, "y": 120 }
  },
  "diagrams": {
    "Unknown": {
      "api": { "x": 3, "y": 4 }
    },
    "Write path": {
      "orders": { "x": 40, "y": 90 }
    }
  }
}
`,
    );
    assert.deepEqual(JSON.parse(text), file);
    assert.equal(pinsText(JSON.parse(text) as PinsFile), text);
    assert.equal(
      pinsText({ version: 1, whole: {}, diagrams: {} }),
      '{\n  "version": 1,\n  "whole": {},\n  "diagrams": {}\n}\n',
    );
  });
});
