import assert from 'node:assert/strict';
import { lineMap } from '../../../language/findings/line-map.js';
import type { PositionedFinding } from '../../../language/findings/positioned.js';
import { applySuppressions } from '../../../language/findings/suppression.js';
import { parse } from '../../../language/syntax/parse.js';

/** Rules kept after the comments of a text, for one finding `bad` on each line that holds the word `here`. */
function kept(
  text: string,
  more: { off?: readonly string[]; reportUnused?: boolean; rule?: string } = {},
): readonly string[] {
  const lines = lineMap(text);
  const findings = [...text.matchAll(/here/gu)].map(
    (match): PositionedFinding => ({
      rule: more.rule ?? 'bad',
      severity: 'warning',
      at: '',
      message: '',
      related: [],
      fixes: [],
      uri: 'm',
      range: lines.range(match.index, 4),
    }),
  );
  const result = applySuppressions(findings, {
    uri: 'm',
    text,
    lines,
    comments: parse(text).comments,
    rules: new Set(['bad', 'other-rule', 'syntax']),
    off: new Set(more.off ?? []),
    reportUnused: more.reportUnused ?? true,
  });
  assert.equal(
    result.kept.filter((one) => one.rule === 'bad').length + result.suppressed.length,
    more.rule === undefined ? findings.length : 0,
  );
  return result.kept.map((one) => `${one.rule}@${one.range.start.line}:${one.range.start.column}`);
}

describe('suppressions', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['on the line', 'service here {} // sysdesign-ignore bad: fine', []],
    ['above the line', '// sysdesign-ignore bad: fine\nservice here {}', []],
    [
      'above, with other comments and blank lines between',
      '// sysdesign-ignore bad: fine\n// and more\n\nservice here {}',
      [],
    ],
    ['several rules', '// sysdesign-ignore other-rule, bad: fine\nservice here {}', ['unused-suppression@0:20']],
    [
      'two comments',
      '// sysdesign-ignore bad: fine\n// sysdesign-ignore other-rule: why\nservice here {}',
      ['unused-suppression@1:20'],
    ],
    [
      'not two lines below',
      '// sysdesign-ignore bad: fine\nservice a {}\nservice here {}',
      ['bad@2:8', 'unused-suppression@0:20'],
    ],
    [
      'at the end of the line before does not count',
      'service a {} // sysdesign-ignore bad: fine\nservice here {}',
      ['bad@1:8', 'unused-suppression@0:33'],
    ],
    ['another rule', '// sysdesign-ignore other-rule: fine\nservice here {}', ['bad@1:8', 'unused-suppression@0:20']],
    [
      'without a reason it has no effect',
      '// sysdesign-ignore bad\nservice here {}',
      ['bad@1:8', 'suppression-without-reason@0:20'],
    ],
    [
      'with an empty reason',
      '// sysdesign-ignore bad:  \nservice here {}',
      ['bad@1:8', 'suppression-without-reason@0:20'],
    ],
    ['without a rule', '// sysdesign-ignore\nservice here {}', ['bad@1:8', 'suppression-without-reason@0:3']],
    ['of a rule that does not exist', '// sysdesign-ignore badd: fine\nservice a {}', ['unused-suppression@0:20']],
    ['in a text it is no comment', 'design "// sysdesign-ignore bad: fine here"', ['bad@0:38']],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.deepEqual(kept(text), expected));

  it('a rule that is off is not called unused', () =>
    assert.deepEqual(kept('// sysdesign-ignore other-rule: x\nservice a {}', { off: ['other-rule'] }), []));
  it('imported files report none unused', () =>
    assert.deepEqual(kept('// sysdesign-ignore other-rule: x\nservice a {}', { reportUnused: false }), []));
  it('syntax errors stay', () =>
    assert.deepEqual(kept('service here {} // sysdesign-ignore syntax: x', { rule: 'syntax', reportUnused: false }), [
      'syntax@0:8',
    ]));
});
