import type { SymbolInformation, WorkspaceSymbolParams } from 'vscode-languageserver';
import { type Declared, nameNode } from '../../link/declared.js';
import { baseName } from '../../workspace/path.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Feature } from '../feature.js';
import { rangeOfNode } from '../names.js';
import { symbolKind } from './symbol-kind.js';

/** Answers beyond this help nobody. */
const MOST = 1000;

/** Declared names of all designs that the query fits: its letters in order, whole words and beginnings first. */
export function workspaceSymbols(
  sources: readonly SourceFile[],
  query: string,
  address: (path: string) => string,
): readonly SymbolInformation[] {
  const found: { readonly declared: Declared; readonly file: SourceFile; readonly distance: number }[] = [];
  for (const file of sources) {
    for (const declared of file.declarations.byNode.values()) {
      if (declared.kind === 'zone' || declared.kind === 'parameter') continue;
      const distance = Math.min(distanceTo(query, declared.name), distanceTo(query, titleOf(declared)) + 1);
      if (distance < Number.POSITIVE_INFINITY) found.push({ declared, file, distance });
    }
  }
  found.sort(
    (a, b) => a.distance - b.distance || compare(a.declared.name, b.declared.name) || compare(a.file.uri, b.file.uri),
  );
  return found.slice(0, MOST).flatMap(({ declared, file }) => {
    const node = nameNode(declared) ?? declared.node.$cstNode;
    const group = 'group' in declared ? declared.group?.name : undefined;
    const name = declared.name === '' ? titleOf(declared) : declared.name;
    if (node === undefined || name === '') return [];
    const location = { uri: address(file.uri), range: rangeOfNode(file, node) };
    return [{ name, kind: symbolKind(declared), location, containerName: group ?? baseName(file.uri) }];
  });
}

/** How far a text is from a query: 0 the same, more for a looser fit, infinite when letters are missing. */
function distanceTo(query: string, text: string): number {
  const [wanted, given] = [query.toLowerCase(), text.toLowerCase()];
  if (wanted === given) return 0;
  if (given.startsWith(wanted)) return 2;
  if (given.includes(wanted)) return 4;
  let at = -1;
  let gaps = 0;
  for (const letter of wanted) {
    const next = given.indexOf(letter, at + 1);
    if (next < 0) return Number.POSITIVE_INFINITY;
    if (next !== at + 1) gaps++;
    at = next;
  }
  return 6 + gaps;
}

function titleOf({ node }: Declared): string {
  return 'title' in node ? (node.title ?? '') : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const workspaceSymbolsFeature: Feature = {
  capabilities: { workspaceSymbolProvider: true },
  register(connection, context) {
    connection.onWorkspaceSymbol(async ({ query }: WorkspaceSymbolParams) => [
      ...workspaceSymbols(await context.sources(), query, (path) => context.address(path)),
    ]);
  },
};
