/** The grammar as plain data: what may follow what, for whoever asks what the parser would accept. */
import { type AstNode, type Grammar, GrammarAST } from 'langium';
import type { Token, TokenType } from './token.js';

/** One piece of a rule. `starts` names the token types it can begin with; `isOptional`: it can be empty. */
export type Shape = {
  readonly starts: ReadonlySet<string>;
  readonly isOptional: boolean;
} & (
  | { readonly kind: 'token'; readonly name: string; readonly isWord: boolean; readonly property?: string }
  | { readonly kind: 'rule'; readonly rule: string; readonly property?: string }
  | { readonly kind: 'sequence'; readonly parts: readonly Shape[] }
  | { readonly kind: 'choice'; readonly options: readonly Shape[] }
  | { readonly kind: 'repeat'; readonly of: Shape; readonly isMany: boolean }
);

/** The shape of every rule, by name. */
export type Shapes = ReadonlyMap<string, Shape>;

/** A shape while it is made: what it begins with is known once all rules are. */
type Draft = Shape & { starts: Set<string>; isOptional: boolean };

/** Reads all parser rules of a grammar. */
export function shapesOf(grammar: Grammar): Shapes {
  const shapes = new Map<string, Draft>();
  for (const rule of grammar.rules)
    if (GrammarAST.isParserRule(rule)) shapes.set(rule.name, draft(rule.definition, undefined));
  // Rules refer to one another: what they begin with is gathered until nothing is added.
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const shape of shapes.values()) hasChanged = gather(shape, shapes) || hasChanged;
  }
  return shapes;
}

/** Whether a token can begin a shape. */
export function beginsWith(shape: Shape, token: Token): boolean {
  return hasType(shape.starts, token.tokenType);
}

/** Whether a type of token, or an abstract one it belongs to, is among some. */
export function hasType(names: ReadonlySet<string>, type: TokenType): boolean {
  return names.has(type.name) || (type.CATEGORIES ?? []).some((category) => names.has(category.name));
}

function draft(element: AstNode, property: string | undefined): Draft {
  const one = withoutCardinality(element, property);
  const cardinality = GrammarAST.isAbstractElement(element) ? element.cardinality : undefined;
  if (cardinality === undefined) return one;
  const repeat = (of: Draft, isMany: boolean): Draft => ({
    kind: 'repeat',
    of,
    isMany,
    starts: new Set(),
    isOptional: true,
  });
  if (cardinality === '?') return repeat(one, false);
  if (cardinality === '*') return repeat(one, true);
  return { kind: 'sequence', parts: [one, repeat(one, true)], starts: new Set(), isOptional: false };
}

function withoutCardinality(element: AstNode, property: string | undefined): Draft {
  const base = { starts: new Set<string>(), isOptional: false };
  const named = property === undefined ? {} : { property };
  if (GrammarAST.isKeyword(element))
    return { ...base, kind: 'token', name: element.value, isWord: /^\w/u.test(element.value), ...named };
  if (GrammarAST.isAssignment(element)) return draft(element.terminal, element.feature);
  if (GrammarAST.isCrossReference(element)) {
    const { terminal } = element;
    if (terminal === undefined) throw new Error('bug: a reference of the grammar names no terminal');
    return draft(terminal, property);
  }
  if (GrammarAST.isGroup(element))
    return { ...base, kind: 'sequence', parts: element.elements.map((part) => draft(part, undefined)) };
  if (GrammarAST.isAlternatives(element))
    return { ...base, kind: 'choice', options: element.elements.map((part) => draft(part, property)) };
  if (GrammarAST.isAction(element)) return { ...base, kind: 'sequence', parts: [] };
  if (GrammarAST.isRuleCall(element)) {
    const { ref } = element.rule;
    if (ref !== undefined && GrammarAST.isTerminalRule(ref))
      return { ...base, kind: 'token', name: ref.name, isWord: false, ...named };
    return { ...base, kind: 'rule', rule: element.rule.$refText, ...named };
  }
  throw new Error(`bug: completion does not know ${element.$type} of the grammar`);
}

/** Adds what is known by now; answers whether that was new. */
function gather(shape: Draft, shapes: ReadonlyMap<string, Draft>): boolean {
  const size = shape.starts.size;
  const wasOptional = shape.isOptional;
  let hasChanged = false;
  const take = (part: Draft): void => {
    hasChanged = gather(part, shapes) || hasChanged;
    for (const name of part.starts) shape.starts.add(name);
  };
  switch (shape.kind) {
    case 'token':
      shape.starts.add(shape.name);
      break;
    case 'rule': {
      const target = shapes.get(shape.rule);
      for (const name of target?.starts ?? []) shape.starts.add(name);
      shape.isOptional = target?.isOptional ?? false;
      break;
    }
    case 'sequence': {
      let isOptional = true;
      for (const part of shape.parts as readonly Draft[]) {
        if (isOptional) take(part);
        else hasChanged = gather(part, shapes) || hasChanged;
        isOptional &&= part.isOptional;
      }
      shape.isOptional = isOptional;
      break;
    }
    case 'choice':
      for (const option of shape.options as readonly Draft[]) take(option);
      shape.isOptional = shape.options.some((option) => option.isOptional);
      break;
    case 'repeat':
      take(shape.of as Draft);
      break;
  }
  return hasChanged || shape.starts.size !== size || shape.isOptional !== wasOptional;
}
