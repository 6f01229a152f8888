/** Tokens as the parser reads them, under names of our own. */
import type { LexerResult } from 'langium';

/** One token with its place; offsets in UTF-16 code units, `endOffset` inclusive, lines and columns from 1. */
export type Token = LexerResult['tokens'][number];

/** A sort of token. */
export type TokenType = Token['tokenType'];

/** Where the reading of a text stands. */
export interface Position {
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** Offset of the first character of the line. */
  readonly lineStart: number;
}

/** A token on one line. */
export function makeToken(type: TokenType, image: string, at: Position): Token {
  const startColumn = at.offset - at.lineStart + 1;
  return {
    image,
    startOffset: at.offset,
    endOffset: at.offset + image.length - 1,
    startLine: at.line,
    endLine: at.line,
    startColumn,
    endColumn: startColumn + image.length - 1,
    tokenType: type,
    // Set by the parser when it is built, which is before any text is read.
    tokenTypeIdx: type.tokenTypeIdx ?? 0,
  };
}

/** Offset behind the last character of a token. */
export function endOf(token: Token): number {
  return token.startOffset + token.image.length;
}

/** A token that the text lacks: the parser reads it, the tree does not show it. */
export function makeMissing(type: TokenType, image: string, before: Token): Token {
  return { ...before, image, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0, isInsertedInRecovery: true };
}
