import type { Location, Position, ReferenceParams } from 'vscode-languageserver';
import type { Feature } from './feature.js';
import { locationOf, nameAt, placesOf } from './names.js';
import type { Snapshot } from './snapshot.js';

/** Every place of the name at a position, in this file and all that share the name with it; imports count as places. */
export function references(snapshot: Snapshot, position: Position, withDeclaration: boolean): readonly Location[] {
  const name = nameAt(snapshot, position);
  if (name === undefined) return [];
  return placesOf(snapshot, name.declared)
    .filter(({ role }) => withDeclaration || role !== 'declaration')
    .map(locationOf);
}

export const referencesFeature: Feature = {
  capabilities: { referencesProvider: true },
  register(connection, context) {
    connection.onReferences(
      context.answer((snapshot, { position, context: { includeDeclaration } }: ReferenceParams) => [
        ...references(snapshot, position, includeDeclaration),
      ]),
    );
  },
};
