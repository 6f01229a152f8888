/** The file of places as the extension keeps it: nothing that stands in it is lost. */
import assert from 'node:assert/strict';
import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PinsFile, PlaceChanges } from '../../diagram/layout/pins-file.js';
import { root } from '../root.js';
import { disk, state, Uri } from './vscode-stand-in.js';

interface News {
  readonly request: number;
  readonly places: PinsFile;
  readonly problem?: string;
  readonly unsaved?: string;
}
interface PlacesFile {
  begin(): Promise<void>;
  write(asked: { readonly kind: 'place'; readonly request: number; readonly changes: PlaceChanges }): Promise<void>;
}
type Maker = new (design: Uri, tell: (news: News) => void) => PlacesFile;

const beside = 'file:/a/shop.layout.json';
const at = (x: number, y: number) => ({ x, y });

describe('the file of places beside a design', () => {
  let make: Maker;
  let told: News[];
  before(async () => {
    const standIn = pathToFileURL(join(root, 'out/test/extension/vscode-stand-in.js')).href;
    const hook = `export const resolve = (name, context, next) =>
      name === 'vscode' ? { url: ${JSON.stringify(standIn)}, shortCircuit: true } : next(name, context);`;
    register(`data:text/javascript,${encodeURIComponent(hook)}`);
    const file = pathToFileURL(join(root, 'out/extension/preview/places-file.js')).href;
    make = ((await import(file)) as { readonly PlacesFile: Maker }).PlacesFile;
  });
  beforeEach(() => {
    told = [];
    disk.clear();
    state.isFull = false;
  });
  const open = async (address = 'file:/a/shop.sysdesign') => {
    const file = new make(Uri.parse(address), (news) => told.push(news));
    await file.begin();
    return (request: number, changes: PlaceChanges) => file.write({ kind: 'place', request, changes });
  };
  /** Somebody else writes it. */
  const change = async (text: string) => {
    disk.set(beside, text);
    const count = told.length;
    state.heard(Uri.parse(beside));
    while (told.length === count) await new Promise((resolve) => setTimeout(resolve, 1));
  };

  it('is made with the first place, keeps changes that follow at once, and goes with the last', async () => {
    const write = await open();
    await Promise.all([write(1, { a: at(1, 2) }), write(2, { b: at(3, 4) })]);
    const whole = { a: at(1, 2), b: at(3, 4) };
    assert.deepEqual(JSON.parse(disk.get(beside) ?? ''), { version: 1, whole });
    assert.deepEqual(told.at(-1), { request: 2, places: { version: 1, whole } });
    await write(3, { a: null, b: null });
    assert.equal(disk.size, 0);
  });

  it('is not written while it is wrong, and followed when it is mended', async () => {
    const write = await open();
    await write(1, { a: at(1, 2) });
    const wrong = '{"version": 1, "whole": {"a": 3}}';
    await change(wrong);
    const problem = 'shop.layout.json:1:31: the place of `a` must be an object in braces. Mend the file, or remove it.';
    const places = { version: 1, whole: { a: at(1, 2) } } as const;
    assert.deepEqual(told.at(-1), { request: 1, places, problem });
    await write(2, { b: at(3, 4) });
    assert.deepEqual([disk.get(beside), told.at(-1)], [wrong, { request: 2, places, problem }]);
    await change('{"version": 1, "whole": {"a": {"x": 5, "y": 6}}}');
    assert.deepEqual(told.at(-1), { request: 2, places: { version: 1, whole: { a: at(5, 6) } } });
  });

  it('that cannot be written is told, and what was asked for is not taken for done', async () => {
    const write = await open();
    state.isFull = true;
    await write(1, { a: at(1, 2) });
    const problem = 'shop.layout.json could not be written (NoPermissions).';
    assert.deepEqual(told.at(-1), { request: 1, places: { version: 1 }, problem });
  });

  it('of a design without a file is kept while the preview is open', async () => {
    const write = await open('untitled:Untitled-1');
    await write(1, { a: at(1, 2) });
    assert.match(told.at(-1)?.unsaved ?? '', /^Places hold until this preview is closed/u);
    assert.deepEqual([told.at(-1)?.places, disk.size], [{ version: 1, whole: { a: at(1, 2) } }, 0]);
  });
});
