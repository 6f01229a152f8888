/** The way from text to syntax tree for everyone who has a text and no document. */
import type { Model } from '../generated/ast.js';
import type { KeptSpans } from './kept-spans.js';
import type { SyntaxProblem } from './problem.js';
import { syntaxServices } from './services.js';
import { SpanParser } from './span-parser.js';
import { endOf } from './token.js';

/** A stretch of the text. */
export interface Comment {
  readonly offset: number;
  readonly length: number;
  /** With its marks. */
  readonly text: string;
}

/** What a text says, as far as it can be read. */
export interface ParsedFile {
  readonly text: string;
  /** The tree, with CST nodes and unlinked references. Parts with mistakes may lack properties their types promise. */
  readonly model: Model;
  /** In the order of the text; empty for a text without mistakes. */
  readonly errors: readonly SyntaxProblem[];
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  /** What the parse of the next text may use up. */
  readonly spans: KeptSpans;
}

/**
 * Parses any text; never throws on one and never links.
 *
 * Parts that stand unchanged in `previous` are taken over instead of parsed again; `previous` must not be used after that.
 */
export function parse(text: string, previous?: ParsedFile): ParsedFile {
  const parser = syntaxServices().parser.LangiumParser;
  if (!(parser instanceof SpanParser)) throw new Error('bug: the services were wired with another parser');
  const { value, problems, comments, spans } = parser.parseText(text, previous?.spans);
  return {
    text,
    model: value,
    errors: problems,
    spans,
    comments: comments.map((token) => ({
      offset: token.startOffset,
      length: endOf(token) - token.startOffset,
      text: token.image,
    })),
  };
}
