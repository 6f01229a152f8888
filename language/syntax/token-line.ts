/** Lines of tokens, and stretches of them that take no brace from its partner. */
import type { Token } from './token.js';

/** Index of the first token on the line of the token at `index` (or of the last token, at the end). */
export function lineStart(tokens: readonly Token[], index: number): number {
  let start = Math.min(index, tokens.length - 1);
  while (start > 0 && tokens[start - 1]?.startLine === tokens[start]?.startLine) start--;
  return Math.max(0, start);
}

/** Index behind the last token on the line of the token at `index`. */
export function lineEnd(tokens: readonly Token[], index: number): number {
  let end = index;
  while (end < tokens.length && tokens[end]?.startLine === tokens[index]?.startLine) end++;
  return end;
}

/** The end nearest to `to` of a stretch from `from` with balanced braces: a block begun inside is taken whole. */
export function balancedEnd(tokens: readonly Token[], from: number, to: number): number {
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    if (i >= to && depth === 0) return i;
    if (tokens[i]?.image === '{') depth++;
    if (tokens[i]?.image === '}' && --depth < 0) return i;
  }
  return tokens.length;
}
