/** What a word is, by its place in the grammar and by what it is declared as. */
import { GrammarAST, type LeafCstNode } from 'langium';
import { DocumentHighlightKind, SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver-types';
import type * as ast from '../../generated/ast.js';
import type { Declared } from '../../link/declared.js';
import type { Occurrence } from '../../link/occurrences.js';
import { featureOf } from '../../link/property.js';
import { isKind, isTechnology } from '../../link/vocabulary.js';
import { partsOfQuantity } from '../../syntax/quantity-token.js';
import { accessOf } from '../document-highlight.js';
import type { SemanticToken, TokenModifier, TokenType } from './legend.js';

const { declaration, readonly, modification, defaultLibrary } = SemanticTokenModifiers;
type Coloured = readonly [TokenType, ...TokenModifier[]];

/** The coloured stretches of one word: two for a number with a unit, none for braces and names that mean nothing. */
export function classify(leaf: LeafCstNode, occurrence: Occurrence | undefined): readonly SemanticToken[] {
  if (leaf.length === 0) return [];
  if (leaf.tokenType.name === 'QUANTITY') return quantity(leaf);
  const coloured = occurrence === undefined ? byPlace(leaf) : byName(occurrence);
  if (coloured === undefined) return [];
  const [type, ...modifiers] = coloured;
  return [{ offset: leaf.offset, length: leaf.length, type, modifiers }];
}

/** `80 ms`: the number, and its unit apart. */
function quantity(leaf: LeafCstNode): SemanticToken[] {
  const { text, offset } = leaf;
  const { number, unit } = partsOfQuantity(text);
  const tokens: SemanticToken[] = [{ offset, length: number.length, type: SemanticTokenTypes.number, modifiers: [] }];
  const start = text.length - unit.length;
  if (unit !== '' && start >= number.length)
    tokens.push({ offset: offset + start, length: unit.length, type: SemanticTokenTypes.modifier, modifiers: [] });
  return tokens.filter(({ length }) => length > 0);
}

const declaredTypes: Readonly<Record<Declared['kind'], TokenType>> = {
  region: SemanticTokenTypes.namespace,
  zone: SemanticTokenTypes.namespace,
  group: SemanticTokenTypes.namespace,
  data: SemanticTokenTypes.struct,
  template: SemanticTokenTypes.interface,
  parameter: SemanticTokenTypes.parameter,
  component: SemanticTokenTypes.class,
  flow: SemanticTokenTypes.function,
  workload: SemanticTokenTypes.event,
  scenario: SemanticTokenTypes.function,
  diagram: SemanticTokenTypes.variable,
};

function byName({ declared, role, node }: Occurrence): Coloured {
  return [
    declaredTypes[declared.kind],
    ...(role === 'declaration' ? ([declaration] as const) : []),
    ...(isConstant(declared) ? ([readonly] as const) : []),
    ...(role === 'reference' && accessOf(node) === DocumentHighlightKind.Write ? ([modification] as const) : []),
  ];
}

/** Parameters are bound once; immutable data never changes. */
function isConstant(declared: Declared): boolean {
  if (declared.kind === 'parameter') return true;
  return (
    declared.kind === 'data' &&
    declared.node.clauses.some(
      (clause) => clause.$type === 'Requires' && clause.requirements.some((one) => one.name === 'immutable'),
    )
  );
}

/** Words of closed lists that are values, though the grammar spells them out. */
const chosen: ReadonlySet<string> = new Set(['topology', 'mode', 'method', 'protocol', 'scope', 'leg']);
/** Properties whose words come from a list of the catalogue or the language. */
const symbols: ReadonlySet<string> = new Set([
  ...[
    'level',
    'shape',
    'what',
    'state',
    'percentile',
    'action',
    'actions',
    'direction',
    'law',
    'scheme',
    'method',
    'mode',
  ],
]);
/** Properties that name fields of data. */
const fields: ReadonlySet<string> = new Set(['fields', 'field', 'key']);

function byPlace(leaf: LeafCstNode): Coloured | undefined {
  const { text, astNode: node } = leaf;
  const property = featureOf(leaf);
  if (leaf.tokenType.name === 'STRING') return [SemanticTokenTypes.string];
  if (GrammarAST.isKeyword(leaf.grammarSource)) return byKeyword(text, node.$type, property);
  if (!/^[\p{L}_]/u.test(text)) return undefined;
  switch (node.$type) {
    case 'Component':
    case 'Template':
      if (property === 'kind') return isKind(text) ? [SemanticTokenTypes.type, defaultLibrary] : undefined;
      return property === 'technology' && isTechnology(text)
        ? [SemanticTokenTypes.interface, defaultLibrary]
        : undefined;
    case 'Setting':
      return [SemanticTokenTypes.property];
    case 'WordValue':
      return byValue(node as ast.WordValue);
    case 'Expectation':
      return property === 'measure' ? [SemanticTokenTypes.method, defaultLibrary] : undefined;
    case 'Requirement':
      return [SemanticTokenTypes.enumMember];
    case 'Target':
      return property === 'part' ? [SemanticTokenTypes.property] : undefined;
    default:
      if (fields.has(property)) return [SemanticTokenTypes.variable];
      return symbols.has(property) ? [SemanticTokenTypes.enumMember] : undefined;
  }
}

function byKeyword(text: string, type: string, property: string): Coloured | undefined {
  if (!/^\w/u.test(text)) return /^(?:->|--|\*|[<>=]=?|\.\.)$/u.test(text) ? [SemanticTokenTypes.operator] : undefined;
  const isValue = chosen.has(property) && type !== 'Placement';
  return isValue || (type === 'ElectOption' && property === 'name')
    ? [isValue ? SemanticTokenTypes.enumMember : SemanticTokenTypes.property]
    : [SemanticTokenTypes.keyword];
}

/** A law or curve with arguments is called; a field of a key is named; any other word is chosen from a list. */
function byValue(value: ast.WordValue): Coloured {
  if (value.arguments.length > 0) return [SemanticTokenTypes.function, defaultLibrary];
  const isField = value.$container.$type === 'Shards' && value.$containerProperty === 'key';
  return isField ? [SemanticTokenTypes.variable] : [SemanticTokenTypes.enumMember];
}
