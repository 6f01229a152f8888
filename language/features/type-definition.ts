import type { LocationLink, Position, TextDocumentPositionParams } from 'vscode-languageserver';
import { propertyNode } from '../link/property.js';
import type { Feature } from './feature.js';
import { linkTo, nameAt, sameIn } from './names.js';
import type { Snapshot } from './snapshot.js';

/** The template that the component at a position is made from; nothing for a component that says everything itself. */
export function typeDefinition(snapshot: Snapshot, position: Position): LocationLink | undefined {
  const name = nameAt(snapshot, position);
  const declared = name === undefined ? undefined : sameIn(snapshot, name.declared);
  if (name === undefined || declared?.kind !== 'component') return undefined;
  const technology = propertyNode(declared.node.$cstNode, 'technology');
  const template = snapshot.report.occurrences.at(declared.uri, technology?.offset ?? -1)?.declared;
  return template?.kind === 'template' ? linkTo(snapshot, name.node, template) : undefined;
}

export const typeDefinitionFeature: Feature = {
  capabilities: { typeDefinitionProvider: true },
  register(connection, context) {
    connection.onTypeDefinition(
      context.answer((snapshot, { position }: TextDocumentPositionParams) => {
        const link = typeDefinition(snapshot, position);
        if (link === undefined) return null;
        if (context.can('textDocument.typeDefinition.linkSupport')) return [link];
        return [{ uri: link.targetUri, range: link.targetSelectionRange }];
      }),
    );
  },
};
