/**
 * What a file declares, by name.
 *
 * `language/link` knows names: what they stand for, where they are visible, where they are used. It computes no value
 * and knows no file system.
 */
import type { AstNode, CstNode } from 'langium';
import type * as ast from '../generated/ast.js';
import { propertyNode } from './property.js';

interface DeclaredBase {
  readonly name: string;
  readonly uri: string;
}

/** Something with a name that other parts of a design may use. */
export type Declared = DeclaredBase &
  (
    | { readonly kind: 'region'; readonly node: ast.Region; readonly zones: ReadonlyMap<string, Declared> }
    | { readonly kind: 'zone'; readonly node: ast.Zone }
    | { readonly kind: 'data'; readonly node: ast.Data }
    | { readonly kind: 'template'; readonly node: ast.Template; readonly parameters: ReadonlyMap<string, Declared> }
    | { readonly kind: 'parameter'; readonly node: ast.Parameter }
    | { readonly kind: 'group'; readonly node: ast.Group; readonly group?: Declared }
    | { readonly kind: 'component'; readonly node: ast.Component; readonly group?: Declared }
    | { readonly kind: 'flow'; readonly node: ast.Flow }
    | { readonly kind: 'workload'; readonly node: ast.Workload }
    | { readonly kind: 'scenario'; readonly node: ast.Scenario }
    | { readonly kind: 'diagram'; readonly node: ast.Diagram }
  );

export type DeclaredKind = Declared['kind'];
/** The declared thing of one kind. */
export type DeclaredOf<K extends DeclaredKind> = Extract<Declared, { readonly kind: K }>;

/** All names of one file. Zones and parameters are found through their region or template. */
export interface Declarations {
  readonly byName: ReadonlyMap<string, Declared>;
  readonly byNode: ReadonlyMap<AstNode, Declared>;
  /** Later declarations of a name that already stands for something, with the first one. */
  readonly duplicates: readonly { readonly again: Declared; readonly first: Declared }[];
}

/** Collects the names of a file in the order of its text; the first of two equal names wins. */
export function declarations(model: ast.Model, uri: string): Declarations {
  const byName = new Map<string, Declared>();
  const byNode = new Map<AstNode, Declared>();
  const duplicates: { again: Declared; first: Declared }[] = [];
  const add = (fresh: Declared): Declared => {
    const declared = sameAsBefore(fresh);
    byNode.set(declared.node, declared);
    const first = byName.get(declared.name);
    if (declared.name === '') return declared;
    if (first === undefined) byName.set(declared.name, declared);
    else duplicates.push({ again: declared, first });
    return declared;
  };
  const addMember = (node: ast.Component | ast.Group, group: Declared | undefined): void => {
    const within = group === undefined ? {} : { group };
    if (node.$type === 'Component') {
      add({ kind: 'component', name: node.name ?? '', uri, node, ...within });
      return;
    }
    const declared = add({ kind: 'group', name: node.name ?? '', uri, node, ...within });
    for (const member of node.members) addMember(member, declared);
  };
  for (const item of model.items) {
    switch (item.$type) {
      case 'Region':
        add({ kind: 'region', name: item.name ?? '', uri, node: item, zones: zonesOf(item, uri, byNode, duplicates) });
        break;
      case 'Template':
        add({
          kind: 'template',
          name: item.name ?? '',
          uri,
          node: item,
          parameters: parametersOf(item, uri, byNode, duplicates),
        });
        break;
      case 'Component':
      case 'Group':
        addMember(item, undefined);
        break;
      case 'Data':
        add({ kind: 'data', name: item.name ?? '', uri, node: item });
        break;
      case 'Flow':
        add({ kind: 'flow', name: item.name ?? '', uri, node: item });
        break;
      case 'Workload':
        add({ kind: 'workload', name: item.name ?? '', uri, node: item });
        break;
      case 'Scenario':
        add({ kind: 'scenario', name: item.name ?? '', uri, node: item });
        break;
      case 'Diagram':
        add({ kind: 'diagram', name: item.name ?? '', uri, node: item });
        break;
      default:
        break;
    }
  }
  return { byName, byNode, duplicates };
}

/** Declarations by their nodes: one that stands in a later text of its file too stays the same object. */
const known = new WeakMap<AstNode, Declared>();

function sameAsBefore(declared: Declared): Declared {
  const before = known.get(declared.node);
  if (before !== undefined && before.uri === declared.uri && groupOf(before) === groupOf(declared)) return before;
  known.set(declared.node, declared);
  return declared;
}

const groupOf = (declared: Declared) => ('group' in declared ? declared.group : undefined);

type Duplicates = { again: Declared; first: Declared }[];

function zonesOf(
  region: ast.Region,
  uri: string,
  byNode: Map<AstNode, Declared>,
  duplicates: Duplicates,
): Map<string, Declared> {
  return nested(
    region.zones.map((node): Declared => ({ kind: 'zone', name: node.name ?? '', uri, node })),
    byNode,
    duplicates,
  );
}

function parametersOf(
  template: ast.Template,
  uri: string,
  byNode: Map<AstNode, Declared>,
  duplicates: Duplicates,
): Map<string, Declared> {
  return nested(
    template.parameters.map((node): Declared => ({ kind: 'parameter', name: node.name ?? '', uri, node })),
    byNode,
    duplicates,
  );
}

function nested(
  all: readonly Declared[],
  byNode: Map<AstNode, Declared>,
  duplicates: Duplicates,
): Map<string, Declared> {
  const map = new Map<string, Declared>();
  for (const fresh of all) {
    const declared = sameAsBefore(fresh);
    byNode.set(declared.node, declared);
    const first = map.get(declared.name);
    if (first === undefined) map.set(declared.name, declared);
    else duplicates.push({ again: declared, first });
  }
  return map;
}

/** The syntax node of a declaration's name, if it was written. */
export function nameNode(declared: Declared): CstNode | undefined {
  const node = nameNodes.get(declared) ?? propertyNode(declared.node.$cstNode, 'name');
  if (node !== undefined) nameNodes.set(declared, node);
  return node;
}

const nameNodes = new WeakMap<Declared, CstNode>();

/** What a declared thing is called in messages: `a queue`, `a data item`. */
export function whatItIs(declared: Declared): string {
  if (declared.kind === 'component') return withArticle(declared.node.kind.replaceAll('_', ' '));
  if (declared.kind === 'data') return 'a data item';
  return withArticle(declared.kind);
}

/** `a queue`, `an external`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/iu.test(noun) ? 'an' : 'a'} ${noun}`;
}
