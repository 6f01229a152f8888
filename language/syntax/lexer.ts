/** Text to tokens. Any text gives tokens; what means nothing is left out and reported. */

import { retagHops } from './hop.js';
import type { SyntaxProblem } from './problem.js';
import { endOfQuantity } from './quantity-token.js';
import { readStrange } from './strange-text.js';
import { makeToken, type Position, type Token, type TokenType } from './token.js';
import type { TokenTypes } from './token-types.js';

/** What reading a text gave. */
export interface LexedText {
  readonly tokens: readonly Token[];
  /** Comments, in order. */
  readonly comments: readonly Token[];
  readonly problems: readonly SyntaxProblem[];
}

/** A token's end and sort, and what is wrong with it. */
export interface Reading {
  readonly end: number;
  /** Missing: no token, the characters are skipped. */
  readonly type?: TokenType | undefined;
  readonly problem?: SyntaxProblem;
}

const word = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}_][\p{L}\p{M}\p{N}_]*)*/uy;
const blanks = /[^\S\r\n]+/y;
const stringBody = /"(?:[^"\\\r\n]|\\[^\r\n])*/y;

/** Whether a text is one name: a letter or underscore, then letters, digits and underscores. Any word may be one. */
export function isName(text: string): boolean {
  return text !== '' && matchEnd(word, text, 0) === text.length && !text.includes('-');
}

/** Reads a text into tokens. Positions are exact for every line ending. */
export function lex(text: string, types: TokenTypes): LexedText {
  const tokens: Token[] = [];
  const comments: Token[] = [];
  const problems: SyntaxProblem[] = [];
  const comment = typeOf(types, 'ML_COMMENT');
  const lineComment = typeOf(types, 'SL_COMMENT');
  let offset = 0;
  let line = 1;
  let lineStart = 0;
  // Once a comment was found not to end, no later one ends either.
  let endless = false;
  while (offset < text.length) {
    const code = text.charCodeAt(offset);
    if (code === 10 || code === 13) {
      offset += code === 13 && text.charCodeAt(offset + 1) === 10 ? 2 : 1;
      line++;
      lineStart = offset;
      continue;
    }
    if (code === 32 || code === 9 || isBlank(text, offset)) {
      offset = code === 32 || code === 9 ? offset + 1 : matchEnd(blanks, text, offset);
      continue;
    }
    const at: Position = { offset, line, lineStart };
    if (text.startsWith('//', offset)) {
      offset = endOfLine(text, offset);
      comments.push(makeToken(lineComment, text.slice(at.offset, offset), at));
      continue;
    }
    if (text.startsWith('/*', offset)) {
      const close: number = endless ? -1 : text.indexOf('*/', offset + 2);
      endless ||= close < 0;
      offset = close < 0 ? endOfLine(text, offset) : close + 2;
      if (close < 0)
        problems.push({
          kind: 'unclosed',
          message: "'*/' is missing: the comment does not end",
          offset: at.offset,
          length: 2,
        });
      const token = makeToken(comment, text.slice(at.offset, offset), at);
      ({ line, lineStart } = lineAfter(token.image, at));
      comments.push({ ...token, endLine: line, endColumn: offset - lineStart });
      continue;
    }
    const reading = readToken(text, offset, types);
    if (reading.problem !== undefined) problems.push(reading.problem);
    if (reading.type !== undefined) tokens.push(makeToken(reading.type, text.slice(offset, reading.end), at));
    offset = reading.end;
  }
  return { tokens: retagHops(tokens, types), comments, problems };
}

function readToken(text: string, offset: number, types: TokenTypes): Reading {
  const wordEnd = matchEnd(word, text, offset);
  if (wordEnd > offset) return readWord(text.slice(offset, wordEnd), offset, types);
  const quantityEnd = endOfQuantity(text, offset);
  if (quantityEnd > offset) return readNumber(text, offset, quantityEnd, types);
  if (text[offset] === '"') return readString(text, offset, types);
  const symbol = types.symbols.find((type) => text.startsWith(type.name, offset));
  if (symbol !== undefined) return { end: offset + symbol.name.length, type: symbol };
  return readStrange(text, offset, types);
}

function readWord(image: string, offset: number, types: TokenTypes): Reading {
  const end = offset + image.length;
  const type = types.words.get(image) ?? types.id;
  if (!image.includes('-')) return { end, type };
  const suggestion = image.replaceAll('-', '_');
  const message = `names have no '-'; write '${suggestion}'`;
  return { end, type, problem: { kind: 'character', message, offset, length: image.length, suggestion } };
}

function readNumber(text: string, offset: number, end: number, types: TokenTypes): Reading {
  const type = typeOf(types, 'QUANTITY');
  const tail = /^(?:,\d{3})+/u.exec(text.slice(end, end + 40))?.[0];
  // `list(1,200)` is two numbers; `1,000` never is, as no number begins with 0.
  const isGrouped = tail !== undefined && /^\d{1,3}$/u.test(text.slice(offset, end)) && tail.includes(',0');
  if (!isGrouped) return { end, type };
  const image = text.slice(offset, end + tail.length);
  const suggestion = image.replaceAll(',', '');
  const message = `numbers have no ',' inside; write '${suggestion}'`;
  return {
    end: offset + image.length,
    type,
    problem: { kind: 'number', message, offset, length: image.length, suggestion },
  };
}

function readString(text: string, offset: number, types: TokenTypes): Reading {
  const type = typeOf(types, 'STRING');
  const end = matchEnd(stringBody, text, offset);
  if (text[end] === '"') return { end: end + 1, type };
  // An unfinished title must not swallow the brace that opens its block.
  const image = text.slice(offset, end).replace(/\s*\{?\s*$/u, '');
  const length = Math.max(1, image.length);
  return {
    end: offset + length,
    type,
    problem: { kind: 'unclosed', message: `'"' is missing at the end of the text`, offset, length },
  };
}

function typeOf(types: TokenTypes, name: string): TokenType {
  const type = types.byName[name];
  if (type === undefined) throw new Error(`bug: the grammar has no terminal ${name}`);
  return type;
}

function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

function isBlank(text: string, offset: number): boolean {
  return /\s/u.test(text[offset] ?? '');
}

function endOfLine(text: string, offset: number): number {
  const breakAt = /[\r\n]/gu;
  breakAt.lastIndex = offset;
  return breakAt.test(text) ? breakAt.lastIndex - 1 : text.length;
}

function lineAfter(image: string, at: Position): { readonly line: number; readonly lineStart: number } {
  let { line, lineStart } = at;
  for (const match of image.matchAll(/\r\n|\r|\n/gu)) {
    line++;
    lineStart = at.offset + match.index + match[0].length;
  }
  return { line, lineStart };
}
