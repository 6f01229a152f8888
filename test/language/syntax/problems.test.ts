import assert from 'node:assert/strict';
import { parse } from '../../../language/syntax/parse.js';

/** A text with mistakes and, in order, `line: stretch: message` of each; a suggestion follows after an arrow. */
const cases: readonly (readonly [text: string, ...problems: string[]])[] = [
  ['service {\n  cores 4\n}', "1: {: expected a name after 'service', found '{'"],
  ['service', "1: service: expected a name after 'service'"],
  ['flow f {\n  a -> -> b\n}', "2: ->: expected a name after '->', found '->'"],
  ['flow f {\n  a -> b {\n    read X from\n    write Y to z\n  }\n}', "3: from: expected a name after 'from'"],
  [
    'flow f {\n  a -> b {\n    publih X to q\n    done\n  }\n}',
    "3: publih: 'publih' begins no step; did you mean 'publish'? → publish",
  ],
  ['flow f {\n  parallel twelve { done }\n}', "2: twelve: expected '{' after 'parallel', found 'twelve'"],
  ['service a {\n  retry x\n  cores 4\n}', "2: x: expected a number after 'retry', found 'x'"],
  ['service a {\n  stores\n}', "2: stores: expected a name after 'stores'"],
  ['service a {\n  cores 4', "2: 4: '}' is missing: the block opened on line 1 is not closed"],
  [
    'flow f {\n  a -> b {\n    done\n}\nflow g { a -> b }',
    "3: done: '}' is missing: the block opened on line 2 is not closed",
  ],
  [
    'service a {\n  cores 4\n\nservice b {\n  cores 2\n}',
    "2: 4: '}' is missing: the block opened on line 1 is not closed",
  ],
  ['service a\n  cores 4\n}', "1: a: '{' is missing after 'service a'"],
  ['service a {\n  cores 4\n}\n}', "4: }: '}' closes nothing; the block was closed on line 3"],
  ['service a {\n  cores 4 }\n  limit 5\n}', "2: }: '}' closes nothing; the block opened on line 1 goes on"],
  ['}}}}', "1: }: '}' closes nothing"],
  ['region us { zones a b }', "1: b: 'b' is not expected after 'a'"],
  [
    'workload w { f by 3M user 4/d }',
    "1: user: expected 'users' after '3M', found 'user'; did you mean 'users'? → users",
  ],
  ['expect { p99 f < 3 s }', "1: f: expected '(' after 'p99', found 'f'"],
  ['expect {\n  p99(f > 3 s\n  cost() < 3 USD/h\n}', "2: >: expected ')' after 'f', found '>'"],
  ['Account {\n  key user\n}', "1: Account: expected 'data' or a kind of component before 'Account'"],
  ['3 services', "1: 3: '3' is not expected"],
  ['service a { memory = 8 GB }', "1: =: '=' means nothing here; a setting is written as name, blank, value"],
  ['service a { cores 4; limit 5 }', "1: ;: ';' means nothing here; clauses are separated by blanks or line ends"],
  ['service order-service { }', "1: order-service: names have no '-'; write 'order_service' → order_service"],
  ['design "x\nservice a', `1: "x: '"' is missing at the end of the text`],
  ['service a "A {\n  cores 4\n}', `1: "A: '"' is missing at the end of the text`],
  ["service a 'A' { cores 4 }", `1: 'A': texts are written in straight double quotes → "A"`],
  ['service a “A” { cores 4 }', `1: “A”: texts are written in straight double quotes → "A"`],
  ['/* open\nservice a { cores 4 }', "1: /*: '*/' is missing: the comment does not end"],
  ['service a { work exponential(3 ms }', "1: }: expected ')' after '3 ms', found '}'"],
  [
    'scenario "s" {\n  run w for 3 s\n  at 2 s crsh a\n}',
    "3: crsh: expected 'crash', 'restart', 'flush', 'pause', 'slow', 'fail', 'skew' or another word of the language after '2 s', found 'crsh'; did you mean 'crash'? → crash",
  ],
  [
    'flow f { a -> b { read x fro y\n read z } }\nservice a { cores }',
    "1: fro: 'fro' begins no step; did you mean 'from'? → from",
    "3: }: expected a number, a text in quotes or a name after 'cores', found '}'",
  ],
];

describe('syntax problems', () => {
  for (const [text, ...expected] of cases) {
    it(`of ${JSON.stringify(text)}`, () => {
      const found = parse(text).errors.map(({ offset, length, message, suggestion }) => {
        const line = text.slice(0, offset).split('\n').length;
        return `${line}: ${text.slice(offset, offset + length)}: ${message}${suggestion === undefined ? '' : ` → ${suggestion}`}`;
      });
      assert.deepEqual(found, expected);
    });
  }
});
