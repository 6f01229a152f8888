/** The clauses of a component that an outline shows: how it is copied, cut, logged and indexed, and what it holds. */
import type { AstNode } from 'langium';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type * as ast from '../../generated/ast.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Said } from './document-symbols.js';

const notable: Readonly<Partial<Record<ast.Clause['$type'], SymbolKind>>> = {
  Holds: SymbolKind.Field,
  Placement: SymbolKind.Property,
  Replicas: SymbolKind.Property,
  Shards: SymbolKind.Property,
  Log: SymbolKind.Property,
  IndexClause: SymbolKind.Key,
  Partitions: SymbolKind.Property,
  Elect: SymbolKind.Property,
  Autoscale: SymbolKind.Property,
};

export function clauseSymbols(
  file: SourceFile,
  clauses: readonly ast.Clause[],
  symbol: (file: SourceFile, node: AstNode, said: Said) => readonly DocumentSymbol[],
): readonly DocumentSymbol[] {
  return clauses.flatMap((clause) => {
    const kind = notable[clause.$type];
    const [name = '', ...rest] = headText(clause).split(' ');
    return kind === undefined ? [] : symbol(file, clause, { name, detail: rest.join(' '), kind });
  });
}

/** `database : postgres · 3 replicas · 32 shards`. */
export function componentDetail(word: string, node: ast.Component | ast.Template): string {
  const technology: string | undefined = node.technology;
  const parts = [technology === undefined ? word : `${word} : ${technology}`];
  for (const clause of node.clauses) {
    if (clause.$type === 'Replicas') parts.push(`${clause.count ?? '?'} replicas`);
    if (clause.$type === 'Shards' && clause.count !== undefined) parts.push(`${clause.count} shards`);
    if (clause.$type === 'Partitions') parts.push(`${clause.count ?? '?'} partitions`);
    if (clause.$type === 'Setting' && clause.name === 'instances')
      parts.push(`${clause.values[0]?.$cstNode?.text ?? '?'} instances`);
  }
  return parts.join(' · ');
}

const longest = 60;

/** The text of a node before its block, on one line and not too long. */
export function headText(node: AstNode): string {
  const text = node.$cstNode?.text ?? '';
  const comments = /\/\*[\s\S]*?\*\/|\/\/[^\n\r]*/gu;
  const head = text
    .slice(0, 400)
    .replace(/\{[\s\S]*$/u, '')
    .replace(comments, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return head.length > longest ? `${head.slice(0, longest - 1)}…` : head;
}
