import assert from 'node:assert/strict';
import { absoluteLinks, code, plain, table } from '../../language/markdown.js';

describe('Markdown', () => {
  it('text of users is text', () => {
    assert.equal(
      plain('a_b *c* [d](e) <f> `g` | ~h~ & \\'),
      'a_b \\*c\\* \\[d\\](e) &lt;f&gt; \\`g\\` \\| \\~h\\~ &amp; \\\\',
    );
    assert.equal(plain('_x_\n# y'), '\\_x\\_ # y');
    assert.equal(plain('# y'), '\\# y');
    assert.equal(plain('1. y'), '1\\. y');
    assert.equal(plain('1.5 ms'), '1.5 ms');
  });
  it('code with backticks', () => {
    assert.equal(code('a'), '`a`');
    assert.equal(code('a`b'), '`` a`b ``');
  });
  it('bars in cells', () =>
    assert.equal(table(['a'], [['x|y\nz'], ['x\\|y']]), '| a |\n|---|\n| x\\|y z |\n| x\\|y |'));
  it('links of pages', () => {
    const at = 'file:///docs/rules/a.md';
    assert.equal(
      absoluteLinks('[x](../settings.md#y) [z](b.md)', at),
      '[x](file:///docs/settings.md#y) [z](file:///docs/rules/b.md)',
    );
    assert.equal(absoluteLinks('[x](https://a.b/c) [y](#z)', at), '[x](https://a.b/c) [y](#z)');
  });
});
