/**
 * Text to syntax tree: tokens, spans, the parser and what it says about mistakes.
 *
 * `language/syntax` knows the grammar and nothing else: no catalogue, no files, no linking. Any text gives a tree and
 * a list of problems; nothing here throws on a text.
 */

/** What sort of mistake it is; stable words for tests and quick fixes. */
export type SyntaxProblemKind =
  /** Characters that mean nothing in the language. */
  | 'character'
  /** A text or comment that does not end, or is written in other quotes. */
  | 'unclosed'
  /** A brace without its partner. */
  | 'brace'
  /** A number that cannot be read as one. */
  | 'number'
  /** Something is missing, or stands where another thing is expected. */
  | 'unexpected'
  /** The text is larger or deeper than what is read. */
  | 'limit';

/** One mistake in the text. */
export interface SyntaxProblem {
  readonly kind: SyntaxProblemKind;
  /** One plain sentence without a final stop. */
  readonly message: string;
  /** Where it is, in UTF-16 code units from the start of the text. */
  readonly offset: number;
  /** At least 1, except at the end of an empty text. */
  readonly length: number;
  /** Replacing the range by this text would be right; missing when nothing is near. */
  readonly suggestion?: string;
}
