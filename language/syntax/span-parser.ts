/** The parser service: Langium's own parser, run span by span over one text and put together as one tree. */
import {
  type AstNode,
  type CompositeCstNode,
  type CstNode,
  isCompositeCstNode,
  type LangiumCoreServices,
  LangiumParser,
  type Mutable,
  type ParseResult,
  type ParserOptions,
  RootCstNodeImpl,
} from 'langium';
import type { Item, Model } from '../generated/ast.js';
import { readExpectation } from './expectation.js';
import { joinProblems } from './join-problems.js';
import { KeptSpans, type Piece } from './kept-spans.js';
import type { SyntaxProblem } from './problem.js';
import { type Attempt, recover } from './recover.js';
import { cutDepth, type Repaired, repair } from './repair.js';
import type { SpanLexer } from './span-lexer.js';
import { type Span, split, splitByLayout } from './split.js';
import { balanceSurplus } from './surplus-braces.js';
import { endOf, type Token } from './token.js';

/** What parsing a text gave: Langium's result and our problems, in the order of the text. */
export interface SpanParseResult extends ParseResult<Model> {
  readonly problems: readonly SyntaxProblem[];
  /** Comments in order. */
  readonly comments: readonly Token[];
  /** Spans that the parse of a later text may use up. */
  readonly spans: KeptSpans;
}

/** Characters of the largest text that is read. */
export const maximumLength = 1_000_000;

/** Comments of one span that get a node in the tree; Langium passes them as arguments, of which there is a limit. */
const maximumComments = 10_000;

/** Tokens parsed again at most, per text, to get over mistakes; beyond it each span tells its first mistake only. */
const recoveryBudget = 40_000;

/** Parses a text span by span. `parse` with a `rule` is Langium's own. */
export class SpanParser extends LangiumParser {
  readonly #lexer: SpanLexer;
  #text = '';
  #comments: readonly Token[] = [];
  #comment = 0;
  #budget = 0;

  constructor(services: LangiumCoreServices, lexer: SpanLexer) {
    super(services);
    this.#lexer = lexer;
  }

  override parse<T extends AstNode = AstNode>(input: string, options: ParserOptions = {}): ParseResult<T> {
    if (options.rule !== undefined) return super.parse<T>(input, options);
    // The entry rule gives a Model, and Langium's callers ask for nothing else.
    return this.parseText(input) as unknown as ParseResult<T>;
  }

