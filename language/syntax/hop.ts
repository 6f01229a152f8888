/** First hops of paths: the one place where the sort of a word depends on the token behind it. */
import { partsOfQuantity } from './quantity-token.js';
import { makeToken, type Token, type TokenType } from './token.js';
import type { TokenTypes } from './token-types.js';

/**
 * Retags every word that begins a path (`chat -> store`) as HOP, whatever blanks or comments lie between, so that a
 * component may be called `read`. In `priority 1 s -> x` the `s` was taken for a unit; it is given back here.
 */
export function retagHops(tokens: readonly Token[], types: TokenTypes): readonly Token[] {
  const hop = types.byName.HOP ?? types.id;
  const result: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) continue;
    if (!leadsPath(tokens, i)) result.push(token);
    else if (isWord(token)) result.push(withType(token, hop));
    else result.push(...withoutUnit(token, hop));
  }
  return result;
}

function leadsPath(tokens: readonly Token[], i: number): boolean {
  return tokens[i + 1]?.image === '->' && tokens[i - 1]?.image !== '->';
}

function isWord(token: Token): boolean {
  return /^[\p{L}_]/u.test(token.image);
}

function withType(token: Token, type: TokenType): Token {
  return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 };
}

function withoutUnit(token: Token, hop: TokenType): readonly Token[] {
  const { number, unit } = partsOfQuantity(token.image);
  const isWord = /^[\p{L}_]+$/u.test(unit);
  if (token.tokenType.name !== 'QUANTITY' || !isWord || number.length + unit.length === token.image.length)
    return [token];
  const line = token.startLine ?? 1;
  const lineStart = token.startOffset - (token.startColumn ?? 1) + 1;
  const wordOffset = token.startOffset + token.image.length - unit.length;
  return [
    makeToken(token.tokenType, number, { offset: token.startOffset, line, lineStart }),
    makeToken(hop, unit, { offset: wordOffset, line, lineStart }),
  ];
}
