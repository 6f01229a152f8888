/** Places as the page keeps them, without a browser: what is tried, written, refused and undone. */
import assert from 'node:assert/strict';
import { Places } from '../../extension/webview/places.js';
import type { Tagged, ToPanel } from '../../extension/webview/protocol.js';

const at = (x: number, y: number) => ({ x, y });
const path = { id: 'p', title: 'Path' };

describe('places in the page', () => {
  let written: Tagged<ToPanel, 'place'>[];
  let places: Places;
  beforeEach(() => {
    written = [];
    places = new Places((message) => written.push(message));
  });
  /** The picture that was asked for last is drawn. */
  const draw = (unkept: readonly string[] = [], picture?: typeof path) => places.drawn(places.of(picture), unkept);

  it('are written when they were drawn, and not before', () => {
    places.try(undefined, { a: at(1, 2) });
    const early = places.of(undefined);
    assert.deepEqual(early, { a: at(1, 2) });
    places.try(undefined, { a: at(3, 4) });
    assert.deepEqual([places.drawn(early, []), written], [[], []], 'an earlier picture decides nothing');
    draw();
    assert.deepEqual(written, [{ kind: 'place', request: 1, changes: { a: at(3, 4) } }]);
  });

  it('are taken back without room for themselves, or for others that had some', () => {
    places.try(undefined, { a: at(1, 2) });
    assert.deepEqual(draw(['a']), ['a']);
    places.try(undefined, { a: at(1, 2) });
    draw();
    places.try(undefined, { b: at(1, 2) });
    assert.deepEqual(draw(['a']), ['b']);
    assert.deepEqual([places.of(undefined), written.length], [{ a: at(1, 2) }, 1]);
  });

  it('that could not be kept before prevent no others', () => {
    assert.ok(places.hear({ kind: 'places', request: 0, places: { version: 1, whole: { a: at(1, 2) } } }));
    draw(['a']);
    places.try(undefined, { b: at(9, 9) });
    assert.deepEqual(draw(['a']), []);
    assert.equal(written.length, 1);
  });

  it('of the file wait for what was asked for', () => {
    places.try(undefined, { a: at(1, 2) });
    draw();
    const old = { kind: 'places', request: 0, places: { version: 1 } } as const;
    assert.equal(places.hear(old), false, 'it was read before the page wrote');
    assert.deepEqual(places.of(undefined), { a: at(1, 2) });
    assert.equal(places.hear({ ...old, request: 1, problem: 'wrong' }), true);
    assert.deepEqual([places.of(undefined), places.problem], [{}, 'wrong']);
  });

  it('are undone in the picture that is shown', () => {
    places.try(undefined, { a: at(1, 2) });
    draw();
    places.try(path, { a: at(5, 5), b: at(6, 6) });
    draw([], path);
    assert.equal(places.step(undefined, 'undo'), true);
    assert.deepEqual([places.of(undefined), places.of(path)], [{}, { a: at(5, 5), b: at(6, 6) }]);
    assert.equal(places.step(undefined, 'undo'), false);
    assert.equal(places.step(path, 'redo'), false);
    places.step(undefined, 'redo');
    places.forget(path, ['a']);
    places.step(path, 'undo');
    assert.deepEqual([places.of(undefined), places.of(path)], [{ a: at(1, 2) }, { a: at(5, 5), b: at(6, 6) }]);
    places.step(undefined, 'undo');
    places.forget(undefined, ['z']);
    assert.equal(places.step(undefined, 'redo'), false, 'after another step there is nothing to do again');
  });
});
