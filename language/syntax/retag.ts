/** Tokens whose sort depends on the tokens around them. */
import { partsOfQuantity } from './quantity-token.js';
import { makeToken, type Token, type TokenType } from './token.js';
import type { TokenTypes } from './token-types.js';

/**
 * Retags every word that begins a path (`chat -> store`) as HOP, whatever blanks or comments lie between, so that a
 * component may be called `read`; and every bare whole number behind a part (`accounts.replica 2`) as ORDINAL. In
 * `priority 1 s -> x` the `s` was taken for a unit; it is given back here.
 */
export function retag(tokens: readonly Token[], types: TokenTypes): readonly Token[] {
  const hop = types.byName['HOP'] ?? types.id;
  const ordinal = types.byName['ORDINAL'] ?? types.id;
  const result: Token[] = [];
  for (const [i, token] of tokens.entries()) {
    if (isOrdinal(tokens, i)) result.push(withType(token, ordinal));
    else if (!leadsPath(tokens, i)) result.push(token);
    else if (isWord(token)) result.push(withType(token, hop));
    else result.push(...withoutUnit(token, hop));
  }
  return result;
}

function isOrdinal(tokens: readonly Token[], i: number): boolean {
  if (tokens[i]?.tokenType.name !== 'NUMBER') return false;
  const last = tokens[i - 1]?.image === '.' ? i - 2 : i - 1;
  const [base, dot, part] = [tokens[last - 2], tokens[last - 1], tokens[last]];
  if (dot?.image !== '.' || base === undefined || part === undefined) return false;
  return isWord(base) && isWord(part) && /^\d+$/u.test(tokens[i]?.image ?? '');
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
  if (token.tokenType.name !== 'NUMBER' || !isWord || number.length + unit.length === token.image.length) return [token];
  const line = token.startLine ?? 1;
  const lineStart = token.startOffset - (token.startColumn ?? 1) + 1;
  const wordOffset = token.startOffset + token.image.length - unit.length;
  return [
    makeToken(token.tokenType, number, { offset: token.startOffset, line, lineStart }),
    makeToken(hop, unit, { offset: wordOffset, line, lineStart }),
  ];
}
