/**
 * Findings with places in the text.
 *
 * The analyzer says `at: id`; this folder knows files and lines: positions, suppressions, and edits of the text.
 */
import type { Finding } from '../../analyzer/rules/rule.js';
import type { TextRange } from './line-map.js';

/** Another place that a finding speaks of. */
export interface PositionedRelated {
  readonly at: string;
  readonly message: string;
  readonly uri: string;
  readonly range: TextRange;
}

/** Replaces a stretch of a file; length 0 inserts. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A quick fix of text that has no id: a word the grammar does not know, an import, a comment. */
export interface TextFix {
  readonly title: string;
  /** None overlapping another. */
  readonly edits: readonly TextEdit[];
  /** As of `Fix`. */
  readonly isSafe?: true;
}

/** A finding where an editor or a terminal can show it. */
export type PositionedFinding = Omit<Finding, 'related'> & {
  readonly uri: string;
  readonly textFixes?: readonly TextFix[];
  readonly range: TextRange;
  readonly related: readonly PositionedRelated[];
};

/** A stretch of one file, by offset only; cheap to make in numbers. */
export interface Span {
  readonly uri: string;
  readonly offset: number;
  readonly length: number;
}

/** A finding of the language itself: it knows its exact place, which may be narrower than any id. */
export interface LocatedFinding extends Omit<Finding, 'related'> {
  readonly span: Span;
  readonly textFixes?: readonly TextFix[];
  readonly related: readonly { readonly at: string; readonly message: string; readonly span: Span }[];
}

/** Order of output: file, then place, then rule, then message. */
export function byPlace(a: PositionedFinding, b: PositionedFinding): number {
  return (
    compare(a.uri, b.uri) ||
    a.range.offset - b.range.offset ||
    a.range.length - b.range.length ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
