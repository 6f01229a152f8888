/** Mistakes the parser meets, in the words of whoever wrote the text. */
import type { ParseResult } from 'langium';
import type { SyntaxProblem } from './problem.js';
import type { Token } from './token.js';

type ParserError = ParseResult['parserErrors'][number];

/** The problems behind the parser's errors over the tokens of one span. */
export function explain(errors: readonly ParserError[], tokens: readonly Token[]): readonly SyntaxProblem[] {
  return errors.map((error) => {
    const at = Number.isNaN(error.token.startOffset) ? tokens.at(-1) : error.token;
    return { kind: 'unexpected', message: error.message, offset: at?.startOffset ?? 0, length: at?.image.length ?? 0 };
  });
}
