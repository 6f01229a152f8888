/** Values as written, apart from the grammar's node types: one form for settings, arguments of laws and of templates. */
import type { AstNode, CstNode } from 'langium';
import type * as ast from '../generated/ast.js';
import { propertyNode } from '../link/property.js';

export type Written = { readonly node: CstNode } & (
  | {
      readonly kind: 'quantity';
      readonly text: string;
      readonly quantityNode: CstNode /** What stands behind a colon: `91.2%: constant(1 ms)`. */;
      readonly part?: Written;
    }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'word';
      readonly name: string;
      readonly nameNode: CstNode;
      /** In parentheses: `zipf(0.9)`. */
      readonly args?: readonly Written[];
      /** Directly behind the word: `zipf 0.9`. */
      readonly tail?: Written;
    }
);

/** The syntax node of a property; the whole node when the property has none. */
export function nodeOf(node: AstNode, property: string, index?: number): CstNode | undefined {
  return propertyNode(node.$cstNode, property, index) ?? node.$cstNode;
}

/** Reads a value of the syntax tree; `undefined` while it is incomplete. */
export function written(value: ast.Value | undefined): Written | undefined {
  const node = value?.$cstNode;
  if (value === undefined || node === undefined) return undefined;
  switch (value.$type) {
    case 'QuantityValue': {
      const text: string | undefined = value.quantity;
      if (text === undefined) return undefined;
      const part = written(value.part);
      return {
        kind: 'quantity',
        node,
        text,
        quantityNode: part === undefined ? node : (nodeOf(value, 'quantity') ?? node),
        ...(part === undefined ? {} : { part }),
      };
    }
    case 'TextValue':
      return { kind: 'text', node, text: value.text ?? '' };
    case 'WordValue':
      return writtenWord(value, node);
  }
}

/** Reads a list of values; incomplete ones are left out. */
export function writtenList(values: readonly ast.Value[]): readonly Written[] {
  return values.map((value) => written(value)).filter((value) => value !== undefined);
}

function writtenWord(value: ast.WordValue, node: CstNode): Written | undefined {
  const name: string | undefined = value.word;
  if (name === undefined) return undefined;
  const nameNode = nodeOf(value, 'word') ?? node;
  const base = { kind: 'word', node, name, nameNode } as const;
  if (value.arguments.length > 0) return { ...base, args: writtenList(value.arguments) };
  const quantityNode = propertyNode(node, 'quantity');
  if (value.quantity !== undefined && quantityNode !== undefined) {
    return { ...base, tail: { kind: 'quantity', node: quantityNode, quantityNode, text: value.quantity } };
  }
  const textNode = propertyNode(node, 'text');
  if (value.text !== undefined && textNode !== undefined)
    return { ...base, tail: { kind: 'text', node: textNode, text: value.text } };
  return base;
}

/** Whether a value is one bare word. */
export function isPlainWord(value: Written | undefined): value is Extract<Written, { kind: 'word' }> {
  return value?.kind === 'word' && value.args === undefined && value.tail === undefined;
}
