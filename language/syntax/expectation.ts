/** What the parser wanted where it stopped, carried from Chevrotain's message hook to `explain`. */
import type { LangiumParserErrorMessageProvider } from 'langium';
import type { Token, TokenType } from './token.js';

type MessageProvider = Pick<
  LangiumParserErrorMessageProvider,
  'buildMismatchTokenMessage' | 'buildNotAllInputParsedMessage' | 'buildNoViableAltMessage' | 'buildEarlyExitMessage'
>;

/** Token types that would have been right, by name, and the grammar rule that wanted them. */
export interface Expectation {
  readonly expected: readonly string[];
  readonly rule: string;
}

/** Writes an expectation where Chevrotain wants a message; it has no other room for one. */
export class ExpectationProvider implements MessageProvider {
  buildMismatchTokenMessage(at: { expected: TokenType; actual: Token; previous: Token; ruleName: string }): string {
    return write([at.expected.name], at.ruleName);
  }

  buildNotAllInputParsedMessage(_at: { firstRedundant: Token; ruleName: string }): string {
    return write(['EOF'], 'Model');
  }

  buildNoViableAltMessage(at: { expectedPathsPerAlt: TokenType[][][]; ruleName: string }): string {
    return write(
      at.expectedPathsPerAlt.flatMap((paths) => paths.flatMap((path) => path[0]?.name ?? [])),
      at.ruleName,
    );
  }

  buildEarlyExitMessage(at: { expectedIterationPaths: TokenType[][]; ruleName: string }): string {
    return write(
      at.expectedIterationPaths.flatMap((path) => path[0]?.name ?? []),
      at.ruleName,
    );
  }
}

/** The expectation behind a parser error's message. */
export function readExpectation(message: string): Expectation {
  const [rule = '', ...expected] = message.split('\n');
  return { rule, expected };
}

/** Langium marks rule names with a zero-width blank. */
function write(expected: readonly string[], rule: string): string {
  return [rule.replaceAll('\u200b', ''), ...new Set(expected)].join('\n');
}
