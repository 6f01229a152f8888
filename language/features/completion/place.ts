/** Where a cursor stands: the word under it, what was read before it, and what the grammar allows there. */

import { type LexedText, lex } from '../../syntax/lexer.js';
import { syntaxServices } from '../../syntax/services.js';
import { type Shapes, shapesOf } from '../../syntax/shape.js';
import { SpanLexer } from '../../syntax/span-lexer.js';
import { split } from '../../syntax/split.js';
import { endOf, makeToken, type Token } from '../../syntax/token.js';
import type { TokenTypes } from '../../syntax/token-types.js';
import type { Legal, Part, Rest, Walk } from '../../syntax/walk.js';
import { finishLine, isUnfinished, legal, startWalk, step } from '../../syntax/walk.js';
import { isHeadWord } from './head-words.js';

/** A cursor in the middle of the language. */
export interface Place {
  readonly text: string;
  readonly offset: number;
  /** The word under the cursor, which completion replaces; empty between words. */
  readonly word: { readonly start: number; readonly end: number };
  /** What the parser would accept instead of the word. */
  readonly legal: readonly Legal[];
  readonly rest: Rest | undefined;
  /** Whether what was begun before the cursor cannot end there. */
  readonly isUnfinished: boolean;
  /** The token behind the word, if it is on the same line or opens a block. */
  readonly next: Token | undefined;
  readonly isNextOnLine: boolean;
  /** Tokens of the declaration behind the word. */
  readonly following: readonly Token[];
}

/** A cursor in a comment or a text in quotes. */
export interface Enclosed {
  readonly kind: 'comment' | 'string';
  readonly start: number;
  readonly end: number;
  readonly image: string;
}

let shapes: Shapes | undefined;

/** The shapes of the language's grammar; made on first use. */
export function grammarShapes(): Shapes {
  shapes ??= shapesOf(syntaxServices().Grammar);
  return shapes;
}

export function tokenTypes(): TokenTypes {
  const lexer = syntaxServices().parser.Lexer;
  if (!(lexer instanceof SpanLexer)) throw new Error('bug: the services were wired with another lexer');
  return lexer.types;
}

let known: { readonly text: string; readonly lexed: LexedText } | undefined;

/** Tokens of a text; the last text asked for is remembered, as one keystroke asks for several things. */
export function tokensOf(text: string): LexedText {
  if (known?.text !== text) {
    // Makes the parser first, which numbers the sorts of tokens.
    syntaxServices().parser.LangiumParser;
    known = { text, lexed: lex(text, tokenTypes()) };
  }
  return known.lexed;
}

/** The comment or text in quotes that a cursor stands in. */
export function enclosedAt(text: string, offset: number): Enclosed | undefined {
  const { tokens, comments } = tokensOf(text);
  const comment = comments[firstFrom(comments, offset) - 1];
  if (comment !== undefined && offset <= endOf(comment)) {
    const isClosed = comment.image.startsWith('/*') && comment.image.endsWith('*/');
    if (!isClosed || offset < endOf(comment)) return enclosed('comment', comment);
  }
  const before = tokens[firstFrom(tokens, offset) - 1];
  if (before === undefined || before.tokenType.name !== 'STRING') return undefined;
  const isClosed = before.image.length > 1 && /["'`”»]$/u.test(before.image);
  if (isClosed) return offset < endOf(before) ? enclosed('string', before) : undefined;
  // What does not end reaches to the end of the line; its token leaves out blanks there.
  if (/[\r\n]/u.test(text.slice(before.startOffset, offset))) return undefined;
  return { ...enclosed('string', before), end: Math.max(offset, endOf(before)) };
}

function enclosed(kind: Enclosed['kind'], token: Token): Enclosed {
  return { kind, start: token.startOffset, end: endOf(token), image: token.image };
}

/** The place of a cursor outside comments and texts; `start`: where reading ends, when not at the word. */
export function placeAt(text: string, offset: number, start?: number): Place {
  const { tokens } = tokensOf(text);
  const word = start === undefined ? replaced(text, offset, tokens) : { start, end: offset };
  const span = split(tokens).findLast((one) => (one.tokens[0]?.startOffset ?? 0) < word.start)?.tokens ?? [];
  const before = span.filter((token) => endOf(token) <= word.start);
  const following = tokens.slice(firstFrom(tokens, word.end), firstFrom(tokens, word.end) + maximumFollowing);
  const walk = startWalk(grammarShapes());
  for (const token of before) step(walk, token, grammarShapes(), isHeadWord);
  const { rest, isLost } = walk;
  const all = isLost ? [] : legal(rest, grammarShapes(), tokenTypes());
  const [next] = following;
  const isNextOnLine = next !== undefined && !/[\r\n]/u.test(text.slice(word.end, next.startOffset));
  const place: Place = {
    text,
    offset,
    word,
    legal: all,
    rest,
    isUnfinished: isUnfinished(rest),
    next,
    isNextOnLine,
    following,
  };
  const under = tokens[firstFrom(tokens, word.start)];
  goOn(walk, place, under !== undefined && under.startOffset < word.end ? under : undefined, span);
  return place;
}

/** What completion replaces: the word around the cursor, or the number that begins at it. */
function replaced(text: string, offset: number, tokens: readonly Token[]): Place['word'] {
  const word = wordAt(text, offset);
  const token = tokens[firstFrom(tokens, word.start)];
  const isNumber = token?.tokenType.name === 'QUANTITY' && token.startOffset === word.start;
  return isNumber ? { start: word.start, end: endOf(token) } : word;
}

const maximumFollowing = 60;

/** Reads the declaration to its end, so that parts know what stands behind the cursor. */
function goOn(walk: Walk, place: Place, under: Token | undefined, span: readonly Token[]): void {
  const [first] = place.legal;
  // The word under the cursor is about to be replaced: it stands for itself in no list.
  if (under !== undefined) step(walk, { ...under, image: '' }, grammarShapes(), () => isHeadWord(under.image));
  else if (place.isUnfinished && place.isNextOnLine && first !== undefined) {
    const type = tokenTypes().byName[first.name];
    const at = { offset: place.word.start, line: walk.last?.endLine ?? 1, lineStart: place.word.start };
    if (type !== undefined) step(walk, makeToken(type, '', at), grammarShapes(), isHeadWord);
  } else if (!place.isNextOnLine) finishLine(walk);
  for (const token of span) if (token.startOffset >= place.word.end) step(walk, token, grammarShapes(), isHeadWord);
}

/** Whether an offset is strictly inside a token that is more than one word. */
export function isInToken(text: string, offset: number): boolean {
  const { tokens } = tokensOf(text);
  const token = tokens[firstFrom(tokens, offset) - 1];
  return token !== undefined && token.startOffset < offset && offset < endOf(token);
}

/** The word around an offset: letters, digits and underscores. */
export function wordAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  let start = offset;
  let end = offset;
  while (start > 0 && isWordCharacter(text[start - 1])) start--;
  while (end < text.length && isWordCharacter(text[end])) end++;
  return { start, end };
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

/** Index of the first token at or behind an offset. */
function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.startOffset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Parts of a rule beside a part, without the one at the cursor. */
export function siblings(part: Part, at: number): readonly Part[] {
  return (part.parent?.parts ?? []).filter((one) => one.property === part.property && one.start !== at);
}
