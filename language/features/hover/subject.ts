/** What stands under a place of a text: a name, a word of a rule of the grammar, or a part of a comment. */
import { type AstNode, AstUtils, type CstNode, CstUtils, GrammarAST, type LeafCstNode } from 'langium';
import { type Suppression, suppressions } from '../../findings/suppression.js';
import type { Occurrence } from '../../link/occurrences.js';
import type { Snapshot } from '../snapshot.js';

export type Subject =
  | { readonly kind: 'suppression'; readonly offset: number; readonly length: number; readonly of: Suppression }
  | { readonly kind: 'name'; readonly offset: number; readonly length: number; readonly of: Occurrence }
  | (Word & { readonly kind: 'word' });

/** One token with what it is in the tree. */
export interface Word {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
  /** Tree node the token belongs to. */
  readonly node: AstNode;
  /** Property that the token fills; missing for keywords and signs. */
  readonly property?: string;
}

/** The subject at an offset, its end included; `undefined` between words. */
export function subjectAt(snapshot: Snapshot, offset: number): Subject | undefined {
  const { file, report } = snapshot;
  const comment = file.parsed.comments.find((one) => one.offset <= offset && offset <= one.offset + one.length);
  if (comment !== undefined) {
    const of = suppressions(file.text, file.lines, [comment]).find(
      (one) => one.rule !== '' && one.offset <= offset && offset <= one.offset + one.length,
    );
    return of === undefined ? undefined : { kind: 'suppression', offset: of.offset, length: of.length, of };
  }
  const occurrence = report.occurrences.at(file.uri, offset);
  if (occurrence !== undefined) {
    const { node } = occurrence;
    return { kind: 'name', offset: node.offset, length: node.length, of: occurrence };
  }
  const word = wordAt(file.parsed.model.$cstNode, offset);
  return word === undefined ? undefined : { kind: 'word', ...word };
}

function wordAt(root: CstNode | undefined, offset: number): Word | undefined {
  if (root === undefined) return undefined;
  // At the end of a word the word counts, unless the next one begins there.
  const leaf = leafAt(root, offset) ?? (offset > 0 ? leafAt(root, offset - 1) : undefined);
  if (leaf === undefined || leaf.length === 0) return undefined;
  const source = leaf.grammarSource;
  const assignment = source === undefined ? undefined : AstUtils.getContainerOfType(source, GrammarAST.isAssignment);
  const { offset: at, length, text, astNode } = leaf;
  return {
    offset: at,
    length,
    text,
    node: astNode,
    ...(assignment === undefined ? {} : { property: assignment.feature }),
  };
}

function leafAt(root: CstNode, offset: number): LeafCstNode | undefined {
  const leaf = CstUtils.findLeafNodeAtOffset(root, offset);
  return leaf === undefined || leaf.hidden || leaf.offset > offset || offset >= leaf.end ? undefined : leaf;
}
