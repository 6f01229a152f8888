import assert from 'node:assert/strict';
import { baseName, folderOf, isInside, normalize, resolvePath } from '../../../language/workspace/path.js';

describe('paths', () => {
  const normal: readonly (readonly [string, string])[] = [
    ['a/./b//c', 'a/b/c'],
    ['a/../b', 'b'],
    ['../a', '../a'],
    ['/../a', '/a'],
    ['/a/b/../..', '/'],
    ['.', '.'],
    ['a\\b', 'a/b'],
    ['file:///x/../y', 'file:///y'],
    ['vscode-vfs://github/o/r/./f', 'vscode-vfs://github/o/r/f'],
  ];
  for (const [path, expected] of normal) it(`${path} is ${expected}`, () => assert.equal(normalize(path), expected));

  const resolved: readonly (readonly [string, string, string])[] = [
    ['a/b.sysdesign', './c.sysdesign', 'a/c.sysdesign'],
    ['a/b.sysdesign', '../c.sysdesign', 'c.sysdesign'],
    ['b.sysdesign', 'c.sysdesign', 'c.sysdesign'],
    ['/x/b.sysdesign', '/y/c.sysdesign', '/y/c.sysdesign'],
    ['file:///x/b.sysdesign', '../c.sysdesign', 'file:///c.sysdesign'],
    ['file:///x/b.sysdesign', '/c.sysdesign', 'file:///c.sysdesign'],
  ];
  for (const [from, path, expected] of resolved)
    it(`${path} from ${from} is ${expected}`, () => assert.equal(resolvePath(from, path), expected));

  it('knows what is inside a folder', () => {
    assert.ok(isInside('/w', '/w/a'));
    assert.ok(isInside('/w/', '/w/a/b'));
    assert.ok(!isInside('/w', '/ww/a'));
    assert.ok(!isInside('/w', '/w/../x'));
    assert.ok(isInside('.', 'a/b'));
    assert.ok(!isInside('.', '../a'));
    assert.ok(!isInside('.', '/a'));
    assert.ok(!isInside('.', 'https://example.org/a'));
    assert.ok(isInside('file:///w', 'file:///w/a'));
    assert.ok(isInside('/', '/a'));
  });
  it('splits names', () => {
    assert.equal(folderOf('a/b/c'), 'a/b');
    assert.equal(folderOf('c'), '.');
    assert.equal(baseName('a/chat.sysdesign'), 'chat');
    assert.equal(baseName('.hidden'), '.hidden');
  });
});
