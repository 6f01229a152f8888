/** Characters the language does not use: one message for a run of them, with what to write instead. */
import type { Reading } from './lexer.js';
import type { TokenTypes } from './token-types.js';

/** What to do instead of characters that other languages use. */
const advice: Readonly<Record<string, string>> = {
  ';': 'clauses are separated by blanks or line ends',
  '=': 'a setting is written as name, blank, value',
  '[': 'lists are written with commas alone',
  ']': 'lists are written with commas alone',
  '#': "comments begin with '//'",
  '→': "an arrow is written '->'",
};

const quotes: Readonly<Record<string, RegExp>> = {
  "'": /'[^'\r\n]*'?/y,
  '`': /`[^`\r\n]*`?/y,
  '“': /“[^”"\r\n]*[”"]?/y,
  '„': /„[^“”"\r\n]*[“”"]?/y,
  '”': /”[^”"\r\n]*[”"]?/y,
  '«': /«[^»\r\n]*»?/y,
};

const run = /[^\s\p{L}\p{N}_"'`“„”«{}()<>.,:*/+-]+/uy;

/** Reads characters that begin no token of the language; a text in foreign quotes still counts as a text. */
export function readStrange(text: string, offset: number, types: TokenTypes): Reading {
  const first = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const quote = quotes[first];
  if (quote !== undefined) {
    quote.lastIndex = offset;
    const end = quote.test(text) ? quote.lastIndex : offset + 1;
    const suggestion = `"${text.slice(offset + 1, Math.max(offset + 1, end - 1))}"`;
    const message = 'texts are written in straight double quotes';
    return {
      end,
      type: types.byName.STRING,
      problem: { kind: 'unclosed', message, offset, length: end - offset, suggestion },
    };
  }
  run.lastIndex = offset;
  const end = run.test(text) ? run.lastIndex : offset + first.length;
  const hint = advice[first];
  const message = `'${text.slice(offset, end)}' means nothing here${hint === undefined ? '' : `; ${hint}`}`;
  return { end, problem: { kind: 'character', message, offset, length: end - offset } };
}
