import type { AstNode, CstNode } from 'langium';
import type { DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type * as ast from '../../generated/ast.js';
import type { Declared } from '../../link/declared.js';
import { propertyNode } from '../../link/property.js';
import type { SourceFile } from '../../workspace/source-file.js';
import type { Feature } from '../feature.js';
import { rangeOfNode } from '../names.js';
import { clauseSymbols, componentDetail, headText } from './clause-symbols.js';
import { symbolKind } from './symbol-kind.js';

/** The outline of a file: declarations with what they hold, in the order of the text. Unfinished ones are called after their first word. */
export function documentSymbols(file: SourceFile): readonly DocumentSymbol[] {
  return file.parsed.model.items.flatMap((item) => itemSymbols(file, item));
}

function itemSymbols(file: SourceFile, item: ast.Item | ast.Group): readonly DocumentSymbol[] {
  switch (item.$type) {
    case 'Header':
    case 'Import':
      return [];
    case 'Region':
      return declared(
        file,
        item,
        'region',
        item.zones.flatMap((zone) => declared(file, zone, 'zone')),
      );
    case 'Link':
      return symbol(file, item, {
        name: [item.from, item.to].map((end) => end?.$cstNode?.text ?? '…').join(' -- '),
        detail: 'link',
        kind: SymbolKind.Operator,
        focus: item.from?.$cstNode,
      });
    case 'Data':
      return declared(
        file,
        item,
        titled('data', item.title),
        item.clauses.flatMap((clause) =>
          clause.$type === 'Key'
            ? symbol(file, clause, { name: 'key', detail: clause.fields.join(', '), kind: SymbolKind.Key })
            : clause.$type === 'Requires'
              ? symbol(file, clause, { ...split(clause), kind: SymbolKind.Property })
              : [],
        ),
      );
    case 'Template':
      return declared(file, item, componentDetail('template', item), clauseSymbols(file, item.clauses, symbol));
    case 'Group':
      return declared(
        file,
        item,
        titled('group', item.title),
        item.members.flatMap((member) => itemSymbols(file, member)),
      );
    case 'Component':
      return declared(file, item, componentDetail(item.kind ?? '', item), clauseSymbols(file, item.clauses, symbol));
    case 'Flow':
      return declared(file, item, titled('flow', item.title));
    case 'Workload':
      return declared(
        file,
        item,
        titled('workload', item.title),
        item.loads.flatMap((load) => symbol(file, load, { ...split(load), kind: SymbolKind.Number })),
      );
    case 'Expect':
      return symbol(
        file,
        item,
        { name: headText(item), kind: SymbolKind.Module },
        item.expectations.flatMap((one) => symbol(file, one, { name: headText(one), kind: SymbolKind.Boolean })),
      );
    case 'Scenario':
      return declared(
        file,
        item,
        'scenario',
        item.lines.flatMap((line) =>
          symbol(file, line, {
            name: headText(line),
            kind: line.$type === 'ScenarioExpectation' ? SymbolKind.Boolean : SymbolKind.Event,
          }),
        ),
        item.title,
      );
    case 'Diagram':
      return declared(file, item, 'diagram', [], item.title);
  }
}

/** What a symbol says; its focus is its first word when nothing narrower is known. */
export interface Said {
  readonly name: string;
  readonly detail?: string;
  readonly kind: SymbolKind;
  readonly focus?: CstNode | undefined;
}

function symbol(
  file: SourceFile,
  node: AstNode,
  { name, detail, kind, focus }: Said,
  children: readonly DocumentSymbol[] = [],
): readonly DocumentSymbol[] {
  const whole = node.$cstNode;
  if (whole === undefined || name.trim() === '') return [];
  const range = rangeOfNode(file, whole);
  const inside = focus !== undefined && whole.offset <= focus.offset && focus.end <= whole.end;
  return [
    {
      name,
      kind,
      range,
      selectionRange: inside ? rangeOfNode(file, focus) : { start: range.start, end: range.start },
      ...(detail === undefined || detail === '' ? {} : { detail }),
      ...(children.length === 0 ? {} : { children: [...children] }),
    },
  ];
}

/** A symbol of something with a name; a scenario or diagram without one is called by its title. */
function declared(
  file: SourceFile,
  node: Declared['node'],
  detail: string,
  children: readonly DocumentSymbol[] = [],
  title?: string,
): readonly DocumentSymbol[] {
  const known = file.declarations.byNode.get(node);
  const focus = propertyNode(node.$cstNode, 'name') ?? propertyNode(node.$cstNode, 'title');
  const name = title ?? (known === undefined || known.name === '' ? headText(node) : known.name);
  const kind = known === undefined ? SymbolKind.Class : symbolKind(known);
  return symbol(file, node, { name, detail, kind, focus }, children);
}

function titled(word: string, title: string | undefined): string {
  return title === undefined ? word : `${word} · ${title}`;
}

/** The first word as the name, the rest as the detail. */
function split(node: AstNode): { readonly name: string; readonly detail: string } {
  const [name = '', ...rest] = headText(node).split(' ');
  return { name, detail: rest.join(' ') };
}

export const documentSymbolsFeature: Feature = {
  capabilities: { documentSymbolProvider: { label: 'sysdesign' } },
  register(connection, context) {
    connection.onDocumentSymbol(
      context.answer((snapshot, _params: DocumentSymbolParams) => {
        const symbols = [...documentSymbols(snapshot.file)];
        if (context.can('textDocument.documentSymbol.hierarchicalDocumentSymbolSupport')) return symbols;
        return flat(symbols, snapshot.uri, undefined);
      }),
    );
  },
};

function flat(symbols: readonly DocumentSymbol[], uri: string, container: string | undefined): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, selectionRange, children = [] }) => [
    {
      name,
      kind,
      location: { uri, range: selectionRange },
      ...(container === undefined ? {} : { containerName: container }),
    },
    ...flat(children, uri, name),
  ]);
}
