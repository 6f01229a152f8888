import type { LocationLink, Position, Range } from 'vscode-languageserver-types';
import type * as ast from '../generated/ast.js';
import { propertyNode } from '../link/property.js';
import type { Feature } from './feature.js';
import { namedFiles } from './named-files.js';
import { idOf, linkTo, linkToSpan, nameAt, nodeAt } from './names.js';
import { offsetAt, type Snapshot } from './snapshot.js';

/**
 * Where the name at a position is declared; for the path of an import the file; for a part of a component
 * (`accounts.replica.2`) the clause that makes the part.
 */
export function definition(snapshot: Snapshot, position: Position): readonly LocationLink[] {
  const name = nameAt(snapshot, position);
  if (name !== undefined) return present(linkTo(snapshot, name.node, name.declared));
  const offset = offsetAt(snapshot.file, position);
  const file = namedFiles(snapshot.file).find(({ node }) => node.offset <= offset && offset <= node.end);
  if (file === undefined) return present(partLink(snapshot, offset));
  const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const { workspace } = snapshot.report;
  const isThere = workspace.files.has(file.path) || 'text' in workspace.resource(snapshot.file, file.written);
  const link = linkToSpan(snapshot, file.node, { uri: snapshot.file.uri, offset: 0, length: 0 });
  if (!isThere || link === undefined) return [];
  return [{ ...link, targetUri: snapshot.address(file.path), targetRange: start, targetSelectionRange: start }];
}

/** Clauses that make the parts of a component, the first that is written counts. */
const makers: Readonly<Record<string, readonly string[]>> = {
  leader: ['replicas', 'elect'],
  replica: ['replicas'],
  shard: ['shards'],
  instance: ['instances', 'autoscale'],
};

function partLink(snapshot: Snapshot, offset: number): LocationLink | undefined {
  const target = nodeAt<ast.Target>(snapshot.file, offset, 'Target');
  const part = propertyNode(target?.$cstNode, 'part');
  if (target?.part === undefined || part === undefined || offset < part.offset) return undefined;
  const base = snapshot.report.occurrences.at(snapshot.file.uri, target.base?.$refNode?.offset ?? -1);
  if (base === undefined || base.declared.kind !== 'component') return undefined;
  const id = idOf(snapshot, base.declared);
  const { origins } = snapshot.report;
  const names = Object.hasOwn(makers, target.part) ? (makers[target.part] ?? []) : [];
  const origin = names.map((name) => origins.get(`${id}.${name}`)).find((one) => one !== undefined);
  const last = propertyNode(target.$cstNode, 'number');
  const from = last !== undefined && offset >= last.offset ? last : part;
  return origin === undefined
    ? linkTo(snapshot, from, base.declared)
    : linkToSpan(snapshot, from, origin, origin.focus);
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** Definition, and declaration, which is the same here. */
export const definitionFeature: Feature = {
  capabilities: { definitionProvider: true, declarationProvider: true },
  register(connection, context) {
    const shaped = (method: string, links: readonly LocationLink[]) =>
      context.can(`textDocument.${method}.linkSupport`)
        ? [...links]
        : links.map(({ targetUri, targetSelectionRange }) => ({ uri: targetUri, range: targetSelectionRange }));
    connection.onDefinition(
      context.answer((snapshot, { position }: { textDocument: { uri: string }; position: Position }) =>
        shaped('definition', definition(snapshot, position)),
      ) as never,
    );
    connection.onDeclaration(
      context.answer((snapshot, { position }: { textDocument: { uri: string }; position: Position }) =>
        shaped('declaration', definition(snapshot, position)),
      ) as never,
    );
  },
};
