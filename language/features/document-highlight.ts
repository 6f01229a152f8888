import { type CstNode, isReference } from 'langium';
import type { TextDocumentPositionParams } from 'vscode-languageserver';
import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver-types';
import type { Feature } from './feature.js';
import { nameAt, rangeOfNode } from './names.js';
import type { Snapshot } from './snapshot.js';

/** The places of the name at a position in this document; what is written or published is a write, what is read a read. */
export function documentHighlight(snapshot: Snapshot, position: Position): readonly DocumentHighlight[] {
  const { file, report } = snapshot;
  const name = nameAt(snapshot, position);
  if (name === undefined) return [];
  return report.occurrences
    .of(name.declared)
    .filter(({ uri }) => uri === file.uri)
    .map(({ node }) => ({ range: rangeOfNode(file, node), kind: accessOf(node) }));
}

/** What a step does to the data and to the store or queue it names; every other place only names it. */
export function accessOf(node: CstNode): DocumentHighlightKind {
  const property = propertyOf(node);
  switch (node.astNode.$type) {
    case 'Write':
    case 'Publish':
      return property === undefined ? DocumentHighlightKind.Text : DocumentHighlightKind.Write;
    case 'Read':
    case 'Query':
    case 'Consume':
      return property === undefined || property === 'hops' ? DocumentHighlightKind.Text : DocumentHighlightKind.Read;
    case 'Component':
      return property === 'target'
        ? DocumentHighlightKind.Write
        : property === 'source'
          ? DocumentHighlightKind.Read
          : DocumentHighlightKind.Text;
    default:
      return DocumentHighlightKind.Text;
  }
}

/** The property of its owner that a cross reference stands in. */
function propertyOf(node: CstNode): string | undefined {
  const at = (value: unknown): boolean => isReference(value) && '$refNode' in value && value.$refNode === node;
  for (const [name, value] of Object.entries(node.astNode)) {
    if (name.startsWith('$')) continue;
    if (Array.isArray(value) ? value.some(at) : at(value)) return name;
  }
  return undefined;
}

export const documentHighlightFeature: Feature = {
  capabilities: { documentHighlightProvider: true },
  register(connection, context) {
    connection.onDocumentHighlight(
      context.answer((snapshot, { position }: TextDocumentPositionParams) => [
        ...documentHighlight(snapshot, position),
      ]),
    );
  },
};
