/** The lexer service of the parser: a whole text, or the tokens of one span of it. */
import type { Grammar, Lexer, LexerResult } from 'langium';
import { type LexedText, lex } from './lexer.js';
import type { Token, TokenType } from './token.js';
import { buildTokenTypes, type TokenTypes } from './token-types.js';

/** Reads whole texts, unless it was told which tokens come next. */
export class SpanLexer implements Lexer {
  readonly types: TokenTypes;
  #next: { readonly tokens: readonly Token[]; readonly comments: readonly Token[] } | undefined;

  constructor(services: { readonly Grammar: Grammar }) {
    this.types = buildTokenTypes(services.Grammar);
  }

  get definition(): Record<string, TokenType> {
    return { ...this.types.byName };
  }

  /** A whole text as our own record. */
  read(text: string): LexedText {
    return lex(text, this.types);
  }

  /** Makes the next `tokenize` give these tokens, whatever text it is asked for. */
  prepare(tokens: readonly Token[], comments: readonly Token[]): void {
    this.#next = { tokens, comments };
  }

  tokenize(text: string): LexerResult {
    const { tokens, comments } = this.#next ?? this.read(text);
    this.#next = undefined;
    return { tokens: [...tokens], hidden: [...comments], errors: [] };
  }
}