  /**
   * Parses any text. Never throws on one.
   *
   * Spans of `kept` that stand in this text too are not parsed again: their nodes move into the new tree. The result is
   * that of parsing the whole text; the tree they came from is no longer good.
   */
  parseText(text: string, kept?: KeptSpans): SpanParseResult {
    if (text.length > maximumLength) return this.#refuse(text);
    const { tokens, comments, problems } = this.#lexer.read(text);
    this.#text = text;
    this.#comments = comments;
    this.#comment = 0;
    this.#budget = recoveryBudget;
    const spans = new KeptSpans();
    const pieces = split(tokens).flatMap((span) => {
      const last = span.tokens.at(-1);
      const from = Math.min(span.tokens[0]?.startOffset ?? 0, comments[this.#comment]?.startOffset ?? Infinity);
      const key = text.slice(from, last === undefined ? from : endOf(last));
      const known = kept?.take(key, span, from);
      if (known !== undefined) this.#commentsBefore(last);
      const parsed = known === undefined ? this.#parseSpan(span) : [known];
      const [only] = parsed;
      if (only !== undefined && parsed.length === 1) spans.keep(key, span, from, only);
      return parsed;
    });
    return this.#assemble(text, pieces, problems, spans, kept?.takeRoot(text));
  }

  #parseSpan(span: Span): readonly Piece[] {
    const parts = span.braces === 'matched' ? [span] : splitByLayout(span);
    if (parts.length > 1) return parts.flatMap((part) => this.#parseSpan(part));
    const state = this.#comment;
    const comments = this.#commentsBefore(span.tokens.at(-1));
    if (span.braces === 'stray') return [this.#parseSurplus(span, comments)];
    const repaired = repair(span, this.#lexer.types);
    const first = this.#attempt(repaired.tokens, comments);
    if (first.stop === undefined) return [pieceOf(first.tree, repaired.problems)];
    const finer = splitByLayout(span);
    if (finer.length < 2) return [this.#recover(repaired, first, comments)];
    this.#comment = state;
    return finer.flatMap((part) => this.#parseSpan(part));
  }

  #parseSurplus(span: Span, comments: readonly Token[]): Piece {
    let least: { readonly repaired: Repaired; readonly first: Attempt<Model> } | undefined;
    for (const balanced of balanceSurplus(span.tokens, this.#lexer.types)) {
      const repaired = cutDepth(balanced);
      const first = this.#attempt(repaired.tokens, comments);
      if (first.stop === undefined) return pieceOf(first.tree, repaired.problems);
      least ??= { repaired, first };
      if (!this.#spend(repaired.tokens.length)) break;
    }
    return least === undefined
      ? { items: [], cst: [], problems: [] }
      : this.#recover(least.repaired, least.first, comments);
  }

  #recover({ tokens, problems }: Repaired, first: Attempt<Model>, comments: readonly Token[]): Piece {
    const attempt = (some: readonly Token[]): Attempt<Model> => this.#attempt(some, comments);
    const spend = (count: number): boolean => this.#spend(count);
    const recovered = recover(tokens, first, { attempt, spend, types: this.#lexer.types });
    // Where braces were put right, what the parser says is their consequence.
    return pieceOf(recovered.tree, problems.length > 0 ? problems : recovered.problems);
  }

  #spend(tokens: number): boolean {
    this.#budget -= tokens;
    return this.#budget >= 0;
  }

  #attempt(tokens: readonly Token[], comments: readonly Token[]): Attempt<Model> {
    this.#lexer.prepare(tokens, comments);
    const { value, parserErrors } = super.parse<Model>(this.#text);
    const error = parserErrors[0];
    if (error === undefined) return { tree: value };
    const index = tokens.indexOf(error.token);
    return {
      tree: value,
      stop: { index: index < 0 ? tokens.length : index, expectation: readExpectation(error.message) },
    };
  }

  #commentsBefore(last: Token | undefined): readonly Token[] {
    const from = this.#comment;
    const end = last === undefined ? 0 : endOf(last);
    while ((this.#comments[this.#comment]?.startOffset ?? Number.POSITIVE_INFINITY) < end) this.#comment++;
    return this.#comments.slice(from, Math.min(this.#comment, from + maximumComments));
  }

  #assemble(
    text: string,
    pieces: readonly Piece[],
    lexical: readonly SyntaxProblem[],
    spans: KeptSpans,
    before?: RootCstNodeImpl,
  ): SpanParseResult {
    // The comments behind the last declaration, and the root of an empty text.
    this.#lexer.prepare([], this.#comments.slice(this.#comment, this.#comment + maximumComments));
    const { value, lexerErrors } = super.parse<Model>(text);
    const root = before ?? new RootCstNodeImpl(text);
    root.root = root;
    spans.keepRoot(root);
    root.astNode = value;
    const rest = value.$cstNode === undefined ? [] : childrenOf(value.$cstNode);
    for (const node of [...pieces.flatMap((piece) => piece.cst), ...rest]) {
      // Nodes taken over from the text before have this root already, if any.
      if (node.root !== root) plant(node, root);
      root.content.push(node);
    }
    const model: Mutable<Model> = value;
    model.$cstNode = root;
    model.items = pieces.flatMap((piece) => piece.items);
    for (const [i, item] of model.items.entries()) {
      const child: Mutable<Item> = item;
      child.$container = value;
      child.$containerIndex = i;
    }
    const problems = joinProblems(
      text,
      lexical,
      pieces.flatMap((piece) => piece.problems),
    );
    return { value, parserErrors: [], lexerErrors, problems, comments: this.#comments, spans };
  }

  #refuse(text: string): SpanParseResult {
    this.#comments = [];
    this.#comment = 0;
    const message = `the text is longer than ${maximumLength} characters and is not read; split it and import the parts`;
    return this.#assemble(text, [], [{ kind: 'limit', message, offset: 0, length: 1 }], new KeptSpans());
  }
}

function pieceOf(model: Model, problems: readonly SyntaxProblem[]): Piece {
  return { items: model.items, cst: model.$cstNode === undefined ? [] : childrenOf(model.$cstNode), problems };
}

function childrenOf(node: CstNode): readonly CstNode[] {
  return isCompositeCstNode(node) ? [...node.content] : [];
}

/** Makes a node and all below it part of another tree. */
function plant(node: CstNode, root: RootCstNodeImpl): void {
  const own: Mutable<CstNode> = node;
  own.root = root;
  if (isCompositeCstNode(node)) for (const child of (node as CompositeCstNode).content) plant(child, root);
}
