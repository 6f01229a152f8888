/** Parsed spans of a text, so that the next text, which is mostly the same, need not be parsed as a whole. */
import { type CstNode, isCompositeCstNode, isLeafCstNode, type RootCstNodeImpl } from 'langium';
import type { Item } from '../generated/ast.js';
import type { SyntaxProblem } from './problem.js';
import type { Span } from './split.js';

/** What parsing a span gave. */
export interface Piece {
  readonly items: readonly Item[];
  readonly cst: readonly CstNode[];
  readonly problems: readonly SyntaxProblem[];
}

interface Kept {
  readonly piece: Piece;
  /** Where its text began. */
  readonly offset: number;
  /** Kinds of its tokens: what is read from a text depends on nothing else. */
  readonly kinds: readonly number[];
}

/**
 * Spans without mistakes by their text, comments before them included.
 *
 * A span with mistakes is parsed again each time: how far recovery goes depends on the rest of the text.
 */
export class KeptSpans {
  readonly #spans = new Map<string, Kept[]>();
  #root: RootCstNodeImpl | undefined;

  /** Keeps the root that all nodes of the spans know. */
  keepRoot(root: RootCstNodeImpl): void {
    this.#root = root;
  }

  /** The root, emptied, for another text; it can be taken once. */
  takeRoot(text: string): RootCstNodeImpl | undefined {
    const root = this.#root;
    this.#root = undefined;
    if (root === undefined) return undefined;
    // Langium's root keeps its text in a field of its own.
    (root as unknown as { _text: string })._text = text;
    root.content.length = 0;
    return root;
  }

  keep(text: string, span: Span, offset: number, piece: Piece): void {
    if (span.braces !== 'matched' || piece.problems.length > 0) return;
    const kept: Kept = { piece, offset, kinds: kindsOf(span) };
    const same = this.#spans.get(text);
    if (same === undefined) this.#spans.set(text, [kept]);
    else same.push(kept);
  }

  /** The piece of an equal span, moved to `offset`; it can be taken once. */
  take(text: string, span: Span, offset: number): Piece | undefined {
    const same = this.#spans.get(text);
    const kept = same?.[0];
    if (same === undefined || kept === undefined || !isSame(kept.kinds, kindsOf(span))) return undefined;
    same.shift();
    const by = offset - kept.offset;
    if (by !== 0) for (const node of kept.piece.cst) move(node, by);
    return kept.piece;
  }
}

const kindsOf = ({ tokens }: Span): readonly number[] => tokens.map((token) => token.tokenTypeIdx);

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((kind, i) => kind === other[i]);
}

/** Langium's leaves keep their offset in a field of their own, composites ask their leaves; nobody here asks for lines. */
function move(node: CstNode, by: number): void {
  if (isLeafCstNode(node)) {
    const leaf = node as unknown as { _offset: number };
    leaf._offset += by;
  } else if (isCompositeCstNode(node)) {
    for (const child of node.content) move(child, by);
  }
}
