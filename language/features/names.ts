/** The name under the cursor and all places of a name, in this file and in files that import it or are imported. */
import { AstUtils, type CstNode } from 'langium';
import type { Location, LocationLink, Position, Range } from 'vscode-languageserver-types';
import type { Span } from '../findings/positioned.js';
import { type Declared, nameNode } from '../link/declared.js';
import type { Occurrence } from '../link/occurrences.js';
import type { SourceFile } from '../workspace/source-file.js';
import { offsetAt, rangeOf, type Snapshot } from './snapshot.js';

/** The declared name at a position of the snapshot's own document, its end included. */
export function nameAt(snapshot: Snapshot, position: Position): Occurrence | undefined {
  return snapshot.report.occurrences.at(snapshot.file.uri, offsetAt(snapshot.file, position));
}

/** One place of a name, with the analysis that knows it. */
export interface NamePlace extends Occurrence {
  readonly file: SourceFile;
  readonly snapshot: Snapshot;
}

/** Snapshots in which a declaration may be used: of this document, of the declaring file, and of all its importers. */
export function familyOf(snapshot: Snapshot, declared: Declared): readonly Snapshot[] {
  const family = [snapshot, ...snapshot.family(declared.uri)];
  return [...new Map(family.map((one) => [one.file.uri, one])).values()];
}

/** Every place of a name, its declaration first. Each file is asked as an entry, where all of it is read. */
export function placesOf(snapshot: Snapshot, declared: Declared): readonly NamePlace[] {
  const places = new Map<string, NamePlace>();
  for (const one of familyOf(snapshot, declared)) {
    const same = sameIn(one, declared);
    if (same === undefined) continue;
    for (const occurrence of one.report.occurrences.of(same)) {
      const file = one.report.workspace.files.get(occurrence.uri);
      const key = `${occurrence.uri}\u0000${occurrence.node.offset}`;
      if (file !== undefined && !places.has(key)) places.set(key, { ...occurrence, file, snapshot: one });
    }
  }
  const rank = (place: NamePlace): number => (place.role === 'declaration' ? 0 : 1);
  return [...places.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.node.offset - b.node.offset),
  );
}

/** The same declaration in another analysis, which may have parsed its file anew. */
export function sameIn(snapshot: Snapshot, declared: Declared): Declared | undefined {
  const { declarations } = snapshot.report.workspace.files.get(declared.uri) ?? {};
  if (declarations === undefined) return undefined;
  const same = declarations.byNode.get(declared.node);
  if (same !== undefined) return same;
  const at = declared.node.$cstNode?.offset;
  return [...declarations.byNode.values()].find(
    (one) => one.kind === declared.kind && one.node.$cstNode?.offset === at && one.name === declared.name,
  );
}

/** The id of a component, flow or another part of the design; `undefined` when it is not in the design. */
export function idOf(snapshot: Snapshot, declared: Declared): string | undefined {
  const node = sameIn(snapshot, declared)?.node.$cstNode;
  const { design, origins } = snapshot.report;
  if (node === undefined) return undefined;
  const parts = [design.components, design.flows, design.data, design.regions, design.groups, design.workloads];
  return parts.flat().find(({ id }) => origins.anchor(id)?.node === node)?.id;
}

export function rangeOfNode(file: SourceFile, node: CstNode): Range {
  return rangeOf(file, node.offset, node.length);
}

/** Where a name stands. */
export function locationOf({ uri, node, file, snapshot }: NamePlace): Location {
  return { uri: snapshot.address(uri), range: rangeOfNode(file, node) };
}

/** The whole text of a declaration: of a zone or parameter that of the word alone. */
export function rangeOfDeclared(file: SourceFile, declared: Declared): Range {
  const node = declared.node.$cstNode;
  return node === undefined ? rangeOf(file, 0, 0) : rangeOfNode(file, node);
}

/** A link from a place of the document to a declaration; `undefined` when its file is not loaded. */
export function linkTo(snapshot: Snapshot, from: CstNode, declared: Declared): LocationLink | undefined {
  const file = snapshot.report.workspace.files.get(declared.uri);
  const node = nameNode(declared) ?? declared.node.$cstNode;
  if (file === undefined || node === undefined) return undefined;
  return {
    originSelectionRange: rangeOfNode(snapshot.file, from),
    targetUri: snapshot.address(declared.uri),
    targetRange: rangeOfDeclared(file, declared),
    targetSelectionRange: rangeOfNode(file, node),
  };
}

/** The same to a stretch of any loaded file. */
export function linkToSpan(
  snapshot: Snapshot,
  from: CstNode,
  whole: Span,
  focus: Span = whole,
): LocationLink | undefined {
  const file = snapshot.report.workspace.files.get(whole.uri);
  if (file === undefined) return undefined;
  return {
    originSelectionRange: rangeOfNode(snapshot.file, from),
    targetUri: snapshot.address(whole.uri),
    targetRange: rangeOf(file, whole.offset, whole.length),
    targetSelectionRange: rangeOf(file, focus.offset, focus.length),
  };
}

/** The innermost syntax node of a type at an offset, its end included. */
export function nodeAt<T extends { readonly $type: string }>(
  file: SourceFile,
  offset: number,
  type: string,
): T | undefined {
  let best: CstNode | undefined;
  for (const item of file.parsed.model.items) {
    const node = item.$cstNode;
    if (node === undefined || node.offset > offset || node.end < offset) continue;
    for (const one of AstUtils.streamAst(item)) {
      const own = one.$cstNode;
      if (one.$type !== type || own === undefined || own.offset > offset || own.end < offset) continue;
      if (best === undefined || own.length <= best.length) best = own;
    }
  }
  // Asked for by the name of its type.
  return best?.astNode as T | undefined;
}
