import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { check, type Report } from '../../language/check.js';
import type { FileCache } from '../../language/workspace/workspace.js';
import { root } from '../root.js';

const folder = join(root, 'examples');
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.sysdesign'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

const path = '/a/main.sysdesign';

/** A report as plain data: everything an editor can show of it. */
function shown({ design, findings, suppressed, facts, origins, occurrences }: Report): unknown {
  return {
    design,
    findings,
    suppressed,
    estimates: facts.estimates,
    stores: [...facts.stores],
    paths: facts.paths,
    origins: [...origins.ids()].map((id) => [id, origins.get(id)]),
    names: occurrences
      .in(path)
      .map(({ declared, node, role }) => [role, declared.kind, declared.name, node.offset, node.end])
      .sort(),
  };
}

/** An editor's view of one document: each text is checked on top of the one before, and must say what a fresh check says. */
class Typing {
  private readonly cache: FileCache = new Map();

  see(text: string): Report {
    const report = this.checked(text, this.cache);
    assert.deepEqual(shown(report), shown(this.checked(text)));
    return report;
  }

  private checked(text: string, cache?: FileCache): Report {
    return check(path, (asked) => (asked === path ? text : undefined), '/a', undefined, cache);
  }
}

const rulesOf = (report: Report) => report.findings.map(({ rule }) => rule);

const word = /[\p{L}\p{N}_.]+/gu;

/** Replaces a word by another of the text, or by something of a list: most edits leave a design that can be read. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  by: fc.oneof(
    fc.double({ min: 0, max: 0.999, noNaN: true }).map((from) => ({ from })),
    fc.constantFrom('', '7', 'x', '}', '{', '"', '\n', '// ', '2 ms').map((text) => ({ text })),
  ),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, { at, by }: Edit): string {
  const words = [...text.matchAll(word)];
  const one = words[Math.floor(at * words.length)];
  const put = 'text' in by ? by.text : (words[Math.floor(by.from * words.length)]?.[0] ?? '');
  return one === undefined ? put : text.slice(0, one.index) + put + text.slice(one.index + one[0].length);
}

describe('checking a text that has changed', () => {
  it('says the same as a fresh check, after any edits', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.array(edit, { minLength: 1, maxLength: 4 }), (start, edits) => {
        const typing = new Typing();
        let text = start;
        typing.see(text);
        for (const one of edits) {
          text = edited(text, one);
          typing.see(text);
        }
        typing.see(start);
      }),
      { numRuns: 25 },
    );
  });

  it('tells a mistake that comes, and forgets one that goes', () => {
    const good = 'service api {\n  work 1 ms\n}\nservice other { work 1 ms }\n';
    for (const [bad, rule] of [
      [good.replace('1 ms', '1 mss'), 'unit-mismatch'],
      [good.replace('work 1 ms', 'wrok 1 ms'), 'unknown-name'],
      [good.replace('work 1 ms\n', 'work\n'), 'syntax'],
      [good.replace('service api', 'service'), 'syntax'],
      [good.replace('service other', 'service api'), 'contradiction'],
    ] as const) {
      const typing = new Typing();
      assert.ok(!rulesOf(typing.see(good)).includes(rule));
      assert.ok(rulesOf(typing.see(bad)).includes(rule), `${rule} in ${bad}`);
      assert.ok(!rulesOf(typing.see(good)).includes(rule));
      assert.ok(rulesOf(typing.see(bad)).includes(rule));
    }
  });
});
