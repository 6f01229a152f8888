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

  see(text: string, others: Readonly<Record<string, string>> = {}): Report {
    const files: Readonly<Record<string, string>> = { ...others, [path]: text };
    const checked = (entry: string, cache?: FileCache) => check(entry, (asked) => files[asked], '/a', undefined, cache);
    const report = checked(path, this.cache);
    assert.deepEqual(shown(report), shown(checked(path)));
    for (const other of Object.keys(others)) assert.deepEqual(shown(checked(other, this.cache)), shown(checked(other)));
    return report;
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
      { numRuns: 15 },
    );
  });

  it('analyzes a design once while comments and layout change around it', () => {
    const text = 'service api { cores 2  work 1 ms }\nqueue jobs { retention 1 d  max_deliveries 3 }\n';
    const typing = new Typing();
    const before = typing.see(text);
    const moved = typing.see(`// What it does.\n\n${text.replace('  work', '\n  work')}\n`);
    assert.equal(moved.facts, before.facts);
    assert.notEqual(typing.see(text.replace('cores 2  work 1 ms', 'work 1 ms  cores 2')).facts, before.facts);
    assert.notEqual(typing.see(`${text}expect { cost() < 1 USD/h }\n`).facts, before.facts);
  });

  it('knows a name that is declared later, or as something else', () => {
    const user = 'client people\nflow use { people -> api { write Item to store } }\ndata Item { key id }\n';
    const api = 'service api { work 1 ms }\n';
    const typing = new Typing();
    for (const text of [
      user,
      user + api,
      `${user}${api}database store { stores Item }\n`,
      `${user}${api}queue store { carries Item }\n`,
      `${user}data api { key id }\ndatabase store { stores Item }\n`,
      `template api { work 1 ms }\n${user}service store : api\n`,
      `${user}group all { ${api} database store { stores Item } }\n`,
      `${user}group other { ${api} database store { stores Item } }\n`,
      `${user}group other { ${api} }\ngroup all { database store { stores Item } }\n`,
      `${user}${api}${api}database store { stores Item }\n`,
      `region us { zones a, b }\n${user}${api}database store { stores Item  in us.a }\n`,
      `region us { zones b }\n${user}${api}database store { stores Item  in us.a }\n`,
      `region us { zones b, a }\n${user}${api}database store { stores Item  in us.a }\n`,
    ])
      typing.see(text);
  });

  it('follows what an imported file says', () => {
    const typing = new Typing();
    const main = 'import { Item, store as kept } from "other.sysdesign"\nclient people\nflow use { people -> api }\n';
    const api = 'service api { work 1 ms  stores Item }\nflow keep { people -> api { write Item to kept } }\n';
    const other = 'data Item { key id }\ndatabase store { stores Item }\ngroup far { service api { work 2 ms } }\n';
    for (const [text, imported] of [
      [main + api, other],
      [main + api, other.replace('database', 'queue')],
      [main + api, other.replace('store ', 'stock ')],
      [main + api, other],
      [main.replace('{ Item, store as kept }', '{ api, Item, store as kept }'), other],
      [main.replace('import { Item, store as kept } from', 'import'), other],
      [main.replace('import { Item, store as kept } from', 'import') + api, `design "Other"\n${other}`],
      [main + api, other],
    ] as const)
      typing.see(text, { '/a/other.sysdesign': imported });
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
