import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CstUtils } from 'langium';
import { format } from '../../../language/format/format.js';
import { standardQuantity } from '../../../language/format/standard-quantity.js';
import { type ParsedFile, parse } from '../../../language/syntax/parse.js';
import { root } from '../../root.js';
import { plain } from '../syntax/tree.js';

const folder = join(root, 'examples');
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.sysdesign'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

/** The tree with every quantity spaced alike. */
function meaning(parsed: ParsedFile): string {
  assert.deepEqual(parsed.errors, []);
  return plain(parsed.model).replaceAll(/"([+-]?\d[^"]*)"/gu, (_, quantity: string) =>
    JSON.stringify(standardQuantity(quantity)),
  );
}

/** Formats, and checks what must hold of every text that can be formatted. */
function formatted(text: string): string {
  const before = parse(text);
  const once = format(text);
  const after = parse(once);
  assert.equal(meaning(after), meaning(before), text);
  assert.deepEqual(
    after.comments.map((comment) => comment.text.trimEnd()),
    before.comments.map((comment) => comment.text.trimEnd()),
    text,
  );
  assert.equal(format(once), once, text);
  return once;
}

const cases: readonly (readonly [name: string, text: string, wanted: string])[] = [
  [
    'indents blocks by two blanks',
    'service a {\ncores 4\n   replicas 3 leader sync {\nship wal\n}\n}',
    'service a {\n  cores 4\n  replicas 3 leader sync {\n    ship wal\n  }\n}\n',
  ],
  [
    'keeps short clauses on their line, two blanks apart',
    'data X { key a size   2KB }\n',
    'data X { key a  size 2 KB }\n',
  ],
  [
    'keeps clauses on their own lines',
    'data X {\n  key a\n\n\n  size 2 KB\n}',
    'data X {\n  key a\n\n  size 2 KB\n}\n',
  ],
  [
    'keeps several clauses of one line together',
    'service a {\n  cores 4 work 2ms\n  limit 500\n}',
    'service a {\n  cores 4  work 2 ms\n  limit 500\n}\n',
  ],
  [
    'breaks a block that does not fit in 100 columns',
    `service a { work exponential(3 ms)  limit 500  timeout 300 ms  stores ${Array.from({ length: 6 }, (_, i) => `data_item_${i}`).join(', ')} }`,
    'service a {\n  work exponential(3 ms)\n  limit 500\n  timeout 300 ms\n  stores data_item_0, data_item_1, data_item_2, data_item_3, data_item_4, data_item_5\n}\n',
  ],
  [
    'breaks a list that does not fit behind commas',
    `diagram "d" { show ${Array.from({ length: 12 }, (_, i) => `component_${i}`).join(',')} }`,
    'diagram "d" {\n  show component_0, component_1, component_2, component_3, component_4, component_5, component_6,\n      component_7, component_8, component_9, component_10, component_11\n}\n',
  ],
  [
    'gives each declaration its own line',
    'service a service b { } region us { zones a,b }',
    'service a\nservice b {}\nregion us { zones a, b }\n',
  ],
  [
    'keeps at most one blank line between declarations',
    '\n\nservice a\n\n\n\nservice b\nservice c\n\n',
    'service a\n\nservice b\nservice c\n',
  ],
  [
    'keeps comments at their place',
    '// a\n\n/* b */ service x { // c\n  cores 4    // d\n  // e\n  /* f */ limit 5 /* g */ }  // h\n// i',
    '// a\n\n/* b */\nservice x {  // c\n  cores 4  // d\n  // e\n  /* f */  limit 5  /* g */\n}  // h\n// i\n',
  ],
  [
    'keeps the inside of a comment',
    'service x {\n    /* a\n         b */\n  cores 4\n}',
    'service x {\n  /* a\n         b */\n  cores 4\n}\n',
  ],
  [
    'goes on behind a comment inside a clause',
    'service x { retry 2 // two\n backoff 3 s }',
    'service x {\n  retry 2  // two\n      backoff 3 s\n}\n',
  ],
  [
    'spaces quantities',
    'service x { a 3ms b 60 % c 100M d 5x e 4G/d f 10Gbps g 2  USD/h }',
    'service x { a 3 ms  b 60%  c 100M  d 5x  e 4G/d  f 10 Gbps  g 2 USD/h }\n',
  ],
  [
    'spaces signs',
    'import{a,b as c}from"x"\nqueue q:kafka(a,3){autoscale 1 .. 4 work mixture(91% : 2ms,9%:lognormal ( 3ms , cv 2 ))}',
    'import { a, b as c } from "x"\nqueue q : kafka(a, 3) { autoscale 1..4  work mixture(91%: 2 ms, 9%: lognormal(3 ms, cv 2)) }\n',
  ],
  [
    'writes paths and branches',
    'flow f{a->b->c{10%{done}\nelse{\nread X\n}}}',
    'flow f {\n  a -> b -> c {\n    10% { done } else {\n      read X\n    }\n  }\n}\n',
  ],
  [
    'writes measures and targets',
    'expect under w{p99( f )<3s\nutilization(*)<70%}\nscenario "s"{run w for 3s\nat 2s crash a . replica . 2}',
    'expect under w {\n  p99(f) < 3 s\n  utilization(*) < 70%\n}\nscenario "s" {\n  run w for 3 s\n  at 2 s crash a.replica.2\n}\n',
  ],
  [
    'keeps line ends and a byte order mark',
    '\ufeffservice a {\r\ncores 4\r\n}',
    '\ufeffservice a {\r\n  cores 4\r\n}\r\n',
  ],
  ['leaves an empty text empty', ' \n\n', ''],
];

describe('the formatter', () => {
  for (const [name, text, wanted] of cases) {
    it(name, () => assert.equal(formatted(text), wanted));
  }

  it('returns a text with mistakes unchanged', () => {
    for (const text of ['service  x {', 'service  x { cores  }', 'a  =  b', '"']) assert.equal(format(text), text);
  });

  it('keeps meaning and comments of the examples', () => {
    for (const text of examples) formatted(text);
  });

  it('does so in any layout', () => {
    const gap = fc.array(
      fc.constantFrom(
        ' ',
        '  ',
        '\n',
        '\n\n\n',
        '\t',
        ' // note\n',
        '\n// own line\n',
        ' /* { */ ',
        '\n/* two\n  lines */ ',
      ),
      { minLength: 1, maxLength: 2 },
    );
    const gaps = fc.array(fc.oneof({ weight: 8, arbitrary: fc.constant([' ']) }, { weight: 3, arbitrary: gap }), {
      minLength: 30,
      maxLength: 90,
    });
    fc.assert(
      fc.property(fc.constantFrom(...examples), gaps, (text, blanks) => {
        const cst = parse(text).model.$cstNode ?? assert.fail();
        const leaves = CstUtils.flattenCst(cst)
          .filter((leaf) => !leaf.hidden)
          .toArray();
        const shuffled = leaves.map((leaf, i) => leaf.text + (blanks[i % blanks.length] ?? []).join('')).join('');
        const lines = formatted(shuffled).split('\n');
        assert.ok(!lines.some((line) => /\s$/u.test(line)) && !formatted(shuffled).includes('\n\n\n'));
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});
