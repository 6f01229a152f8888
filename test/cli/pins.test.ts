/** Places beside a design reach its picture, and mistakes in their file are told with their place. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinsText } from '../../diagram/layout/pins-file.js';
import { designs, sysdesign } from './run.js';
import { assertValid } from './schemas.js';

interface Picture {
  readonly nodes: readonly { readonly id: string; readonly parent?: string; readonly x: number; readonly y: number }[];
  readonly groups: readonly { readonly id: string; readonly x: number; readonly y: number }[];
}

describe('export with NAME.layout.json', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pins-'));
    cpSync(designs, folder, { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true }));

  const pins = (text: string): void => writeFileSync(join(folder, 'shop.layout.json'), text);
  const picture = async (...words: string[]): Promise<{ readonly picture: Picture; readonly stderr: string }> => {
    const { stdout, stderr, status } = await sysdesign(['export', 'shop.sysdesign', '-f', 'json', ...words], {
      folder,
    });
    assert.notEqual(status, 2, stderr);
    return { picture: (JSON.parse(stdout.toString()) as { readonly picture: Picture }).picture, stderr };
  };
  const placeOf = ({ nodes, groups }: Picture, id: string): { readonly x: number; readonly y: number } => {
    const node = nodes.find((each) => each.id === id);
    assert.ok(node !== undefined, id);
    const around = groups.find((group) => group.id === node.parent);
    return { x: node.x - (around?.x ?? 0), y: node.y - (around?.y ?? 0) };
  };

  it('puts a component at its place, and leaves it out with --no-pins', async () => {
    rmSync(join(folder, 'shop.layout.json'), { force: true });
    const free = (await picture()).picture;
    const last = free.nodes.at(-1);
    assert.ok(last !== undefined);
    const was = placeOf(free, last.id);
    const wanted = { x: Math.round(was.x) + 40, y: Math.round(was.y) + 60 };
    const text = pinsText({ version: 1, whole: { [last.id]: wanted } });
    assertValid('layout', text);
    pins(text);
    const pinned = await picture();
    assert.equal(pinned.stderr, '');
    const there = placeOf(pinned.picture, last.id);
    assert.ok(Math.abs(there.x - wanted.x) < 1 && Math.abs(there.y - wanted.y) < 1, JSON.stringify([there, wanted]));
    assert.deepEqual((await picture('--no-pins')).picture, free);
  });

  it('tells names that are not there, and draws the rest', async () => {
    pins('{\n  "version": 1,\n  "whole": { "nobody": { "x": 1, "y": 2 } },\n  "diagrams": { "Nothing": {} }\n}\n');
    const { stderr } = await picture();
    assert.match(stderr, /^warning: shop\.layout\.json:4:17: there is no diagram `Nothing`\.$/m);
    assert.match(stderr, /^warning: "nobody" has a place of its own, but is not in the picture\.$/m);
  });

  for (const [text, message] of [
    ['{', /shop\.layout\.json:1:/],
    ['{}', /shop\.layout\.json:1:1: it says no `version`/],
    ['{"version": 2}', /shop\.layout\.json:1:13: this program reads version 1/],
    ['{"version": 1, "hole": {}}', /shop\.layout\.json:1:16: there is no setting `hole`; did you mean `whole`\?/],
    ['{"version": 1,\n"whole": {"a": {"x": -1, "y": 0}}}', /shop\.layout\.json:2:22: `x` is a number from 0 to 20000/],
    ['{"version": 1, "whole": {"a": {"x": 1}}}', /the place of `a` needs `x` and `y`/],
    ['{"version": 1, "whole": {"a": {"x": 1, "z": 1}}}', /a place has `x` and `y` only/],
    ['{"version": 1, "whole": []}', /`whole` must be an object in braces/],
  ] as const)
    it(`refuses ${text.replace(/\n/g, ' ')}`, async () => {
      pins(text);
      const { stderr, status, stdout } = await sysdesign(['export', 'shop.sysdesign', '-f', 'svg'], { folder });
      assert.equal(status, 2);
      assert.match(stderr, message);
      assert.equal(stdout.length, 0);
    });
});
